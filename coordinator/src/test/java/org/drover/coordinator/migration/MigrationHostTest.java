package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.pattern.StatusReply;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.SubmitReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration whose journal cannot be read says so to whoever asks. */
class MigrationHostTest extends MigrationScene {

  private static final String DAMAGE = "the journal is damaged: event 2 of migration|people";

  /** A pass ends that never began: no state has a place for it. */
  @BeforeEach
  void damage() {
    submit(SPEC, false);
    awaitPhase(Phase.SURVEYING);
    kit.stop(migration);
    List<Object> events = events();
    journal.clearByPersistenceId("migration|people");
    journal.persistForRecovery(
        "migration|people",
        List.of(events.getFirst(), new MigrationEvent.PassFinished(1, Tally.NONE, NOW)));
    cluster.damageIs(DAMAGE);
    migration = start();
  }

  @Test
  void theDamageIsAPhaseThatEverybodySees() {
    assertThat(awaitDamaged().why()).isEqualTo(DAMAGE);
  }

  @Test
  void ordersAreRefusedWithTheReason() {
    awaitDamaged();
    migration.tell(new MigrationRequest.Pause("ann", "as the test wants it", viewed.getRef()));
    assertThat(viewed.receiveMessage().getError()).hasMessage(DAMAGE);

    migration.tell(new MigrationRequest.Submit(SPEC, true, "ann", submitted.getRef()));
    submitted.expectMessage(new SubmitReply.Refused(List.of(DAMAGE)));
  }

  @Test
  void whenTheJournalIsMendedItGoesOnByItself() {
    awaitDamaged();
    mend();
    time.timePasses(Duration.ofSeconds(31));

    awaitPhase(Phase.SURVEYING);
  }

  @Test
  void aResumeReadsTheJournalAtOnce() {
    awaitDamaged();
    mend();
    migration.tell(new MigrationRequest.Resume("ann", "it is mended", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();

    awaitPhase(Phase.SURVEYING);
  }

  private void mend() {
    cluster.damageIs(null);
    List<Object> events = events();
    journal.clearByPersistenceId("migration|people");
    journal.persistForRecovery("migration|people", List.of(events.getFirst()));
  }

  /** Whoever asks while it is being replayed gets no answer. */
  private MigrationView awaitDamaged() {
    return viewed.awaitAssert(
        () -> {
          TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
          migration.tell(new MigrationRequest.Show(probe.getRef()));
          MigrationView view = probe.receiveMessage(Duration.ofMillis(300)).getValue();
          assertThat(view.phase()).isEqualTo(Phase.DAMAGED);
          return view;
        });
  }
}
