package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.spec.Step;
import org.junit.jupiter.api.Test;

/** Whoever owns a shard is the only one whose ranges count, and each counts once. */
@EachLine
class FenceIT {

  private final TestNeo4j neo4j;
  private final TestRanges nodes;
  private final RangeStore ranges;
  private final ShardId shard = new ShardId(TestNeo4j.fresh("fence"), 1, 0);

  FenceIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.nodes = TestRanges.nodes(neo4j);
    this.ranges = neo4j.graph.ranges();
  }

  @Test
  void theFirstClaimMakesTheFence() {
    assertThat(ranges.fence(shard)).isEmpty();
    assertThat(ranges.claim(shard, TestRanges.PLAN, 0)).isEqualTo(new Fence(1, 0, null, null));
    assertThat(ranges.claim(shard, TestRanges.PLAN, 0)).isEqualTo(new Fence(2, 0, null, null));
    assertThat(ranges.fence(shard)).contains(new Fence(2, 0, null, null));
  }

  // A restored graph knows of fewer owners than there were; one of them may still be about.
  @Test
  void noEpochIsEverGivenOutASecondTime() {
    ranges.claim(shard, TestRanges.PLAN, 0);

    assertThat(ranges.claim(shard, TestRanges.PLAN, 7)).isEqualTo(new Fence(8, 0, null, null));
    assertThat(ranges.claim(shard, TestRanges.PLAN, 3)).isEqualTo(new Fence(9, 0, null, null));
  }

  @Test
  void planningMakesFencesThatNobodyOwnsAndLeavesThoseThatAreThere() {
    neo4j.graph.prepareFences(List.of(shard));
    assertThat(ranges.fence(shard)).contains(new Fence(0, 0, null, null));

    ranges.claim(shard, TestRanges.PLAN, 0);
    neo4j.graph.prepareFences(List.of(shard));
    assertThat(ranges.fence(shard)).contains(new Fence(1, 0, null, null));
  }

  @Test
  void aRangeAndItsRecordAreOneFact() {
    nodes.run("CREATE (:$L {visits: 0})");
    Ownership owner = claim();

    try (OpenRange range = visit(owner)) {
      assertThat(visits()).isZero();
      assertThat(ranges.fence(shard)).contains(new Fence(1, 0, null, null));
      range.commit(Key.of(7L), "visited 1");
    }

    assertThat(visits()).isEqualTo(1);
    assertThat(ranges.claim(shard, TestRanges.PLAN, 0))
        .isEqualTo(new Fence(2, 1, Key.of(7L), "visited 1"));
  }

  @Test
  void cursorsKeepTheirType() {
    Ownership owner = claim();
    nodes.open(owner, true).commit(Key.of("7"), "text");

    assertThat(ranges.fence(shard)).contains(new Fence(1, 1, Key.of("7"), "text"));
  }

  @Test
  void aRangeThatIsNotCommittedLeavesNothing() {
    nodes.run("CREATE (:$L {visits: 0})");

    visit(claim()).close();

    assertThat(visits()).isZero();
    assertThat(ranges.fence(shard)).contains(new Fence(1, 0, null, null));
  }

  @Test
  void aTakeoverFencesThePredecessor() {
    Ownership former = claim();
    ranges.claim(shard, TestRanges.PLAN, 0);

    assertFails(Kind.FENCED, () -> visit(former).close());
  }

  @Test
  void aRangeCannotBeFinishedTwice() {
    Ownership owner = claim();
    nodes.open(owner, true).commit(Key.of(1L), "once");

    assertFails(Kind.FENCED, () -> visit(owner).close());
  }

  @Test
  void aTakeoverWaitsForARangeThatIsAboutToCommit() throws Exception {
    nodes.run("CREATE (:$L {visits: 0})");
    Ownership former = claim();

    CompletableFuture<Fence> takeover;
    try (OpenRange range = visit(former)) {
      takeover = CompletableFuture.supplyAsync(() -> ranges.claim(shard, TestRanges.PLAN, 0));
      neo4j.awaitBlocked("DroverFence");
      range.commit(Key.of(1L), "just in time");
    }

    assertThat(takeover.get(60, TimeUnit.SECONDS))
        .isEqualTo(new Fence(2, 1, Key.of(1L), "just in time"));
    assertThat(visits()).isEqualTo(1);
  }

  @Test
  void aTakeoverEndsATransactionThatDoesNotEnd() {
    nodes.run("CREATE (:$L {visits: 0})");
    Connection quick = neo4j.connection().withTakeoverPatience(Duration.ofMillis(300));
    Ownership former = claim();
    try (OpenRange stopped = visit(former);
        Neo4jGraph successor = Neo4jGraph.connect(quick)) {

      assertThat(successor.ranges().claim(shard, TestRanges.PLAN, 0))
          .isEqualTo(new Fence(2, 0, null, null));

      // The former owner wakes up; its transaction is gone, and another is refused.
      assertFails(Kind.TRANSIENT, () -> stopped.commit(Key.of(1L), "too late"));
      assertFails(Kind.FENCED, () -> visit(former).close());
    }
    assertThat(visits()).isZero();
  }

  /** On a busy machine its patience may be over before its transaction has begun. */
  @Test
  void aTakeoverThatBeginsLateEndsAnotherAllTheSame() {
    nodes.run("CREATE (:$L {visits: 0})");
    Connection impatient = neo4j.connection().withTakeoverPatience(Duration.ZERO);
    Ownership former = claim();
    try (OpenRange stopped = visit(former);
        Neo4jGraph successor = Neo4jGraph.connect(impatient)) {

      assertThat(successor.ranges().claim(shard, TestRanges.PLAN, 0))
          .isEqualTo(new Fence(2, 0, null, null));
      assertFails(Kind.TRANSIENT, () -> stopped.commit(Key.of(1L), "too late"));
    }
  }

  /** It has locked the fence, and its owner was stopped before it could commit. */
  @Test
  void aTakeoverEndsAnotherThatStandsStill() throws Exception {
    neo4j.graph.prepareFences(List.of(shard));
    Connection quick = neo4j.connection().withTakeoverPatience(Duration.ofMillis(300));
    try (Cut cut = new Cut(neo4j.bolt, Cut.Moment.NEVER);
        Neo4jGraph stopped = Neo4jGraph.connect(new Connection(cut.bolt(), "", "", null));
        Neo4jGraph successor = Neo4jGraph.connect(quick)) {
      CompletableFuture<Fence> former =
          CompletableFuture.supplyAsync(() -> stopped.ranges().claim(shard, TestRanges.PLAN, 0));
      cut.awaitHeldBack();

      assertThat(
              CompletableFuture.supplyAsync(
                      () -> successor.ranges().claim(shard, TestRanges.PLAN, 0))
                  .get(60, TimeUnit.SECONDS))
          .isEqualTo(new Fence(1, 0, null, null));
      assertThat(former).isNotDone();
    }
  }

  @Test
  void aClaimOverAnotherShardIsNotHeldUp() {
    try (OpenRange range = visit(claim())) {
      ShardId other = new ShardId(shard.migration(), 1, 1);

      assertThat(ranges.claim(other, TestRanges.PLAN, 0)).isEqualTo(new Fence(1, 0, null, null));
      range.commit(Key.of(1L), "undisturbed");
    }
  }

  /** If the fence were compared before it is locked, the one that waits would pass as well. */
  @Test
  void ofTwoRangesWithOneSequenceOnlyOneCounts() throws Exception {
    nodes.run("CREATE (:$L {visits: 0})");
    Ownership owner = claim();
    CompletableFuture<Void> second;
    try (OpenRange first = visit(owner)) {
      second = CompletableFuture.runAsync(() -> visit(owner).commit(Key.of(1L), "second"));
      neo4j.awaitBlocked("DroverFence");
      first.commit(Key.of(1L), "first");
    }

    assertThat(second.handle((done, failure) -> failure).get(60, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(GraphException.class)
        .rootCause()
        .hasMessageContaining("epoch 1, sequence 1; expected 1, 0");
    assertThat(visits()).isEqualTo(1);
  }

  @Test
  void aFenceIsSetToWhereTheJournalIs() {
    Ownership owner = claim();
    nodes.open(owner, true).commit(Key.of(5L), "lost by the journal");
    Ownership now = new Ownership(shard, 1, 1);

    assertFails(Kind.FENCED, () -> ranges.realign(owner, 0, null, TestRanges.PLAN, List.of()));
    ranges.realign(now, 0, null, TestRanges.PLAN, List.of());

    assertThat(ranges.fence(shard)).contains(new Fence(1, 0, null, null));
  }

  @Test
  void aFenceThatIsGoneIsNeverMadeAnew() {
    Ownership owner = claim();
    neo4j.run("MATCH (f:DroverFence {id: $id}) DELETE f", "id", shard.toString());

    assertFails(Kind.FATAL, () -> visit(owner).close());
    assertThat(ranges.fence(shard)).isEmpty();
  }

  @Test
  void aCommitThatTheDatabaseNeverHeardHasAnUnknownOutcome() {
    assertThat(commitThrough(Cut.Moment.BEFORE_THE_DATABASE_HEARS))
        .isEqualTo(new Fence(2, 0, null, null));
    assertThat(visits()).isZero();
  }

  @Test
  void aCommitWhoseAnswerIsLostHasAnUnknownOutcome() {
    assertThat(commitThrough(Cut.Moment.AFTER_THE_DATABASE_ANSWERED))
        .isEqualTo(new Fence(2, 1, Key.of(1L), "unheard"));
    assertThat(visits()).isEqualTo(1);
  }

  @Test
  void aCommitThatReachesTheDatabaseAsSomethingElseHasAnUnknownOutcome() {
    assertThat(commitThrough(Cut.Moment.GARBLED_BEFORE_THE_DATABASE_HEARS))
        .isEqualTo(new Fence(2, 0, null, null));
    assertThat(visits()).isZero();
  }

  @Test
  void aCommitWhoseAnswerIsGarbledHasAnUnknownOutcome() {
    assertThat(commitThrough(Cut.Moment.GARBLED_AFTER_THE_DATABASE_ANSWERED))
        .isEqualTo(new Fence(2, 1, Key.of(1L), "unheard"));
    assertThat(visits()).isEqualTo(1);
  }

  /** The fence as whoever takes the shard over then finds it. */
  private Fence commitThrough(Cut.Moment moment) {
    nodes.run("CREATE (:$L {visits: 0})");
    Ownership owner = claim();
    try (Cut cut = new Cut(neo4j.bolt, moment);
        Neo4jGraph graph = Neo4jGraph.connect(new Connection(cut.bolt(), "", "", null))) {
      try (OpenRange range = visit(graph.ranges(), owner)) {
        assertFails(Kind.UNKNOWN_OUTCOME, () -> range.commit(Key.of(1L), "unheard"));
      }
    }
    return ranges.claim(shard, TestRanges.PLAN, 0);
  }

  private Ownership claim() {
    return new Ownership(shard, ranges.claim(shard, TestRanges.PLAN, 0).epoch(), 0);
  }

  private OpenRange visit(Ownership owner) {
    return visit(ranges, owner);
  }

  private OpenRange visit(RangeStore store, Ownership owner) {
    OpenRange range = store.open(owner, new Scope(nodes.selection(), true));
    range.apply(nodes.everything(), List.of(new Step.Cypher("SET n.visits = n.visits + 1")));
    return range;
  }

  private long visits() {
    return nodes.run("MATCH (n:$L) RETURN n.visits").number();
  }

  private static void assertFails(Kind kind, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            GraphException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }
}
