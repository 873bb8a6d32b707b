package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pass is over when its journal and its graph agree that it is, and not before. */
class PassEndTest extends MigrationScene {

  private static final String QUESTION = "shard 1: the graph's fence says range 3. Choose";

  // The graph was restored behind the last takeover: no shard compares any more.
  @Test
  void aGraphThatWasRestoredAtTheEndIsAskedAboutBeforeAnythingIsCalledCompleted() {
    cluster.fencesSay(QUESTION);
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 10));

    assertThat(awaitPhase(Phase.PAUSED).why()).isEqualTo(QUESTION + " (drover)");
    assertThat(events()).noneMatch(MigrationEvent.PassFinished.class::isInstance);
  }

  @Test
  void whoeverResumesWithoutAChoiceIsAskedAgain() {
    cluster.fencesSay(QUESTION);
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.PAUSED);
    resume(null);

    viewed.awaitAssert(
        () -> assertThat(events()).filteredOn(MigrationEvent.Paused.class::isInstance).hasSize(2));
  }

  @Test
  void byChoiceEveryShardIsLookedAtAgainAndThenItCompletes() {
    cluster.fencesSay(QUESTION);
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.PAUSED);
    cluster.fencesSay(null);
    cluster.takeAskedToRun();
    resume(Accept.GRAPH);
    awaitAskedToRun(0, 1);
    shardsEnd(1, new Tally(10, 10));

    awaitPhase(Phase.COMPLETED);
  }

  @Test
  void aSurveyHasNoFencesToCompare() {
    cluster.fencesSay(QUESTION);
    submit(SPEC, false);
    shardsEnd(1, new Tally(10, 0));

    awaitPhase(Phase.SURVEYED);
  }

  // Its predecessor's last event was acknowledged late: all of them are there, and one not
  // replayed.
  @Test
  void aJournalThatIsWholeButWasReplayedTooEarlyIsReplayedAnewAndNobodyIsAsked() {
    cluster.journalHolds(7, true);
    kit.stop(migration);
    migration = start();

    viewed.expectTerminated(migration);
  }

  @Test
  void aJournalThatLacksARowIsForAPerson() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    cluster.journalHolds(7, false);
    kit.stop(migration);
    migration = start();

    assertThat(awaitPhase(Phase.PAUSED).why()).contains("a row is missing");
  }

  private void resume(@Nullable Accept accept) {
    migration.tell(
        new MigrationRequest.Resume("ann", "as the test wants it", accept, viewed.getRef()));
    viewed.receiveMessage(Duration.ofSeconds(3));
  }
}
