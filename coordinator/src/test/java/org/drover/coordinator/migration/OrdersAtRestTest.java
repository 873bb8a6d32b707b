package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

/** Orders to the pace of a migration of which nothing runs. */
class OrdersAtRestTest extends MigrationScene {

  @Test
  void aCancelledMigrationIsNeitherScaledNorLimited() {
    submit(SPEC, true);
    migration.tell(new MigrationRequest.Cancel("eve", "wrong label", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    assertThat(refusal()).startsWith("'people' is cancelled: nothing of it runs");
    assertThat(events()).last().isInstanceOf(MigrationEvent.Cancelled.class);
  }

  @Test
  void aCompletedMigrationIsNeitherScaledNorLimited() {
    backfilled();
    assertThat(refusal()).startsWith("'people' is completed: nothing of it runs");
    assertThat(events()).last().isInstanceOf(MigrationEvent.Completed.class);
    ask(PassKind.SWEEP);
    limit();
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  @Test
  void whatWasOnlySurveyedMayBeScaledBeforeItIsExecuted() {
    submit(SPEC, false);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.SURVEYED);
    limit();
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  @Test
  void aSurveyThatIsNotToBeExecutedEndsInTheJournal() {
    submit(SPEC, false);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.SURVEYED);
    assertThat(events()).last().isEqualTo(new MigrationEvent.Completed(NOW));
  }

  // The kill switch asks the journal who is unfinished, and its order comes a moment later.
  @Test
  void theKillSwitchDoesNotReachWhatHasEndedMeanwhile() {
    backfilled();
    migration.tell(new MigrationRequest.Stop("eve", "the site is slow", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    assertThat(events()).last().isInstanceOf(MigrationEvent.Completed.class);
  }

  private void limit() {
    migration.tell(
        new MigrationRequest.Limit(LimitChange.ofWorkers(1), "ann", "why", viewed.getRef()));
  }

  private String refusal() {
    limit();
    return String.valueOf(viewed.receiveMessage().getError().getMessage());
  }
}
