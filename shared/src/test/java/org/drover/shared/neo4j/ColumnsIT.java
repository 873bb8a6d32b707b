package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.RangeRequest.IdSlice;
import org.drover.shared.keyspace.Key;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Value;

/** Columns come as the graph has them and go as they became. */
@EachLine
class ColumnsIT {

  private static final ColumnNeed EVERYTHING = new ColumnNeed(Set.of(), true, true);

  private static final String EVERY_TYPE =
      "CREATE (n:$L {i: 1, f: 1.5, b: true, s: 'text', d: date('2024-02-29'), t: time('12:00Z'),"
          + " lt: localtime('12:00'), dt: datetime('2024-02-29T12:00+02:00'),"
          + " z: datetime('2024-02-29T12:00[Europe/Berlin]'),"
          + " ldt: localdatetime('2024-02-29T12:00'), p: duration('P1M2DT3.5S'),"
          + " pt: point({x: 1, y: 2}), pt3: point({x: 1, y: 2, z: 3}), l: [1, 2], ls: ['a'],"
          + " lp: [duration('P1D')], y: $bytes})";

  private final TestNeo4j neo4j;
  private final TestRanges nodes;

  ColumnsIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.nodes = TestRanges.nodes(neo4j);
  }

  @Test
  void valuesOfEveryTypeComeAndGoAsTheyAre() {
    nodes.run(EVERY_TYPE, "bytes", new byte[] {1, 2});
    List<String> names =
        nodes.run("MATCH (n:$L) RETURN keys(n)").first().get(0).asList(Value::asString);

    Columns columns = nodes.read(nodes.everything(), EVERYTHING).columns();
    assertThat(columns.column("p")).containsExactly(new IsoPeriod(1, 2, 3, 500_000_000));
    assertThat(columns.column("pt")).containsExactly(new GeoPoint(7203, 1, 2, null));
    assertThat(columns.column("pt3")).containsExactly(new GeoPoint(9157, 1, 2, 3.0));
    assertThat(columns.column("d")).containsExactly(LocalDate.of(2024, 2, 29));
    assertThat(columns.column("lp")).containsExactly(List.of(new IsoPeriod(0, 1, 0, 0)));
    assertThat(columns.hasLabel(0, nodes.name())).isTrue();

    names.forEach(name -> columns.set(name + "_copy", 0, columns.column(name)[0]));
    nodes.committed(range -> range.write(columns));

    assertThat(
            nodes
                .run(
                    "MATCH (n:$L) UNWIND $names AS k WITH n, k WHERE NOT n[k] = n[k + '_copy']"
                        + " OR valueType(n[k]) <> valueType(n[k + '_copy']) RETURN k",
                    "names",
                    names)
                .list())
        .isEmpty();
  }

  @Test
  void valuesOfEveryTypeAreFoldedIntoOneTextAndComeBack() {
    nodes.run(EVERY_TYPE, "bytes", new byte[] {1, 2});
    Columns before = nodes.read(nodes.everything(), EVERYTHING).columns();
    List<String> names = List.copyOf(before.propertiesOf(0).keySet());

    run(new Step.IntoMap(names, "map", false));
    assertThat(nodes.run("MATCH (n:$L) RETURN keys(n)").first().get(0).asList())
        .containsExactly("map");
    run(new Step.FromMap("map", names, false));

    SortedMap<String, Object> after =
        nodes.read(nodes.everything(), EVERYTHING).columns().propertiesOf(0);
    assertThat(after.keySet()).containsExactlyElementsOf(names);
    before
        .propertiesOf(0)
        .forEach(
            (name, value) -> assertThat(Columns.alike(after.get(name), value)).as(name).isTrue());
  }

  private void run(Step step) {
    Stage.Columnar stage = (Stage.Columnar) Transform.compile(List.of(step)).getFirst();
    Columns columns = nodes.read(nodes.everything(), stage.need()).columns();
    stage.run(columns);
    nodes.committed(range -> range.write(columns));
  }

  @Test
  void missingValuesKeepTheirPlace() {
    nodes.run(
        "UNWIND [['a', null], [null, 1], ['c', 3], [null, null]] AS row"
            + " CREATE (:$L {k: row[0], v: row[1]})");

    Columns columns =
        nodes.read(nodes.everything(), TestRanges.columns("k", "v", "never")).columns();

    assertThat(columns.column("k")).containsExactly("a", null, "c", null);
    assertThat(columns.column("v")).containsExactly(null, 1L, 3L, null);
    assertThat(columns.column("never")).containsExactly(null, null, null, null);
  }

  @Test
  void onlyWhatDiffersIsWritten() {
    nodes.run("UNWIND range(0, 3) AS i CREATE (:$L {k: i, v: i, gone: i})");
    long[] ids = nodes.ids();
    Columns columns =
        nodes
            .read(nodes.everything(), new ColumnNeed(Set.of("k", "v", "gone"), true, false))
            .columns();
    columns.replace("v", new Object[] {0L, 10L, 2L, 30L});
    columns.set("gone", 2, null);
    columns.addLabel(3, nodes.name() + "New");
    columns.removeLabel(0, nodes.name());

    nodes.committed(range -> range.write(columns));

    Stream<List<Object>> rows =
        nodes
            .run(
                "UNWIND $ids AS i MATCH (n) WHERE id(n) = i"
                    + " RETURN size(labels(n)) AS l, n.v AS v, n.gone AS g",
                "ids",
                ids)
            .list()
            .stream()
            .map(row -> Arrays.asList(row.values().stream().map(Value::asObject).toArray()));
    assertThat(rows)
        .containsExactly(
            Arrays.asList(0L, 0L, 0L),
            Arrays.asList(1L, 10L, 1L),
            Arrays.asList(1L, 2L, null),
            Arrays.asList(2L, 30L, 3L));
  }

  @Test
  void aConstantIsWrittenToAllAndOnlyThem() {
    nodes.run("UNWIND range(0, 3) AS i CREATE (:$L {k: i})");
    Columns columns = nodes.read(nodes.everything(), TestRanges.columns("k")).columns();
    columns.replace("version", new Object[] {"v2", "v2", "v2", "v2"});
    nodes.run("CREATE (:$L {k: 4})");

    nodes.committed(range -> range.write(columns));

    assertThat(nodes.run("MATCH (n:$L {version: 'v2'}) RETURN n.k AS k ORDER BY k").longs())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void namesAreNeverCypher() {
    List<String> hostile =
        List.of(
            "`",
            "``",
            "a`}) DETACH DELETE n //",
            "\\u0060) DETACH DELETE n //",
            "\\uu0060",
            "\\",
            "\\\\u0060",
            "$ids[i]",
            "\u00e4 \u4e2d \n\t'\"");
    for (String name : hostile) {
      TestRanges named = new TestRanges(neo4j, Selection.nodes(nodes.name() + name));
      Object[] names = {"label", named.name(), "name", name};
      long id = neo4j.run("CREATE (n:$($label)) SET n[$name] = 'x' RETURN id(n)", names).number();

      Columns columns = named.read(new IdSlice(id - 1, id), TestRanges.columns(name)).columns();
      assertThat(columns.column(name)).containsExactly("x");
      columns.set(name, 0, "y");
      columns.addLabel(0, name);
      named.committed(range -> range.write(columns));

      assertThat(
              neo4j
                  .run("MATCH (n:$($label):$($name)) WHERE n[$name] = 'y' RETURN id(n)", names)
                  .longs())
          .containsExactly(id);
    }
  }

  @Test
  void relationshipsAreMembersToo() {
    TestRanges relationships = TestRanges.relationships(neo4j).indexed();
    relationships.run(
        "UNWIND range(1, 10) AS i CREATE (:Other)-[:$L {k: i % 4, v: i}]->(:Other)"
            + " CREATE (:Other)-[:ANOTHER {k: i}]->(:Other)");
    long[] ids = relationships.ids();

    Columns byId =
        relationships
            .read(new IdSlice(ids[0] - 1, ids[9]), new ColumnNeed(Set.of("v"), true, false))
            .columns();
    ReadRange byKey =
        relationships.read(
            TestRanges.slice(TestRanges.INTEGER, 0L, 2L, 1), TestRanges.columns("k"));
    byId.replace("v", LongStream.range(0, 10).boxed().toArray());
    relationships.committed(range -> range.write(byId));

    assertThat(byId.ids()).containsExactly(ids);
    assertThat(byKey.columns().column("k")).containsExactly(1L, 1L, 1L);
    assertThat(byKey.to()).isEqualTo(Key.of(1L));
    assertThat(relationships.run("MATCH ()-[n:$L]->() RETURN sum(n.v)").number()).isEqualTo(45);
  }

  @Test
  void aLaterStageSeesWhatAnEarlierOneWrote() {
    nodes.run("UNWIND range(0, 3) AS i CREATE (:$L {k: i})");

    nodes.committed(
        range -> {
          Columns columns = range.read(nodes.everything(), TestRanges.columns("k")).columns();
          columns.replace("k", new Object[] {10L, 11L, 12L, 13L});
          range.write(columns);
          assertThat(range.reread(columns.ids(), TestRanges.columns("k")).column("k"))
              .containsExactly(10L, 11L, 12L, 13L);
        });
  }

  @Test
  void aSurveyReadsAndCannotWrite() {
    nodes.run("CREATE (:$L {k: 1})");
    try (OpenRange survey = neo4j.graph.ranges().survey(nodes.selection())) {
      Columns columns = survey.read(nodes.everything(), TestRanges.columns("k")).columns();
      columns.set("k", 0, 2L);
      survey.commit(Key.of(1L), "nothing");

      assertThatThrownBy(() -> survey.write(columns)).isInstanceOf(GraphException.class);
    }
    assertThat(nodes.keys(nodes.everything())).containsExactly(1L);
  }
}
