package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.spec.Step;
import org.junit.jupiter.api.Test;

/** An index that goes while ranges are found in it: none is found in any other way. */
@EachLine
class DroppedIndexIT {

  private static final RangeRequest RANGE = TestRanges.slice(TestRanges.INTEGER, 10L, 50L, 10);

  private final TestNeo4j neo4j;

  DroppedIndexIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
  }

  @Test
  void rangesOfNodesFailRatherThanScanUntilItIsThereAgain() {
    TestRanges nodes = TestRanges.nodes(neo4j);
    nodes.run("CREATE INDEX gone_of_$L FOR (n:$L) ON (n.k)");
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");
    nodes.run("CALL db.awaitIndexes(60)");
    refusedWithoutIndex(nodes, "DROP INDEX gone_of_$L");

    assertThat(nodes.indexed().keys(RANGE)).hasSize(10);
  }

  @Test
  void rangesOfRelationshipsFailRatherThanScan() {
    TestRanges relationships = TestRanges.relationships(neo4j);
    relationships.run("CREATE INDEX gone_of_$L FOR ()-[n:$L]->() ON (n.k)");
    relationships.run("UNWIND range(1, 100) AS i CREATE (:Other)-[:$L {k: i}]->(:Other)");
    relationships.run("CALL db.awaitIndexes(60)");
    refusedWithoutIndex(relationships, "DROP INDEX gone_of_$L");
  }

  @Test
  void rangesOverAUniqueKeyFailRatherThanScan() {
    TestRanges nodes = TestRanges.nodes(neo4j);
    nodes.run("CREATE CONSTRAINT gone_of_$L FOR (n:$L) REQUIRE n.k IS UNIQUE");
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");
    refusedWithoutIndex(nodes, "DROP CONSTRAINT gone_of_$L");
  }

  @Test
  void whatMembersHaveInCommonIsNotLookedForByScans() {
    TestRanges nodes = TestRanges.nodes(neo4j);
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");
    long[] ids = nodes.ids();

    try (OpenRange range = nodes.open(nodes.claimed(), true)) {
      assertNoIndex(() -> range.sharing(ids, "k"));
    }
    try (OpenRange range = nodes.open(nodes.claimed(), true)) {
      assertNoIndex(() -> range.twins(ids, List.of("k")));
    }
  }

  @Test
  void aHintOfTheSpecsOwnIsNobodysBusiness() {
    TestRanges nodes = TestRanges.nodes(neo4j).indexed();
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");
    Step.Cypher hinting =
        new Step.Cypher(
            "OPTIONAL MATCH (o:Other) USING INDEX o:Other(nothing) WHERE o.nothing = 1"
                + " SET n.found = count { (o) }");

    nodes.committed(
        range -> assertThat(range.apply(RANGE, List.of(hinting)).tally().visited()).isEqualTo(10));
  }

  /** The plans are known to the server when the index goes. */
  private static void refusedWithoutIndex(TestRanges ranges, String drop) {
    List<Step> steps = List.of(new Step.Defaults(Map.of("v", 1L)));
    assertThat(ranges.keys(RANGE)).hasSize(10);
    ranges.committed(range -> range.apply(RANGE, steps));
    ranges.run(drop);

    for (boolean lock : new boolean[] {true, false}) {
      try (OpenRange range = ranges.open(ranges.claimed(), lock)) {
        assertNoIndex(() -> range.read(RANGE, TestRanges.columns("k")));
      }
    }
    try (OpenRange range = ranges.open(ranges.claimed(), true)) {
      assertNoIndex(() -> range.apply(RANGE, steps));
    }
  }

  private static void assertNoIndex(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            GraphException.class,
            failure -> assertThat(failure.kind()).isEqualTo(GraphException.Kind.FATAL))
        .hasMessageContaining("has no range index on 'k' that is online")
        .hasMessageContaining("then resume");
  }
}
