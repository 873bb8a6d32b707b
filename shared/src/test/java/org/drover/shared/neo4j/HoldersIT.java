package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.Uniqueness;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Values;
import org.neo4j.driver.summary.QueryProfile;

/** Whoever has a value is found where the constraint would find him, in bounded work. */
@EachLine
class HoldersIT {

  /** A seek and an id for each value. */
  private static final int HITS_PER_VALUE = 10;

  private final TestNeo4j neo4j;
  private final TestRanges nodes;

  HoldersIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.nodes = TestRanges.nodes(neo4j);
  }

  @Test
  void whatTheConstraintTakesForTheSameIsFoundAndNothingElse() {
    Uniqueness unique = constrained(nodes, "k");
    nodes.run("UNWIND [1, 'x', [1], -0.0, 0.0/0.0] AS k CREATE (:$L {k: k})");
    nodes.run("CREATE (:Other {k: 'gone'})");
    long[] ids = nodes.ids();

    assertThat(
            holders(
                nodes,
                unique,
                List.of(
                    List.of(1.0),
                    List.of("gone"),
                    List.of("x"),
                    List.of(List.of(1.0)),
                    List.of(0.0),
                    List.of(Double.NaN))))
        .isEqualTo(Map.of(0, ids[0], 2, ids[1], 3, ids[2]));
  }

  @Test
  void ofSeveralPropertiesAllCount() {
    Uniqueness unique = constrained(nodes, "a", "b c");
    nodes.run("CREATE (:$L {a: 1, `b c`: 'x'}) CREATE (:$L {a: 2, `b c`: 'x'})");

    assertThat(holders(nodes, unique, List.of(List.of(1L, "y"), List.of(2L, "x"))))
        .isEqualTo(Map.of(1, nodes.ids()[1]));
  }

  @Test
  void aRelationshipIsFoundAmongThoseOfItsType() {
    TestRanges relationships = TestRanges.relationships(neo4j);
    relationships.run("CREATE CONSTRAINT FOR ()-[n:$L]-() REQUIRE n.k IS UNIQUE");
    relationships.run("CREATE ()-[:$L {k: 7}]->()");
    Uniqueness unique = new Uniqueness(relationships.name(), List.of("k"));

    assertThat(neo4j.graph.ranges().unique(relationships.selection().kind())).contains(unique);
    assertThat(holders(relationships, unique, List.of(List.of(7L))))
        .isEqualTo(Map.of(0, relationships.ids()[0]));
  }

  @Test
  void twiceAsManyValuesAreTwiceTheWork() {
    Uniqueness unique = constrained(nodes, "k");
    nodes.run("UNWIND range(1, 2000) AS i CREATE (:$L {k: i})");
    List<Long> values = LongStream.range(0, 1_000).boxed().toList();
    String text = Holders.of(unique, nodes.selection().kind()).text();

    try (Session session = neo4j.driver.session()) {
      Result result =
          session.run(
              Cypher.PREFIX + "PROFILE " + text, Values.parameters("values", List.of(values)));
      assertThat(result.list()).hasSize(values.size() - 1);
      QueryProfile plan = result.consume().queryProfile().orElseThrow();
      assertThat(hits(plan)).isLessThan((long) HITS_PER_VALUE * values.size());
    }
  }

  @Test
  void aConstraintThatWasDroppedIsMissedAndNothingIsScanned() {
    assertThatExceptionOfType(GraphException.class)
        .isThrownBy(
            () -> holders(nodes, new Uniqueness(nodes.name(), List.of("k")), List.of(List.of("x"))))
        .withMessageContaining("was dropped since the pass began")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(GraphException.Kind.FATAL));
  }

  private Uniqueness constrained(TestRanges members, String... properties) {
    Uniqueness unique = new Uniqueness(members.name(), List.of(properties));
    String names =
        unique.properties().stream().map(Cypher::property).collect(Collectors.joining(", "));
    members.run("CREATE CONSTRAINT FOR (n:$L) REQUIRE (" + names + ") IS UNIQUE");
    assertThat(neo4j.graph.ranges().unique(members.selection().kind())).contains(unique);
    return unique;
  }

  private static Map<Integer, Long> holders(
      TestRanges members, Uniqueness unique, List<List<Object>> values) {
    try (OpenRange range = members.open(members.claimed(), true)) {
      return range.holders(unique, values);
    }
  }

  private static long hits(QueryProfile plan) {
    return plan.dbHits().orElse(0) + plan.children().stream().mapToLong(HoldersIT::hits).sum();
  }
}
