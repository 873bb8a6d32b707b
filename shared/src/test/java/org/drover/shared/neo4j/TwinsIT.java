package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.Pair;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Values;
import org.neo4j.driver.summary.QueryProfile;

/** Of those that are the same the one with the lowest id is found, in bounded work for each. */
@EachLine
class TwinsIT {

  /** A seek, a few values and an id for each of them. */
  private static final int HITS_PER_MEMBER = 40;

  private final TestRanges nodes;

  TwinsIT(Line line) {
    this.nodes = TestRanges.nodes(TestNeo4j.of(line)).indexed();
  }

  @Test
  void eachIsPairedWithTheLowestThatHasAllItsValues() {
    nodes.run("UNWIND [1, 1, 2, 1, 2, 3] AS k CREATE (:$L {k: k, name: 'same'})");
    nodes.run("CREATE (:$L {k: 1, name: 'other'}) CREATE (:$L {k: 1}) CREATE (:$L {name: 'same'})");
    long[] ids = nodes.ids();

    try (OpenRange range = nodes.open(nodes.claimed(), true)) {
      assertThat(range.twins(ids, List.of("k", "name")))
          .containsExactlyInAnyOrder(
              new Pair(ids[0], ids[1]), new Pair(ids[0], ids[3]), new Pair(ids[2], ids[4]));
      assertThat(range.twins(new long[] {ids[3]}, List.of("k", "name")))
          .as("also where the lowest is in another range")
          .containsExactly(new Pair(ids[0], ids[3]));
    }
  }

  // All pairs of two thousand would be two million.
  @Test
  void twiceAsManyTwinsAreTwiceTheWork() {
    nodes.run("UNWIND range(1, 2000) AS i CREATE (:$L {k: 7})");
    long[] ids = nodes.ids();
    String text = new Twins(new Members(nodes.selection()), List.of("k")).text();

    try (Session session = nodes.neo4j().driver.session()) {
      Result result =
          session.run(
              Cypher.PREFIX + "PROFILE " + text, Values.parameters("ids", Values.value(ids)));
      assertThat(result.list()).hasSize(ids.length - 1);
      QueryProfile plan = result.consume().queryProfile().orElseThrow();
      assertThat(hits(plan)).isLessThan((long) HITS_PER_MEMBER * ids.length);
    }
  }

  private static long hits(QueryProfile plan) {
    return plan.dbHits().orElse(0) + plan.children().stream().mapToLong(TwinsIT::hits).sum();
  }
}
