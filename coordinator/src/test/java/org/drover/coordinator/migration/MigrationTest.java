package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.drover.coordinator.migration.MigrationWork.CheckOutcome;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.Decision;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.protocol.SubmitReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MigrationTest extends MigrationScene {

  // Two plannings at a time would be in each other's way in the graph.
  @Test
  void anOrderToThePaceDoesNotPlanAgainWhatIsBeingPlanned() {
    cluster.holdPlanning();
    submit(SPEC, true);
    migration.tell(
        new MigrationRequest.Limit(LimitChange.ofWorkers(5), "ann", "night", viewed.getRef()));

    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    assertThat(cluster.plannings()).isEqualTo(1);
  }

  @Test
  void runsAsManyShardsAsTheBudgetAllowsAndCompletesWithTheLast() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    shardEnds(1);
    awaitAskedToRun(0, 2);
    shardEnds(0);
    shardEnds(2);

    MigrationView view = awaitPhase(Phase.COMPLETED);
    assertThat(view.pass()).extracting(PassView::tally).isEqualTo(new Tally(30, 30));
    assertThat(events()).last().isEqualTo(new MigrationEvent.Completed(NOW));
  }

  @Test
  void aLostRequestToRunIsSaidAgain() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    time.timePasses(Duration.ofSeconds(1));
    awaitAskedToRun(0, 1);
  }

  @Test
  void aShardThatEndsTwiceIsCountedOnce() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    shardEnds(0);
    shardEnds(0);
    awaitAskedToRun(1, 2);
    assertThat(events().stream().filter(MigrationEvent.ShardFinished.class::isInstance)).hasSize(1);
  }

  @Test
  void aSurveyWritesNothingAndTheSameSpecMayThenBeExecuted() {
    submit(SPEC, false);
    awaitAskedToRun(0, 1);
    shardEnds(0);
    shardEnds(1);
    shardEnds(2);
    awaitPhase(Phase.SURVEYED);

    submit(SPEC, true);
    assertThat(awaitPhase(Phase.BACKFILLING).pass()).extracting(PassView::number).isEqualTo(2);
  }

  @Test
  void whatIsSurveyedMayBeExecutedWithAnotherBudget() {
    surveyed();
    String hurried = SPEC.replace("workers: 2", "workers: 3") + "on: {collision: warn}\n";
    submit(hurried, true);

    awaitAskedToRun(0, 1, 2);
    assertThat(events())
        .contains(
            new MigrationEvent.SpecAmended(
                hurried,
                "ann",
                "budget.workers: 2 -> 3; on.collision: (not there) -> \"warn\"",
                NOW));
    assertThat(awaitPhase(Phase.BACKFILLING).pass()).extracting(PassView::number).isEqualTo(2);
    submit(hurried, true);
    assertThat(events().stream().filter(MigrationEvent.SpecAmended.class::isInstance)).hasSize(1);
  }

  @Test
  void whoChangesTheSpecAfterASurveyIsToldWhatThatCameTo() {
    surveyed();
    String calm = SPEC.replace("workers: 2", "workers: 1");
    for (String expected : Arrays.asList("budget.workers: 2 -> 1", null)) {
      migration.tell(new MigrationRequest.Submit(calm, false, "ann", submitted.getRef()));
      assertThat(submitted.expectMessageClass(SubmitReply.Accepted.class))
          .extracting(SubmitReply.Accepted::created, SubmitReply.Accepted::amended)
          .containsExactly(false, expected);
    }
  }

  @Test
  void itTakesAnotherBudgetWithoutBeingExecutedToo() {
    surveyed();
    submit(SPEC.replace("workers: 2", "workers: 1"), false);
    assertThat(view().phase()).isEqualTo(Phase.SURVEYED);
    submit(SPEC.replace("workers: 2", "workers: 1"), true);
    awaitAskedToRun(0);
  }

  // An order that the new spec contradicts is older than it; one that it says nothing of stays.
  @Test
  void anOrderStaysUnlessTheNewSpecSaysOtherwise() {
    surveyed();
    migration.tell(
        new MigrationRequest.Limit(LimitChange.ofWorkers(1), "ann", "calm", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    submit(SPEC + "on: {collision: warn}\n", true);
    awaitAskedToRun(0);
  }

  @Test
  void anotherTransformIsRefusedAlsoAfterASurveyAndSoIsABudgetOnceItRuns() {
    surveyed();
    String both = spec("key3").replace("workers: 2", "workers: 3");
    assertThat(differenceOf(both)).hasSize(2).anyMatch(line -> line.contains("key3"));

    submit(SPEC, true);
    assertThat(differenceOf(SPEC.replace("workers: 2", "workers: 3")))
        .containsExactly("budget.workers: 2 -> 3 (an order changes this: drover scale)");
  }

  @Test
  void anAmendedSpecThatDoesNotFitTheGraphChangesNothing() {
    surveyed();
    cluster.answerCheckWith(new CheckOutcome.Mismatch(List.of("no such query")));
    migration.tell(
        new MigrationRequest.Submit(
            SPEC + "on: {collision: warn}\n", true, "ann", submitted.getRef()));
    submitted.expectMessage(new SubmitReply.Refused(List.of("no such query")));
    assertThat(view().phase()).isEqualTo(Phase.SURVEYED);
  }

  private void surveyed() {
    submit(SPEC, false);
    awaitAskedToRun(0, 1);
    shardEnds(0);
    shardEnds(1);
    shardEnds(2);
    awaitPhase(Phase.SURVEYED);
    cluster.takeAskedToRun();
  }

  private List<String> differenceOf(String spec) {
    migration.tell(new MigrationRequest.Submit(spec, true, "bob", submitted.getRef()));
    return submitted.expectMessageClass(SubmitReply.Conflict.class).difference();
  }

  @Test
  void theSameSpecSubmittedAgainChangesNothing() {
    submit(SPEC, true);
    awaitPhase(Phase.BACKFILLING);
    migration.tell(new MigrationRequest.Submit(SPEC, true, "bob", submitted.getRef()));

    SubmitReply.Accepted again = submitted.expectMessageClass(SubmitReply.Accepted.class);
    assertThat(again.created()).isFalse();
    assertThat(events().stream().filter(MigrationEvent.Submitted.class::isInstance)).hasSize(1);
  }

  @Test
  void anotherSpecUnderTheSameIdIsRefusedWithTheDifference() {
    submit(SPEC, true);
    migration.tell(new MigrationRequest.Submit(spec("key3"), true, "bob", submitted.getRef()));

    SubmitReply.Conflict conflict = submitted.expectMessageClass(SubmitReply.Conflict.class);
    assertThat(conflict.difference()).hasSize(1).first().asString().contains("key2", "key3");
  }

  @Test
  void aSpecThatDoesNotFitTheGraphLeavesNoTrace() {
    cluster.answerCheckWith(new CheckOutcome.Mismatch(List.of("no such label")));
    migration.tell(new MigrationRequest.Submit(SPEC, true, "ann", submitted.getRef()));

    submitted.expectMessage(new SubmitReply.Refused(List.of("no such label")));
    assertThat(events()).isEmpty();
  }

  @Test
  void aPauseHaltsWhatRunsAndAResumeGoesOn() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    progress(0);
    migration.tell(new MigrationRequest.Pause("ann", "lunch", viewed.getRef()));

    assertThat(viewed.receiveMessage().getValue().why()).isEqualTo("lunch (ann)");
    viewed.awaitAssert(() -> assertThat(cluster.takeAskedToHalt()).containsExactly(0));

    migration.tell(new MigrationRequest.Resume("ann", "back", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.BACKFILLING);
    awaitAskedToRun(0, 1);
  }

  // All shards end while nothing new may start: the resume finds nothing left to do.
  @Test
  void aMigrationWhoseLastShardsEndWhilePausedCompletesWhenResumed() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    migration.tell(new MigrationRequest.Pause("ann", "lunch", viewed.getRef()));
    viewed.receiveMessage();
    shardEnds(0);
    shardEnds(1);
    shardEnds(2);
    migration.tell(new MigrationRequest.Resume("ann", "back", null, viewed.getRef()));
    viewed.receiveMessage();
    time.timePasses(Duration.ofSeconds(1));
    awaitPhase(Phase.COMPLETED);
  }

  @Test
  void aShardThatIsStuckPausesTheMigrationAndSaysWhy() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    migration.tell(new MigrationRequest.ShardStuck(new ShardId("people", 1, 1), "no such index"));

    assertThat(awaitPhase(Phase.PAUSED).why()).isEqualTo("shard 1: no such index (drover)");
  }

  @Test
  void nothingToVisitIsCompleteAtOnce() {
    cluster.planNothing();
    submit(SPEC, true);
    assertThat(awaitPhase(Phase.COMPLETED).pass()).extracting(PassView::expected).isEqualTo(0L);
  }

  @Test
  void afterACrashItGoesOnFromItsJournal() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    shardEnds(0);
    awaitAskedToRun(1, 2);
    kit.stop(migration);

    migration = start();
    awaitAskedToRun(1, 2);
  }

  @Test
  void aDecisionEndsWhereSomebodyResumesWithoutOne() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    resumed(Accept.JOURNAL);
    viewed.awaitAssert(
        () ->
            assertThat(cluster.lastRun())
                .extracting(ShardRequest.Run::decision)
                .isEqualTo(new Decision(Accept.JOURNAL, "ann", NOW)));

    resumed(null);
    kit.stop(migration);
    cluster.takeAskedToRun();
    migration = start();
    viewed.awaitAssert(() -> assertThat(cluster.lastRun()).isNotNull());
    assertThat(cluster.lastRun()).extracting(ShardRequest.Run::decision).isNull();
  }

  private void resumed(@Nullable Accept accept) {
    migration.tell(new MigrationRequest.Pause("ann", "restored", viewed.getRef()));
    viewed.receiveMessage();
    cluster.takeAskedToRun();
    migration.tell(new MigrationRequest.Resume("ann", "it counts", accept, viewed.getRef()));
    viewed.receiveMessage();
  }

  @Test
  void aCancelledMigrationRunsNoMore() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    migration.tell(new MigrationRequest.Cancel("ann", "wrong graph", viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.CANCELLED);

    migration.tell(new MigrationRequest.Resume("ann", "oh", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().getError())
        .hasMessage("there is nothing to resume: 'people' is not running");
  }
}
