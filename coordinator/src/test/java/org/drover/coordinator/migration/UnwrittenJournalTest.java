package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.pattern.StatusReply;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration whose journal takes no events says so to whoever asks, and loses nothing. */
class UnwrittenJournalTest extends MigrationScene {

  private static final String JOURNAL_ID = "migration|people";

  @BeforeEach
  void whatItIsToJournalIsRefused() {
    submit(SPEC, true);
    awaitPhase(Phase.BACKFILLING);
    journal.failNextNPersisted(
        JOURNAL_ID, 10_000, new IllegalStateException("ERROR: No space left on device"));
  }

  @Test
  void whoAsksWhileItBeginsAgainAndAgainHearsWhy() {
    MigrationView view = awaitView(Phase.SILENT);

    assertThat(view.why())
        .isEqualTo(
            "the journal takes no events (ERROR: No space left on device); it is tried again until"
                + " it does");
  }

  @Test
  void whenTheJournalTakesEventsAgainItGoesOn() {
    awaitView(Phase.SILENT);
    journal.resetPolicy();

    assertThat(awaitView(Phase.PAUSED).why()).contains("as the test wants it");
  }

  /** Each second a shard says that it is stuck, which is an event. */
  private MigrationView awaitView(Phase phase) {
    return viewed.awaitAssert(
        () -> {
          migration.tell(
              new MigrationRequest.ShardStuck(new ShardId("people", 1, 0), "as the test wants it"));
          time.timePasses(Duration.ofSeconds(1));
          TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
          migration.tell(new MigrationRequest.Show(probe.getRef()));
          time.timePasses(Duration.ofSeconds(2));
          MigrationView view = probe.receiveMessage(Duration.ofMillis(300)).getValue();
          assertThat(view.phase()).isEqualTo(phase);
          return view;
        });
  }
}
