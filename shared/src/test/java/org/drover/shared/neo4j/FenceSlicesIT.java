package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.junit.jupiter.api.Test;

/** The graph alone tells into which shards a pass was split, whatever a journal has forgotten. */
@EachLine
class FenceSlicesIT {

  private static final ShardPlan WHOLE = TestRanges.PLAN;
  private static final ShardPlan REST = rest(1, 50, 100);

  private final TestNeo4j neo4j;
  private final TestRanges nodes;
  private final RangeStore ranges;
  private final String migration = TestNeo4j.fresh("slices");
  private final ShardId shard = new ShardId(migration, 1, 0);

  FenceSlicesIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.nodes = TestRanges.nodes(neo4j);
    this.ranges = neo4j.graph.ranges();
    neo4j.graph.prepareFences(List.of(shard));
  }

  @Test
  void aFenceStandsForTheSliceOfWhoeverFinishesItsFirstRange() {
    assertThat(ranges.slices(shard)).isEmpty();
    ranges.claim(shard, WHOLE, 0);
    Ownership owner = claim(shard, WHOLE.narrowed(Key.of(80L), 80));
    assertThat(ranges.slices(shard)).containsExactly(WHOLE.narrowed(Key.of(80L), 80));

    nodes.open(owner, true).commit(Key.of(5L), "a range");
    ranges.claim(shard, rest(0, 3, 7), 0);

    assertThat(ranges.slices(shard)).containsExactly(WHOLE.narrowed(Key.of(80L), 80));
  }

  @Test
  void whatWasSplitOffIsThereBeforeAnybodyClaimsIt() {
    assertThat(split(REST, Set.of(0))).isEqualTo(number(1));

    assertThat(ranges.slices(shard)).containsExactly(REST);
    assertThat(ranges.slices(new ShardId(migration, 11, 0))).isEmpty();
  }

  @Test
  void theSameSplitHasTheNumberThatItHadBefore() {
    split(rest(1, 90, 100), Set.of(0));
    split(rest(2, 50, 90), Set.of(0, 1));

    // The journal was restored from before: to it the next number is 1.
    assertThat(split(rest(1, 50, 90), Set.of(0))).isEqualTo(number(2));
    assertThat(split(rest(1, 20, 50), Set.of(0))).isEqualTo(number(3));
  }

  @Test
  void whereTheJournalCountsWhatItDoesNotKnowIsForgottenAndItsOwnersAreFencedOff() {
    Ownership owner = claim(shard, WHOLE);
    split(REST, Set.of(0));
    Ownership other = claim(number(1), REST);
    nodes.open(other, true).commit(Key.of(70L), "a range");

    ranges.realign(owner, 0, null, WHOLE, List.of(number(1)));

    assertThat(ranges.slices(shard)).containsExactly(WHOLE);
    assertThat(ranges.fence(number(1))).contains(new Fence(2, 0, null, null));
    assertThatThrownBy(() -> nodes.open(new Ownership(number(1), 1, 1), true))
        .isInstanceOfSatisfying(
            GraphException.class,
            refused -> assertThat(refused.kind()).isEqualTo(GraphException.Kind.FENCED));
  }

  @Test
  void keysOfAPropertyAreComparedAsItsIndexDoes() {
    assertThat(ranges.isBehind(Key.of("b"), Key.of("a"))).isTrue();
    assertThat(ranges.isBehind(Key.of("a"), Key.of("a"))).isFalse();
    assertThat(ranges.isBehind(Key.of(10L), Key.of(9L))).isTrue();
    assertThat(ranges.isBehind(Key.of(10L), Key.of("9"))).isFalse();
  }

  @Test
  void neitherASplitNorARealignmentIsAnothersCommit() {
    neo4j.graph.knowNames(Set.of(), Set.of());
    long before = neo4j.graph.commitsOfOthers().orElseThrow();
    Ownership owner = claim(shard, WHOLE);
    split(REST, Set.of(0));
    split(REST, Set.of(0));
    nodes.open(claim(number(1), REST), true).commit(Key.of(70L), "a range");
    ranges.realign(owner, 3, Key.of(30L), WHOLE, List.of(number(1)));

    assertThat(neo4j.graph.commitsOfOthers()).hasValue(before);
  }

  private ShardId split(ShardPlan rest, Set<Integer> others) {
    return neo4j.graph.prepareRest(number(rest.number()), rest, others);
  }

  private ShardId number(int number) {
    return new ShardId(migration, 1, number);
  }

  private Ownership claim(ShardId of, ShardPlan plan) {
    return new Ownership(of, ranges.claim(of, plan, 0).epoch(), 0);
  }

  private static ShardPlan rest(int number, long from, long to) {
    return new ShardPlan(number, WHOLE.keyspace(), Slice.ids(from, to), to - from);
  }
}
