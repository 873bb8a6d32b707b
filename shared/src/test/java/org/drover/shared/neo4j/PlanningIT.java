package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Inspection;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.graph.KeyCensus;
import org.drover.shared.keyspace.Key;
import org.drover.shared.spec.Selection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What planning learns of a graph. */
@EachLine
class PlanningIT {

  private final Graph graph;
  private final TestRanges nodes;

  PlanningIT(Line line) {
    TestNeo4j neo4j = TestNeo4j.of(line);
    this.graph = neo4j.graph;
    this.nodes = TestRanges.nodes(neo4j);
  }

  @Test
  void anInspectionSaysWhatThereIs() {
    nodes.indexed().run("CREATE CONSTRAINT FOR (n:$L) REQUIRE n.u IS UNIQUE");
    nodes.run("CREATE INDEX FOR (n:$L) ON (n.k, n.u)");
    nodes.run("CREATE TEXT INDEX FOR (n:$L) ON (n.text)");
    nodes.run("UNWIND range(1, 10) AS i CREATE (:$L {k: i, half: CASE WHEN i < 6 THEN i END})");

    Inspection inspection = graph.inspect(nodes.selection(), Set.of("half", "nobody has this"));

    long[] ids = nodes.ids();
    assertThat(inspection.exists()).isTrue();
    assertThat(inspection.known()).contains(nodes.name());
    assertThat(inspection.properties()).contains("half", "u");
    assertThat(List.of(inspection.count(), inspection.minId(), inspection.maxId()))
        .containsExactly(10L, ids[0], ids[9]);
    assertThat(inspection.indexed())
        .containsExactlyInAnyOrder(new IndexedProperty("k", false), new IndexedProperty("u", true));
    assertThat(inspection.carriers()).isEqualTo(Map.of("half", 5L, "nobody has this", 0L));
  }

  @Test
  void carriersAreCountedWithinThePredicate() {
    nodes.run("UNWIND range(1, 10) AS i CREATE (:$L {k: i, v: i})");

    Inspection inspection = graph.inspect(nodes.where("n.k > 7").selection(), Set.of("v"));

    assertThat(inspection.count()).isEqualTo(10);
    assertThat(inspection.carriers()).isEqualTo(Map.of("v", 3L));
  }

  @Test
  void aLabelThatNobodyHasIsNotThereAndAnIndexedOneIsEmpty() {
    Inspection unknown = graph.inspect(nodes.selection(), Set.of());
    Inspection empty = graph.inspect(nodes.indexed().selection(), Set.of());

    assertThat(unknown.exists()).isFalse();
    assertThat(empty.exists()).isTrue();
    assertThat(List.of(empty.count(), empty.minId(), empty.maxId())).containsExactly(0L, 0L, -1L);
  }

  @Test
  void relationshipsAreInspectedAlike() {
    TestRanges relationships = TestRanges.relationships(nodes.neo4j()).indexed();
    relationships.run("UNWIND range(1, 10) AS i CREATE (:Other)-[:$L {k: i}]->(:Other)");

    Inspection inspection = graph.inspect(relationships.selection(), Set.of("k"));

    long[] ids = relationships.ids();
    assertThat(List.of(inspection.count(), inspection.minId(), inspection.maxId()))
        .containsExactly(10L, ids[0], ids[9]);
    assertThat(inspection.indexed()).containsExactly(new IndexedProperty("k", false));
    assertThat(inspection.carriers()).isEqualTo(Map.of("k", 10L));
    assertThat(graph.census(relationships.selection(), "k")).isEqualTo(new KeyCensus(0, 10, 0, 0));
    assertThat(
            graph.boundaries(relationships.selection(), TestRanges.keyspace(TestRanges.INTEGER), 2))
        .containsExactly(Key.of(5L), Key.of(10L));
    assertThat(listed(relationships.selection())).containsExactly(ids);
  }

  @Test
  void aCensusCountsTypes() {
    nodes
        .indexed()
        .run(
            "UNWIND [1, 2, 2.5, 'one', 'two', 'three', true, null, null, [1]] AS k"
                + " CREATE (:$L {k: k, odd: k = 'one'})");

    assertThat(graph.census(nodes.selection(), "k")).isEqualTo(new KeyCensus(3, 2, 3, 2));
    assertThat(graph.census(nodes.where("n.odd").selection(), "k"))
        .isEqualTo(new KeyCensus(1, 0, 0, 0));
  }

  @Test
  void boundariesDivideFewKeysExactly() {
    nodes.indexed().run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");
    nodes.run("UNWIND ['a', 2.5, null] AS k CREATE (:$L {k: k})");

    assertThat(bounds(4)).containsExactly(25L, 50L, 75L, 100L);
    assertThat(bounds(1)).containsExactly(100L);
    assertThat(graph.boundaries(nodes.selection(), TestRanges.keyspace(TestRanges.STRING), 4))
        .containsExactly(Key.of("a"));
  }

  @Test
  void boundariesOfAFewValuesAreThoseValues() {
    nodes.indexed().run("UNWIND range(1, 100) AS i CREATE (:$L {k: i % 2})");

    assertThat(bounds(8)).containsExactly(0L, 1L);
  }

  @Test
  void aKeyInTheMiddleOfASliceIsFoundWithinItsBoundsAndThePredicate() {
    nodes.indexed().run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");

    assertThat(keyBehind(nodes, null, 100, 49)).isEqualTo(Key.of(50L));
    assertThat(keyBehind(nodes, 50L, 100, 24)).isEqualTo(Key.of(75L));
    assertThat(keyBehind(nodes.where("n.k % 2 = 0"), 50L, 100, 9)).isEqualTo(Key.of(70L));
    assertThat(keyBehind(nodes, 50L, 60, 24)).isNull();
    // The last key is where the slice ends anyway.
    assertThat(keyBehind(nodes, 50L, 60, 9)).isNull();
  }

  private @Nullable Key keyBehind(TestRanges ranges, @Nullable Long from, long end, long skipped) {
    return graph
        .ranges()
        .keyBehind(
            ranges.selection(),
            TestRanges.keyspace(TestRanges.INTEGER),
            from == null ? null : Key.of(from),
            Key.of(end),
            skipped);
  }

  @Test
  void nothingHasNoBoundaries() {
    nodes.indexed();

    assertThat(bounds(4)).isEmpty();
  }

  /**
   * 60,000 keys and a sample of 500 a shard; the chance of a miss by half is below one in 10^20.
   */
  @Test
  void boundariesDivideManyKeysAboutEvenly() {
    nodes.indexed().run("UNWIND range(1, 60000) AS i CREATE (:$L {k: i})");

    List<Object> bounds = bounds(4);

    assertThat(bounds).hasSize(4).endsWith(60_000L);
    long from = 0;
    for (Object bound : bounds) {
      assertThat((Long) bound - from).isBetween(7_500L, 22_500L);
      from = (Long) bound;
    }
  }

  @Test
  void everyIdIsListedWithinThePredicate() {
    nodes.run("UNWIND range(1, 50) AS i CREATE (:$L {k: i})");

    assertThat(listed(nodes.selection())).containsExactly(nodes.ids());
    assertThat(listed(nodes.where("n.k <= 5").selection())).hasSize(5);
  }

  @Test
  void aKeyWithoutAnIndexIsRefusedAndNeverScanned() {
    nodes.run("CREATE (:$L {k: 1})");

    assertThatThrownBy(() -> bounds(2))
        .isInstanceOfSatisfying(
            GraphException.class,
            failure -> assertThat(failure.kind()).isEqualTo(GraphException.Kind.FATAL));
  }

  private List<Object> bounds(int shards) {
    List<Object> bounds = new ArrayList<>();
    graph
        .boundaries(nodes.selection(), TestRanges.keyspace(TestRanges.INTEGER), shards)
        .forEach(key -> bounds.add(key.value()));
    return bounds;
  }

  private long[] listed(Selection selection) {
    LongStream.Builder ids = LongStream.builder();
    graph.eachId(selection, ids::add);
    return ids.build().sorted().toArray();
  }
}
