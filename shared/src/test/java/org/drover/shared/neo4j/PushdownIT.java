package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.OpenRange.AppliedRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.junit.jupiter.api.Test;

/** Steps that run inside the database, and what they say they would do. */
@EachLine
class PushdownIT {

  private final TestNeo4j neo4j;
  private final TestRanges nodes;

  PushdownIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.nodes = TestRanges.nodes(neo4j).indexed();
  }

  @Test
  void aLabelIsAddedToThoseWithoutAndRemovedFromThoseWith() {
    nodes.run("UNWIND range(1, 5) AS i CREATE (n:$L {k: i})");
    nodes.run("MATCH (n:$L) WHERE n.k < 3 SET n:$LOld");
    String name = nodes.name();

    assertThat(applied(new Step.AddLabel(name + "Old"))).isEqualTo(new Tally(5, 3));
    assertThat(applied(new Step.AddLabel(name + "Old"))).isEqualTo(new Tally(5, 0));
    assertThat(applied(new Step.RemoveLabel(name + "Old"))).isEqualTo(new Tally(5, 5));
    assertThat(nodes.run("MATCH (n:$LOld) RETURN count(n)").number()).isZero();
  }

  @Test
  void aConstantIsSetWhereItIsNotThereAlready() {
    // 1.0 equals 1 and is still another value; so is 'a' where nothing is.
    nodes.run("UNWIND [1, 1.0, 2, '1', null] AS v CREATE (:$L {v: v})");

    assertThat(applied(new Step.SetProperties(Map.of("v", 1L)))).isEqualTo(new Tally(5, 4));
    assertThat(applied(new Step.SetProperties(Map.of("v", 1L)))).isEqualTo(new Tally(5, 0));
    assertThat(nodes.run("MATCH (n:$L) WHERE n.v = 1 AND n.v IS :: INTEGER RETURN n.v").longs())
        .hasSize(5);
  }

  // It differs from itself: a sweep that finds it again would never find nothing.
  @Test
  void whatIsNoNumberIsSetAndCopiedOnce() {
    nodes.run("UNWIND [0.0 / 0.0, 1.0] AS v CREATE (:$L {v: v})");
    Step copy = new Step.Copy(Map.of("v", "w"));
    Step set = new Step.SetProperties(Map.of("v", Double.NaN));

    assertThat(applied(copy)).isEqualTo(new Tally(2, 2));
    assertThat(applied(copy)).isEqualTo(new Tally(2, 0));
    assertThat(applied(set)).isEqualTo(new Tally(2, 1));
    assertThat(applied(set)).isEqualTo(new Tally(2, 0));
  }

  @Test
  void listsAreConstantsToo() {
    nodes.run("UNWIND [[1, 2], [1], [1.0, 2.0]] AS v CREATE (:$L {v: v})");

    assertThat(applied(new Step.SetProperties(Map.of("v", List.of(1L, 2L)))))
        .isEqualTo(new Tally(3, 2));
  }

  @Test
  void aDefaultFillsOnlyWhatIsMissing() {
    nodes.run("UNWIND [1, null] AS v CREATE (:$L {v: v, w: 'w'})");

    assertThat(applied(new Step.Defaults(Map.of("v", 9L, "w", "x")))).isEqualTo(new Tally(2, 1));
    assertThat(nodes.run("MATCH (n:$L) RETURN n.v AS v ORDER BY v").longs()).containsExactly(1, 9);
    assertThat(nodes.run("MATCH (n:$L {w: 'w'}) RETURN count(n)").number()).isEqualTo(2);
  }

  @Test
  void propertiesAreRemovedWhereTheyAre() {
    nodes.run("UNWIND [1, null] AS v CREATE (:$L {v: v})");

    assertThat(applied(new Step.RemoveProperties(List.of("v", "never"))))
        .isEqualTo(new Tally(2, 1));
    assertThat(nodes.run("MATCH (n:$L) WHERE n.v IS NOT NULL RETURN n").list()).isEmpty();
  }

  @Test
  void renamedPropertiesCanChangePlaces() {
    nodes.run(
        "UNWIND [[1, 2, 3], [1, null, 3], [null, 2, 3], [null, null, 3]] AS r"
            + " CREATE (:$L {a: r[0], b: r[1], c: r[2]})");
    Map<String, String> swapped = new LinkedHashMap<>(Map.of("a", "b", "b", "a"));

    assertThat(applied(new Step.Rename(swapped))).isEqualTo(new Tally(4, 3));

    assertThat(
            nodes
                .run(
                    "MATCH (n:$L) RETURN coalesce(n.a, 0) * 100 + coalesce(n.b, 0) * 10 + n.c AS v")
                .longs())
        .containsExactlyInAnyOrder(213, 13, 203, 3);
  }

  // What stood under the new name gives way to what is renamed, and stays where nothing is.
  @Test
  void severalPropertiesGetOtherNames() {
    nodes.run(
        "UNWIND [[1, 2, 3], [1, null, null], [null, 2, 3], [null, null, 3]] AS r"
            + " CREATE (:$L {a: r[0], b: r[1], d: r[2]})");
    Map<String, String> names = new LinkedHashMap<>();
    names.put("a", "c");
    names.put("b", "d");

    assertThat(applied(new Step.Rename(names))).isEqualTo(new Tally(4, 3));

    assertThat(nodes.run("MATCH (n:$L) WHERE n.a IS NULL AND n.b IS NULL RETURN n").list())
        .hasSize(4);
    assertThat(
            nodes.run("MATCH (n:$L) RETURN coalesce(n.c, 0) * 10 + coalesce(n.d, 0) AS v").longs())
        .containsExactlyInAnyOrder(12, 10, 2, 3);
  }

  @Test
  void aCopyLeavesItsTargetAloneWhereThereIsNothingToCopy() {
    nodes.run("UNWIND [[1, 5], [1, 1], [null, 5], [1, null]] AS r CREATE (:$L {a: r[0], b: r[1]})");

    assertThat(applied(new Step.Copy(Map.of("a", "b")))).isEqualTo(new Tally(4, 2));

    assertThat(nodes.run("MATCH (n:$L) RETURN n.b AS b ORDER BY b").longs())
        .containsExactly(1, 1, 1, 5);
  }

  @Test
  void aRetypeTouchesOnlyTheOldType() {
    String name = nodes.name();
    nodes.run("CREATE (:$L:$LFrom {v: 1}), (:$L:$LFrom), (:$L)");

    assertThat(applied(new Step.Retype(name + "From", name + "To", Map.of("v", 7L))))
        .isEqualTo(new Tally(3, 2));

    assertThat(nodes.run("MATCH (n:$LTo) RETURN n.v AS v ORDER BY v").longs())
        .containsExactly(1, 7);
    assertThat(nodes.run("MATCH (n:$L) WHERE n.v IS NULL RETURN n").list()).hasSize(1);
    assertThat(nodes.run("MATCH (n:$LFrom) RETURN n").list()).isEmpty();
  }

  // Text, numbers and truths of the same letters are told apart, and none of it is Cypher.
  @Test
  void aLabelIsChosenByValueAsOnColumns() {
    nodes.run(
        "UNWIND ['p', 1, 1.0, '1', true, 'true', ['p'], 'p` SET n.v = 1 //', null] AS v"
            + " CREATE (:$L {v: v})");
    String odd = nodes.selection().name() + "` `) SET n.v = 0 //";
    Map<Object, String> table = Map.of("p", "P", 1L, "One", "1", "One", true, odd);

    Step leaving = new Step.LabelBy("v", table, new Otherwise.Leave());
    assertThat(applied(leaving)).isEqualTo(new Tally(9, 4));
    assertThat(applied(leaving)).isEqualTo(new Tally(9, 0));
    assertThat(nodes.run("MATCH (n:$L:P {v: 'p'}) RETURN n").list()).hasSize(1);
    assertThat(nodes.run("MATCH (n:$L:One) WHERE n.v IN [1, '1'] RETURN n").list()).hasSize(2);
    assertThat(nodes.run("MATCH (n:$L {v: true}) RETURN size(labels(n))").number()).isEqualTo(2);

    Step other = new Step.LabelBy("v", table, new Otherwise.Label("Other"));
    assertThat(applied(other)).isEqualTo(new Tally(9, 5));
    assertThat(applied(other)).isEqualTo(new Tally(9, 0));
    assertThat(nodes.run("MATCH (n:$L:Other) WHERE n:P OR n:One RETURN n").list()).isEmpty();
    assertThat(applied(leaving, new Step.AddLabel("Last"))).isEqualTo(new Tally(9, 9));
  }

  @Test
  void aStatementRunsOncePerMemberInTheOrderOfTheSteps() {
    nodes.run("UNWIND range(1, 4) AS i CREATE (:$L {v: i})");

    Tally tally =
        applied(
            new Step.Rename(Map.of("v", "w")),
            new Step.Cypher("SET n.w = n.w * 10 // tenfold"),
            new Step.Cypher(
                "MERGE (m:$LCount) SET m.c = coalesce(m.c, 0) + 1".replace("$L", nodes.name())),
            new Step.Copy(Map.of("w", "x")),
            new Step.SetProperties(Map.of("done", true)));

    assertThat(tally).isEqualTo(new Tally(4, 4));
    assertThat(nodes.run("MATCH (n:$L {done: true}) RETURN n.x AS x ORDER BY x").longs())
        .containsExactly(10, 20, 30, 40);
    assertThat(nodes.run("MATCH (m:$LCount) RETURN m.c").number()).isEqualTo(4);
  }

  /** The second step applies only since the first one has run. */
  @Test
  void aMemberChangesIfAnyStepAppliesToItAsItWas() {
    nodes.run("CREATE (:$L {a: 1}), (:$L {c: 1})");

    assertThat(applied(new Step.Rename(Map.of("a", "b")), new Step.Rename(Map.of("b", "c"))))
        .isEqualTo(new Tally(2, 1));
    assertThat(nodes.run("MATCH (n:$L {c: 1}) RETURN n").list()).hasSize(2);
  }

  @Test
  void aRangeEndsWhereAsManyMembersAsAskedForAreFound() {
    nodes.run("UNWIND range(1, 10) AS i CREATE (:$L {k: i, v: CASE WHEN i > 4 THEN i END})");
    List<Step> steps = List.of(new Step.Defaults(Map.of("v", 0L)));
    RangeRequest request = TestRanges.slice(TestRanges.INTEGER, 2L, 10L, 5);
    List<AppliedRange> happened = new ArrayList<>();

    nodes.committed(range -> happened.add(range.apply(request, steps)));

    assertThat(happened).containsExactly(new AppliedRange(Key.of(7L), new Tally(5, 2)));
  }

  @Test
  void stepsRunOnMembersFoundBefore() {
    nodes.run("UNWIND range(1, 4) AS i CREATE (:$L {k: i})");
    long[] two = Arrays.copyOf(nodes.ids(), 2);
    List<Tally> tallies = new ArrayList<>();

    nodes.committed(
        range -> tallies.add(range.apply(two, List.of(new Step.AddLabel(nodes.name() + "Two")))));

    assertThat(tallies).containsExactly(new Tally(2, 2));
    assertThat(nodes.run("MATCH (n:$LTwo) RETURN n").list()).hasSize(2);
  }

  @Test
  void aRangeOfNobodyIsStillARange() {
    List<AppliedRange> happened = new ArrayList<>();
    List<Step> steps = List.of(new Step.Cypher("SET n.v = 1"));

    nodes.committed(
        range -> {
          happened.add(range.apply(TestRanges.slice(TestRanges.STRING, "a", "z", 5), steps));
          happened.add(range.apply(new RangeRequest.IdSlice(-1, 3), steps));
        });

    assertThat(happened)
        .containsExactly(
            new AppliedRange(Key.of("z"), Tally.NONE), new AppliedRange(Key.of(3L), Tally.NONE));
  }

  @Test
  void stepsOnRelationshipsWorkAlike() {
    TestRanges relationships = TestRanges.relationships(neo4j);
    relationships.run("UNWIND [1, null] AS v CREATE (:Other)-[:$L {v: v, w: 1}]->(:Other)");
    List<AppliedRange> happened = new ArrayList<>();
    List<Step> steps =
        List.of(
            new Step.Defaults(Map.of("v", 9L)),
            new Step.Rename(Map.of("w", "x")),
            new Step.Cypher("SET n.y = n.x + 1"));

    relationships.committed(range -> happened.add(range.apply(relationships.everything(), steps)));

    assertThat(happened.getFirst().tally()).isEqualTo(new Tally(2, 2));
    assertThat(
            relationships
                .run("MATCH ()-[n:$L {x: 1, y: 2}]->() RETURN n.v AS v ORDER BY v")
                .longs())
        .containsExactly(1, 9);
  }

  private Tally applied(Step... steps) {
    List<Tally> tallies = new ArrayList<>();
    nodes.committed(range -> tallies.add(range.apply(nodes.everything(), List.of(steps)).tally()));
    return tallies.getFirst();
  }
}
