package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.Inspection;
import org.drover.shared.graph.Marker;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest.IdList;
import org.drover.shared.graph.RangeRequest.IdSlice;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Value;

/**
 * All nodes are each node once, whatever its labels, and never what Drover keeps in the graph: the
 * fences of several migrations and their markers, which here have all that a member has.
 */
@EachLine
class WholeGraphIT {

  private static final Selection ALL = Selection.allNodes();
  private static final String OWN = "(n:DroverFence OR n:DroverMigration)";

  private final TestNeo4j neo4j;
  private final Graph graph;
  private final String mark = TestNeo4j.fresh("mark");
  private final TestRanges marked;

  WholeGraphIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.graph = neo4j.graph;
    this.marked = new TestRanges(neo4j, new Selection(ALL.kind(), null, "n.mark = '" + mark + "'"));
  }

  @BeforeEach
  void aGraphInWhichOthersMigrate() {
    for (String migration : List.of("one", "another", "third")) {
      String id = TestNeo4j.fresh(migration);
      graph.prepareFences(List.of(new ShardId(id, 1, 0), new ShardId(id, 2, 1)));
      graph.markers().announce(new Marker(id, "backfilling", "v1", Instant.EPOCH, 1));
    }
    neo4j.run(
        "UNWIND range(1, 20) AS i CREATE ({mark: $mark, k: 'none'}), (:WholeA {mark: $mark, k: 'a'}),"
            + " (:WholeA:WholeB {mark: $mark, k: 'ab'}), (gone {mark: $mark})",
        "mark",
        mark);
    neo4j.run("MATCH (n {mark: $mark}) WHERE n.k IS NULL DELETE n", "mark", mark);
    neo4j.run("MATCH (n) WHERE " + OWN + " SET n.mark = $mark, n.k = 'own'", "mark", mark);
  }

  private long[] members() {
    return neo4j
        .run(
            "MATCH (n {mark: $mark}) WHERE NOT " + OWN + " RETURN id(n) AS i ORDER BY i",
            "mark",
            mark)
        .longs();
  }

  private long[] own() {
    return neo4j
        .run("MATCH (n {mark: $mark}) WHERE " + OWN + " RETURN id(n) AS i", "mark", mark)
        .longs();
  }

  @Test
  void aSliceOfIdsHasEveryNodeOnceWhateverItsLabels() {
    long[] members = members();
    long last = members[members.length - 1];

    LongStream.Builder seen = LongStream.builder();
    for (long from = members[0] - 1; from < last; from += 7) {
      IdSlice slice = new IdSlice(from, Math.min(from + 7, last));
      LongStream.of(marked.read(slice, TestRanges.columns()).columns().ids()).forEach(seen::add);
    }

    assertThat(members).hasSize(60);
    assertThat(seen.build().toArray()).containsExactly(members);
  }

  @Test
  void whatDroverKeepsInTheGraphIsFoundInNoWay() {
    long[] own = own();
    assertThat(own).hasSizeGreaterThanOrEqualTo(9);

    assertThat(marked.keys(new IdList(own, Long.MAX_VALUE))).isEmpty();
    try (OpenRange range = marked.open(marked.claimed(), true)) {
      assertThat(range.fetch(own, TestRanges.columns("k")).size()).isZero();
      assertThat(
              range.apply(
                  new IdList(own, Long.MAX_VALUE), List.of(new Step.AddLabel("WholeVersion"))))
          .extracting(OpenRange.AppliedRange::tally)
          .isEqualTo(Tally.NONE);
    }
    LongStream.Builder listed = LongStream.builder();
    graph.eachId(marked.selection(), listed::add);
    assertThat(listed.build().sorted().toArray()).containsExactly(members());
  }

  // Ids are used again: by the time of a rollback, a member's may be a fence's.
  @Test
  void aRollbackDoesNotTakeAFenceForAMemberThatIsGone() {
    long[] ids = {members()[0], own()[0]};

    try (OpenRange range =
        graph.ranges().open(marked.claimed(), new Scope(Selection.allNodes(), true))) {
      assertThat(range.fetch(ids, TestRanges.columns("k")).ids()).containsExactly(ids[0]);
    }
  }

  @Test
  void allNodesAreCountedButThoseOfDrover() {
    long all = neo4j.run("MATCH (n) WHERE NOT " + OWN + " RETURN count(n)").number();

    assertThat(graph.queries().count(ALL)).isEqualTo(all);
    assertThat(graph.queries().count(marked.selection())).isEqualTo(60);
    assertThat(graph.labelled(ALL, "WholeB"))
        .isEqualTo(neo4j.run("MATCH (n:WholeB) RETURN count(n)").number());
  }

  @Test
  void anInspectionKnowsTheLineOfAllIds() {
    neo4j.run("CREATE INDEX whole_k IF NOT EXISTS FOR (n:WholeA) ON (n.k)");

    Inspection inspection = graph.inspect(ALL, Set.of("k"));

    assertThat(inspection.exists()).isTrue();
    assertThat(
            List.of(
                inspection.count(),
                inspection.minId(),
                inspection.maxId(),
                inspection.carriers().get("k")))
        .isEqualTo(
            neo4j
                .run(
                    "MATCH (n) WHERE NOT "
                        + OWN
                        + " RETURN [count(n), min(id(n)), max(id(n)), count(n.k)] AS all")
                .list()
                .getFirst()
                .get("all")
                .asList(Value::asLong));
    assertThat(inspection.indexed()).isEmpty();
    assertThat(graph.inspect(marked.selection(), Set.of("k")).carriers())
        .isEqualTo(Map.of("k", 60L));
  }

  @Test
  void allRelationshipsAreEachOnceWhateverTheirType() {
    neo4j.run(
        "UNWIND range(1, 20) AS i CREATE (:WholeA)-[:WHOLE_X {mark: $mark, k: i}]->(:WholeA)"
            + "-[:WHOLE_Y {mark: $mark, k: i}]->(:WholeA)",
        "mark",
        mark);
    Selection all = Selection.allRelationships();
    TestRanges some =
        new TestRanges(neo4j, new Selection(all.kind(), null, "n.mark = '" + mark + "'"));
    long[] ids =
        neo4j
            .run("MATCH ()-[n {mark: $mark}]->() RETURN id(n) AS i ORDER BY i", "mark", mark)
            .longs();

    assertThat(ids).hasSize(40);
    assertThat(some.read(new IdSlice(ids[0] - 1, ids[39]), TestRanges.columns("k")).columns().ids())
        .containsExactly(ids);
    some.committed(
        range ->
            range.apply(
                new IdList(ids, ids[39]), List.of(new Step.RemoveProperties(List.of("k")))));
    assertThat(graph.queries().count(some.selection())).isEqualTo(40);
    assertThat(graph.queries().count(all))
        .isEqualTo(neo4j.run("MATCH ()-[n]->() RETURN count(n)").number());
    Inspection inspection = graph.inspect(all, Set.of("k"));
    assertThat(
            List.of(
                inspection.count(),
                inspection.minId(),
                inspection.maxId(),
                inspection.carriers().get("k")))
        .isEqualTo(
            neo4j
                .run(
                    "MATCH ()-[n]->() RETURN [count(n), min(id(n)), max(id(n)), count(n.k)] AS all")
                .list()
                .getFirst()
                .get("all")
                .asList(Value::asLong));
  }

  @Test
  void anEmptySelectionIsCommittedToNobody() {
    Selection nobody = new Selection(ALL.kind(), null, "n.mark = 'nobody'");
    TestRanges none = new TestRanges(neo4j, nobody);

    assertThat(none.read(new IdSlice(-1, 100), TestRanges.columns("k")).to())
        .isEqualTo(Key.of(100L));
    assertThat(graph.queries().count(nobody)).isZero();
  }
}
