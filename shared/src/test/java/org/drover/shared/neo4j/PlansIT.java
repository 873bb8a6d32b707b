package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.OpenRange.Room;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeRequest.IdList;
import org.drover.shared.graph.RangeRequest.IdSlice;
import org.drover.shared.keyspace.Key;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.summary.Plan;

/** A range's cost depends on its own size only: no statement scans, and none sorts. */
@EachLine
@Order(2)
class PlansIT {

  private static final ColumnNeed NEED = new ColumnNeed(Set.of("k", "v"), true, true);
  private static final List<Step> STEPS =
      List.of(
          new Step.Defaults(Map.of("v", 1L)),
          new Step.Rename(Map.of("a", "b")),
          new Step.Cypher("SET n.visits = 1"));

  private final TestNeo4j neo4j;

  PlansIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
  }

  @Test
  void rangesOfNodesNeverScan() {
    TestRanges nodes = TestRanges.nodes(neo4j).indexed();
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");

    assertThat(requests()).allSatisfy(request -> assertNoScan(nodes, request));
    TestRanges narrowed = nodes.where("n.v > 1");
    assertThat(requests()).allSatisfy(request -> assertNoScan(narrowed, request));
  }

  /**
   * What weighs has no pattern, and goes through lists, whoever found what is in them; and to plan
   * it takes longest. So one kind of request, of one selection, stands for all.
   */
  @Test
  void whatWeighsARangeNeverScans() {
    TestRanges nodes = TestRanges.nodes(neo4j).indexed();
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");
    RangeRequest request = TestRanges.slice(TestRanges.INTEGER, 10L, 50L, 10);

    Reading reading = new Reading(NEED, new Members(nodes.selection()));
    Weighing weighing = Weighing.of(request, NEED, new Room(1 << 20, List.of()), 0);
    Weighing sampling = Weighing.of(request, NEED, new Room(1 << 20, List.of(), 16), 5);
    assertNoScan(nodes, request, weighing.text(reading), sampling.parameters());
    assertNoScan(nodes, request, weighing.textOfAll(reading), sampling.parameters());
    assertNoScan(nodes, request, sampling.text(reading), sampling.parameters());
  }

  @Test
  void rangesOverAUniqueKeyNeverScan() {
    TestRanges nodes = TestRanges.nodes(neo4j);
    nodes.run("CREATE CONSTRAINT FOR (n:$L) REQUIRE n.k IS UNIQUE");
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");

    assertThat(requests()).allSatisfy(request -> assertNoScan(nodes, request));
  }

  /**
   * The planner takes a value for as rare as the mean one. Where it is that of half of all nodes,
   * an index asked for it in each range would make a pass quadratic. So would all nodes, read in
   * each range because there were few of them when it was planned.
   */
  @Test
  void idsAreSoughtHoweverRareTheirMembersSeem() {
    TestRanges nodes = TestRanges.nodes(neo4j);
    nodes.run("CREATE CONSTRAINT FOR (n:$L) REQUIRE n.v IS UNIQUE");
    nodes.run("UNWIND range(1, 3) AS i CREATE (:$L {v: i})");
    neo4j.run("CALL db.awaitIndexes(60)");

    for (TestRanges rare : List.of(nodes, nodes.where("n.v = 2"))) {
      assertThat(byId()).allSatisfy(request -> assertNoScan(rare, request));
      assertThat(byId())
          .allSatisfy(
              request -> {
                Finding finding = Finding.of(request, new Members(rare.selection()), true);
                assertThat(operators(finding.text() + "RETURN ns", finding.parameters()))
                    .contains("NodeByIdSeek")
                    .noneMatch(operator -> operator.contains("Index"));
              });
    }
  }

  @Test
  void rangesOfRelationshipsNeverScan() {
    TestRanges relationships = TestRanges.relationships(neo4j).indexed();
    relationships.run("UNWIND range(1, 100) AS i CREATE (:Other)-[:$L {k: i}]->(:Other)");

    assertThat(requests()).allSatisfy(request -> assertNoScan(relationships, request));
  }

  @Test
  void rangesOfTheWholeGraphNeverScan() {
    neo4j.run("CREATE (:WholeA {k: 1, v: 1})-[:WHOLE_A {k: 1, v: 1}]->()");
    for (Selection all : List.of(Selection.allNodes(), Selection.allRelationships())) {
      TestRanges whole = new TestRanges(neo4j, all);
      TestRanges narrowed =
          new TestRanges(neo4j, new Selection(all.kind(), null, "n.v > 1 AND n.k = 'x'"));
      assertThat(byId()).allSatisfy(request -> assertNoScan(whole, request));
      assertThat(byId()).allSatisfy(request -> assertNoScan(narrowed, request));
      assertThat(
              operators(
                  Finding.byIds(new long[] {1, 2}, new Members(all), true).text() + "RETURN ns",
                  Map.of("ids", Values.value(new long[] {1, 2}))))
          .anyMatch(operator -> operator.contains("Seek"))
          .noneMatch(PlansIT::isCostly);
    }
  }

  @Test
  void theWholeGraphIsCountedByTheDatabasesOwnCounts() {
    List<String> counts =
        List.of(
            Counting.OWN,
            Counting.of(new Members(Selection.allNodes()).anything()),
            Counting.of(new Members(Selection.allRelationships()).pattern()),
            Counting.of(new Members(Selection.nodes("WholeA")).pattern()));

    assertThat(counts)
        .allSatisfy(
            text ->
                assertThat(operators(text, Map.of()))
                    .anyMatch(operator -> operator.endsWith("CountFromCountStore"))
                    .noneMatch(operator -> operator.contains("Scan")));
  }

  @Test
  void writingSeeksById() {
    TestRanges nodes = TestRanges.nodes(neo4j);
    nodes.run("UNWIND range(1, 3) AS i CREATE (:$L {k: i})");
    Columns columns = nodes.read(nodes.everything(), TestRanges.columns("k")).columns();
    columns.replace("k", new Object[] {7L, 8L, 9L});
    columns.replace("version", new Object[] {"v", "v", "v"});
    columns.addLabel(0, "Other");

    assertThat(Writing.of(columns, new Members(nodes.selection())))
        .hasSize(2)
        .allSatisfy(
            writing ->
                assertThat(operators(writing.text(), writing.parameters()))
                    .contains("NodeByIdSeek")
                    .noneMatch(PlansIT::isCostly));
  }

  @Test
  void whoSharesAValueIsFoundInItsIndex() {
    TestRanges nodes = TestRanges.nodes(neo4j).indexed();
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");
    TestRanges relationships = TestRanges.relationships(neo4j).indexed();
    relationships.run("UNWIND range(1, 100) AS i CREATE (:Other)-[:$L {k: i}]->(:Other)");

    assertThat(List.of(nodes, relationships))
        .allSatisfy(
            ranges ->
                assertThat(
                        operators(
                            new Sharing(new Members(ranges.selection()), "k").text(),
                            Map.of("ids", Values.value(new long[] {1, 2, 3}))))
                    .anyMatch(operator -> operator.contains("IndexSeek"))
                    .noneMatch(PlansIT::isCostly));
  }

  @Test
  void theMiddleOfASliceIsFoundInTheOrderOfTheIndex() {
    TestRanges nodes = TestRanges.nodes(neo4j).indexed();
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L {k: i})");
    KeyBehind key =
        new KeyBehind(
            new Members(nodes.selection()),
            TestRanges.keyspace(TestRanges.INTEGER),
            Key.of(10L),
            Key.of(90L));

    assertThat(operators(key.text(), key.parameters(20)))
        .anyMatch(operator -> operator.contains("Seek"))
        .noneMatch(PlansIT::isCostly);
  }

  @Test
  void theEndsOfALabelAreReadFromTheEndsOfItsIndex() {
    TestRanges nodes = TestRanges.nodes(neo4j);
    nodes.run("UNWIND range(1, 100) AS i CREATE (:$L)");

    for (String order : List.of("ORDER BY n", "ORDER BY n DESC")) {
      assertThat(
              operators(
                  "MATCH (n:" + nodes.name() + ")\nRETURN id(n) " + order + " LIMIT 1", Map.of()))
          .contains("Limit")
          .doesNotContain("Top", "Sort");
    }
  }

  private static List<RangeRequest> byId() {
    return List.of(new IdSlice(0, 10_000), new IdList(new long[] {1, 2, 3}, 3));
  }

  private static List<RangeRequest> requests() {
    return List.of(
        new IdSlice(0, 10_000),
        new IdList(new long[] {1, 2, 3}, 3),
        TestRanges.slice(TestRanges.INTEGER, null, 50L, 10),
        TestRanges.slice(TestRanges.INTEGER, 10L, 50L, 10),
        TestRanges.slice(TestRanges.STRING, "a", "z", 10));
  }

  private void assertNoScan(TestRanges ranges, RangeRequest request) {
    Reading reading = new Reading(NEED, new Members(ranges.selection()));
    Pushdown pushdown = new Pushdown(STEPS);
    assertNoScan(ranges, request, reading.text(), Map.of());
    assertNoScan(ranges, request, pushdown.apply(), pushdown.parameters());
  }

  private void assertNoScan(
      TestRanges ranges, RangeRequest request, String end, Map<String, Value> more) {
    for (boolean lock : new boolean[] {true, false}) {
      Finding finding = Finding.of(request, new Members(ranges.selection()), lock);
      Map<String, Value> parameters = new HashMap<>(finding.parameters());
      parameters.putAll(more);
      assertThat(operators(finding.text() + end, parameters))
          .anyMatch(operator -> operator.contains("Seek"))
          .noneMatch(PlansIT::isCostly);
    }
  }

  private static boolean isCostly(String operator) {
    return operator.contains("Scan") || operator.contains("Sort") || operator.contains("Top");
  }

  private List<String> operators(String text, Map<String, Value> parameters) {
    List<String> operators = new ArrayList<>();
    try (Session session = neo4j.driver.session()) {
      collect(
          session
              .run(Cypher.PREFIX + "EXPLAIN " + text, Values.value(new HashMap<>(parameters)))
              .consume()
              .queryPlan()
              .orElseThrow(),
          operators);
    }
    return operators;
  }

  private static void collect(Plan plan, List<String> operators) {
    // As in NodeByIdSeek@neo4j.
    operators.add(plan.operatorType().replaceFirst("@.*", ""));
    plan.children().forEach(child -> collect(child, operators));
  }
}
