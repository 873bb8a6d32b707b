package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.drover.coordinator.plan.Removed;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

/** From where a cleanup can be given up, and what leads back from there. */
class CleanupTest extends MigrationScene {

  @Test
  void whatIsKeptForARollbackGoesAfterTheLastFence() {
    backfilled();
    ask(PassKind.CLEANUP);
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(2));
    shardEnds(0);
    shardEnds(1);
    time.timePasses(Duration.ofSeconds(10));
    assertThat(cluster.removals()).isZero();

    shardEnds(2);
    awaitPhase(Phase.CLEANED);
    assertThat(cluster.removals()).isEqualTo(1);
    assertThat(events())
        .endsWith(
            new MigrationEvent.RecordsRemoved(2, 7, 1, NOW),
            new MigrationEvent.PassFinished(2, new Tally(30, 30), NOW),
            new MigrationEvent.Completed(NOW));
  }

  @Test
  void aCleanupThatIsCancelledMidwayIsRolledBackAllTheSame() {
    submit(SPEC + "undo: keep\n", true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    ask(PassKind.CLEANUP);
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(2));
    shardEnds(0);
    cancel();
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.CANCELLED);
    assertThat(cluster.removals()).isZero();

    ask(PassKind.ROLLBACK);
    shardsEnd(3, new Tally(10, 10));
    awaitPhase(Phase.ROLLED_BACK);
    assertThat(cluster.lookedBack()).last().isEqualTo(new LookingBack(PretendCluster.SHARDS, true));
  }

  @Test
  void whatASurveyKeptGoesOnceItIsGivenUp() {
    cluster.removalIs(CompletableFuture.completedFuture(new Removed(0, 2)));
    submit(SPEC, false);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.SURVEYED);
    assertThat(cluster.removals()).isZero();
    cancel();
    viewed.receiveMessage();

    viewed.awaitAssert(
        () -> assertThat(events()).endsWith(new MigrationEvent.RecordsRemoved(1, 0, 2, NOW)));
    time.timePasses(Duration.ofSeconds(20));
    assertThat(cluster.removals()).as("once").isEqualTo(1);
    assertThat(view().phase()).isEqualTo(Phase.CANCELLED);
  }

  // A part of the records may be gone: a rollback would find them damaged.
  @Test
  void onceItsFencesAreGoneNothingLeadsBackFromACleanup() {
    cluster.removalIs(new CompletableFuture<>());
    backfilled();
    ask(PassKind.CLEANUP);
    shardsEnd(2, new Tally(1, 1));
    viewed.awaitAssert(() -> assertThat(cluster.removals()).isEqualTo(1));

    cancel();
    assertThat(viewed.receiveMessage().getError())
        .hasMessage(
            "'people' cannot be cancelled: its fences are gone, and its undo records are being"
                + " removed; wait for the cleanup's end");
    request(PassKind.ROLLBACK);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("it is cleaned up");
    assertThat(view().phase()).isEqualTo(Phase.CLEANING);
  }

  @Test
  void aRemovalThatIsCutShortGoesOnWhereverTheMigrationLivesThen() {
    cluster.removalIs(new CompletableFuture<>());
    backfilled();
    ask(PassKind.CLEANUP);
    shardsEnd(2, new Tally(1, 1));
    viewed.awaitAssert(() -> assertThat(cluster.removals()).isEqualTo(1));

    kit.stop(migration);
    cluster.removalIs(CompletableFuture.completedFuture(new Removed(3, 0)));
    migration = start();
    awaitPhase(Phase.CLEANED);
    assertThat(events()).contains(new MigrationEvent.RecordsRemoved(2, 3, 0, NOW));
  }

  private void cancel() {
    migration.tell(new MigrationRequest.Cancel("ann", "not now", viewed.getRef()));
  }
}
