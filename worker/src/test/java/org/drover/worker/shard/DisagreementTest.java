package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.worker.shard.Shards.NOW;
import static org.drover.worker.shard.Shards.assigned;
import static org.drover.worker.shard.Shards.claimed;
import static org.drover.worker.shard.Shards.over;
import static org.drover.worker.shard.Shards.range;

import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.protocol.Decision;
import org.drover.shared.protocol.MigrationRequest.ShardStuck;
import org.drover.worker.shard.PretendGraph.Moment;
import org.junit.jupiter.api.Test;

/** What a shard does where its fence and its journal do not say the same. */
class DisagreementTest extends ShardScene {

  private static final Decision GRAPH = new Decision(Accept.GRAPH, "ann", NOW);
  private static final Decision JOURNAL = new Decision(Accept.JOURNAL, "ann", NOW);

  @Test
  void aRestoredGraphStopsTheShardUntilAPersonChooses() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500), range(2, 2_500, 5_500));
    graph.restoreFence(new Fence(1, 0, null, null));

    start(node).tell(run(null));

    ShardStuck stuck = news(ShardStuck.class);
    assertThat(stuck.why()).contains("the graph was restored");
    assertThat(graph.visits()).isEmpty();
  }

  @Test
  void aGraphThatWasNotPlannedOnIsNotTouched() {
    graph.restoreFence(null);

    start(node).tell(run(null));

    assertThat(news(ShardStuck.class).why())
        .startsWith("the graph has no fence of shard keys/1/0: it is another graph");
    assertThat(graph.visits()).isEmpty();
  }

  @Test
  void aGraphRestoredFromBeforeThePlanningRunsFromTheBeginningIfItCounts() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));
    graph.restoreFence(null);

    start(node).tell(run(GRAPH));

    ended();
    everyNodeWasVisitedOnce();
  }

  @Test
  void acceptingTheGraphRunsAgainWhatItLost() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500), range(2, 2_500, 5_500));
    graph.restoreFence(new Fence(1, 0, null, null));

    start(node).tell(run(GRAPH));

    ended();
    everyNodeWasVisitedOnce();
  }

  // Undo records, the quarantine and the proof go by the epoch: it never runs backwards.
  @Test
  void theOwnerOfARestoredFenceIsAboveAllThatTheJournalKnows() {
    journaled(assigned(over(0, END)), claimed(4), range(1, 0, 2_500), claimed(5));
    graph.restoreFence(new Fence(2, 0, null, null));

    start(node).tell(run(GRAPH));

    assertThat(ended().epoch()).isEqualTo(6);
  }

  @Test
  void acceptingTheJournalGoesOnBehindIt() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));
    graph.restoreFence(new Fence(1, 0, null, null));

    start(node).tell(run(JOURNAL));

    ended();
    assertThat(graph.visits()).hasSize(3_500).doesNotContainKey(2_500L);
  }

  @Test
  void aDecisionIsJournaledWithTheTakeoverThatUsesIt() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));

    start(node).tell(run(JOURNAL));

    ended();
    assertThat(journal.persistedInStorage(JOURNAL_ID))
        .contains(new ShardEvent.Claimed(2, "worker:1", NOW, NOW));
  }

  // The graph was restored once, and now the address is wrong: that was not asked about.
  @Test
  void aDecisionDoesNotAnswerALaterDisagreement() {
    journaled(
        assigned(over(0, END)),
        new ShardEvent.Claimed(1, "worker:1", NOW, NOW),
        range(1, 0, 2_500));
    graph.restoreFence(null);

    start(node).tell(run(JOURNAL));
    assertThat(news(ShardStuck.class).why()).contains("no fence of shard");
    assertThat(graph.visits()).isEmpty();
  }

  @Test
  void aLaterDecisionAnswersIt() {
    journaled(
        assigned(over(0, END)),
        new ShardEvent.Claimed(1, "worker:1", NOW, NOW),
        range(1, 0, 2_500));
    graph.restoreFence(null);

    start(node).tell(run(new Decision(Accept.GRAPH, "bob", NOW.plusSeconds(1))));
    ended();
    everyNodeWasVisitedOnce();
  }

  // The commit's answer was lost while the graph was put back a second time.
  @Test
  void aDecisionDoesNotAnswerASecondDisagreementOfTheSameRunner() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));
    graph.restoreFence(new Fence(1, 0, null, null));
    graph.failNext(Moment.BEFORE_COMMIT, Kind.UNKNOWN_OUTCOME);
    graph.restoreFenceAtFailure(new Fence(1, 0, null, null));

    start(node).tell(run(JOURNAL));

    assertThat(news(ShardStuck.class).why()).contains("the graph was restored");
    assertThat(graph.visits()).isEmpty();
  }
}
