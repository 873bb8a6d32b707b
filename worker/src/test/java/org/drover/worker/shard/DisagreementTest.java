package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.worker.shard.Shards.NOW;
import static org.drover.worker.shard.Shards.SHARD;
import static org.drover.worker.shard.Shards.assigned;
import static org.drover.worker.shard.Shards.claimed;
import static org.drover.worker.shard.Shards.over;
import static org.drover.worker.shard.Shards.range;

import java.util.List;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.protocol.Decision;
import org.drover.shared.protocol.MigrationRequest.ShardStuck;
import org.drover.shared.protocol.SliceLeft;
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

  // Shard 4 had (4,000, 6,000] and was at 5,000 of it; the journal knows nothing of that.
  @Test
  void aJournalFromBeforeASplitStopsTheShardEvenIfItsOwnRangesAgree() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));
    graph.restoreFence(new Fence(1, 1, Key.of(2_500), null));
    graph.stands(over(0, END));
    graph.stands(over(4_000, END).numbered(4));

    start(node).tell(run(null));

    assertThat(news(ShardStuck.class).why())
        .contains("the journal has never heard of them ([4]): it was restored from before");
    assertThat(graph.visits()).isEmpty();
  }

  @Test
  void acceptingTheGraphTakesItsSplitsOver() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));
    graph.restoreFence(new Fence(1, 1, Key.of(2_500), null));
    graph.stands(over(0, END));
    graph.stands(over(4_000, END).numbered(4));
    graph.stands(over(3_000, 4_000).numbered(5));

    start(node).tell(run(GRAPH));

    assertThat(ended().left())
        .isEqualTo(
            new SliceLeft(Key.of(3_000), Key.of(3_000), 2, List.of(Key.of(4_000), Key.of(3_000))));
    assertThat(graph.visits()).hasSize(500).containsKeys(2_501L, 3_000L);
    assertThat(journal.persistedInStorage(JOURNAL_ID))
        .contains(
            new ShardEvent.Narrowed(Key.of(4_000), Key.of(END), NOW),
            new ShardEvent.Narrowed(Key.of(3_000), Key.of(4_000), NOW),
            new ShardEvent.Realigned(Accept.GRAPH, 1, Key.of(2_500), "ann", NOW));
  }

  // By the graph the shard is done, up to where the other one begins.
  @Test
  void aShardThatIsAtItsEndByTheGraphsSplitEndsThere() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));
    graph.restoreFence(new Fence(1, 2, Key.of(4_000), null));
    graph.stands(over(0, END));
    graph.stands(over(4_000, END).numbered(4));

    start(node).tell(run(GRAPH));

    assertThat(ended().left()).isEqualTo(new SliceLeft(Key.of(4_000), Key.of(4_000), 1));
    assertThat(graph.visits()).isEmpty();
  }

  @Test
  void acceptingTheJournalForgetsTheSplitsAndDoesAllThatLiesBehindIt() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));
    graph.restoreFence(new Fence(1, 1, Key.of(2_500), null));
    graph.stands(over(0, END));
    graph.stands(over(4_000, END).numbered(4));

    start(node).tell(run(JOURNAL));

    assertThat(ended().left()).isEqualTo(AT_END);
    assertThat(graph.visits()).hasSize(3_500);
    assertThat(graph.slices(SHARD)).containsExactly(over(0, END));
  }

  // It would look for its end behind it, for ever.
  @Test
  void acceptingAGraphWhoseCursorLiesBehindTheNarrowedSliceIsRefusedWithTheReason() {
    journaled(
        assigned(over(0, END)),
        claimed(1),
        range(1, 0, 2_500),
        new ShardEvent.Narrowed(Key.of(4_000), Key.of(END), NOW));
    graph.restoreFence(new Fence(1, 2, Key.of(5_000), null));

    start(node).tell(run(GRAPH));

    assertThat(news(ShardStuck.class).why())
        .startsWith("'--accept graph' cannot be carried out: the graph's fence stands at 5000");
    assertThat(graph.visits()).isEmpty();
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
