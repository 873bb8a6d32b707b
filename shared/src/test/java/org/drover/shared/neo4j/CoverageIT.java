package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.RangeRequest.IdList;
import org.drover.shared.graph.RangeRequest.IdSlice;
import org.drover.shared.graph.RangeRequest.PropertySlice;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ranges leave nobody out and meet nobody twice. */
@EachLine
class CoverageIT {

  private final TestRanges nodes;

  CoverageIT(Line line) {
    this.nodes = TestRanges.nodes(TestNeo4j.of(line));
  }

  @Test
  void aSliceOfIdsHasEveryMemberOnceAndNothingElse() {
    // Of 300 ids every third is of another label and every fifth is a hole.
    nodes.run(
        "UNWIND range(1, 300) AS i CREATE (n:Other {i: i})"
            + " FOREACH (_ IN CASE WHEN i % 3 > 0 THEN [1] ELSE [] END | SET n:$L)");
    nodes.run("MATCH (n:$L) WHERE n.i % 5 = 0 DELETE n");

    assertThat(idsInStepsOf(7)).hasSize(160).containsExactly(nodes.ids());
    assertThat(idsInStepsOf(10_000)).containsExactly(nodes.ids());
  }

  @Test
  void oneInAHundredIsFoundByIdsAndByList() {
    nodes.run(
        "UNWIND range(1, 2000) AS i CREATE (n:Other)"
            + " FOREACH (_ IN CASE WHEN i % 100 = 0 THEN [1] ELSE [] END | SET n:$L)");
    LongStream.Builder listed = LongStream.builder();
    nodes.neo4j().graph.eachId(nodes.selection(), listed::add);
    long[] ids = listed.build().sorted().toArray();

    assertThat(ids).hasSize(20).containsExactly(nodes.ids());
    assertThat(idsInStepsOf(500)).containsExactly(ids);
    assertThat(nodes.read(new IdList(ids, 1 << 20), TestRanges.columns()).columns().ids())
        .containsExactly(ids);
  }

  @Test
  void aSingleNodeIsARange() {
    long id = nodes.indexed().run("CREATE (n:$L {k: 'only'}) RETURN id(n)").number();

    assertThat(nodes.keys(new IdSlice(id - 1, id))).containsExactly("only");
    assertThat(nodes.keys(new IdSlice(id, id + 1))).isEmpty();
    assertThat(nodes.keys(TestRanges.slice(TestRanges.STRING, null, "only", 1)))
        .containsExactly("only");
  }

  @Test
  void aReusedIdIsMetAsWhatItIsNow() {
    long id = nodes.run("CREATE (n:$L {k: 'old'}) RETURN id(n)").number();
    nodes.run("MATCH (n:$L) DELETE n");
    assertThat(nodes.keys(new IdSlice(id - 1, id))).isEmpty();

    // Whatever lives under that id by now, it is met only if it is a member.
    nodes.run("CREATE (n:$L {k: 'new'})");

    assertThat(nodes.keys(new IdSlice(nodes.ids()[0] - 1, nodes.ids()[0]))).containsExactly("new");
  }

  @Test
  void anEmptyLabelIsARangeOfNobody() {
    nodes.indexed();

    ReadRange byId = nodes.read(new IdSlice(-1, 5), TestRanges.columns("k"));
    ReadRange byList = nodes.read(new IdList(new long[0], 5), TestRanges.columns("k"));
    ReadRange byKey =
        nodes.read(TestRanges.slice(TestRanges.STRING, null, "zz", 10), TestRanges.columns("k"));

    assertThat(List.of(byId.columns().size(), byList.columns().size(), byKey.columns().size()))
        .containsExactly(0, 0, 0);
    assertThat(List.of(byId.to(), byList.to(), byKey.to()))
        .containsExactly(Key.of(5L), Key.of(5L), Key.of("zz"));
  }

  @Test
  void aListedIdThatIsNoLongerAMemberIsLeftOut() {
    long[] ids = nodes.run("UNWIND range(1, 4) AS i CREATE (n:$L) RETURN id(n)").longs();
    nodes.run("MATCH (n) WHERE id(n) = $id REMOVE n:$L", "id", ids[1]);
    nodes.run("MATCH (n) WHERE id(n) = $id DELETE n", "id", ids[2]);

    ReadRange range = nodes.read(new IdList(ids, 1L << 40), TestRanges.columns());

    assertThat(range.columns().ids()).containsExactly(ids[0], ids[3]);
    assertThat(range.to()).isEqualTo(Key.of(1L << 40));
  }

  @Test
  void aRangeNeverSplitsThoseThatShareAKey() {
    // Two at a time cut the seven that share b, and all seven come.
    nodes.indexed().run("UNWIND split('a b b b b b b b c', ' ') AS k CREATE (:$L {k: k})");

    ReadRange first =
        nodes.read(TestRanges.slice(TestRanges.STRING, null, "zz", 2), TestRanges.columns("k"));
    ReadRange second =
        nodes.read(TestRanges.slice(TestRanges.STRING, "b", "zz", 2), TestRanges.columns("k"));

    assertThat(first.columns().column("k")).containsExactly((Object[]) "abbbbbbb".split(""));
    assertThat(first.to()).isEqualTo(Key.of("b"));
    assertThat(second.columns().column("k")).containsExactly("c");
    assertThat(second.to()).isEqualTo(Key.of("zz"));
  }

  @Test
  void keysThatAreAllAlikeAreOneRange() {
    nodes.indexed().run("UNWIND range(1, 50) AS i CREATE (:$L {k: 7})");

    assertThat(nodes.keys(TestRanges.slice(TestRanges.INTEGER, null, 7L, 3))).hasSize(50);
    assertThat(nodes.keys(TestRanges.slice(TestRanges.INTEGER, 7L, 9L, 3))).isEmpty();
  }

  @Test
  void stringKeysTileInTheOrderOfTheIndex() {
    // By UTF-16 U+FFFF sorts after U+10000, by code point before it: an order that is not the
    // index's own would lose or repeat some of these.
    nodes
        .indexed()
        .run(
            "UNWIND ['', ' ', 'a', 'A', 'ä', $last, $beyond, 'zz', 'z'] AS k CREATE (:$L {k: k})",
            "last",
            "\uFFFF",
            "beyond",
            "\uD800\uDC00");
    List<Key> bounds =
        nodes
            .neo4j()
            .graph
            .boundaries(nodes.selection(), TestRanges.keyspace(TestRanges.STRING), 1);

    assertThat(keysInStepsOf(2, TestRanges.STRING, bounds.getLast()))
        .hasSize(9)
        .doesNotHaveDuplicates();
  }

  @Test
  void onlyOneTypeOfValueIsVisitedAndTheOthersAreBeside() {
    nodes
        .indexed()
        .run(
            "UNWIND [1, 2, 2.5, 3, 'one', true, null, [1], 1.0e19, date('2020-01-01'), -7] AS k"
                + " CREATE (:$L {k: k})");

    assertThat(keysInStepsOf(2, TestRanges.INTEGER, Key.of(3L))).containsExactly(-7L, 1L, 2L, 3L);
    assertThat(keysInStepsOf(2, TestRanges.STRING, Key.of("one"))).containsExactly("one");
    assertThat(beside(TestRanges.INTEGER)).hasSize(7).doesNotHaveDuplicates();
    assertThat(beside(TestRanges.STRING)).hasSize(10).doesNotHaveDuplicates();
  }

  // To the database 1 and 1.0 are equal, and stand side by side in an index.
  @Test
  void anEqualNumberOfAnotherTypeIsBesideAsWell() {
    nodes.indexed().run("UNWIND [1, 1.0, 2.0, 2, 3.0, 4, 4.0] AS k CREATE (:$L {k: k})");

    for (int limit = 1; limit <= 8; limit++) {
      assertThat(keysInStepsOf(limit, TestRanges.INTEGER, Key.of(4L)))
          .as("at most %d at a time", limit)
          .containsExactly(1L, 2L, 4L);
    }
    assertThat(beside(TestRanges.INTEGER)).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void aSliceKeepsToItsBoundsAndToThePredicate() {
    nodes.indexed().run("UNWIND range(1, 100) AS i CREATE (:$L {k: i, keep: i % 2 = 0})");
    TestRanges even = nodes.where("n.keep // all of them");

    assertThat(even.keys(TestRanges.slice(TestRanges.INTEGER, 10L, 20L, 3)))
        .containsExactly(12L, 14L, 16L);
    assertThat(even.keys(TestRanges.slice(TestRanges.INTEGER, 16L, 20L, 3)))
        .containsExactly(18L, 20L);
  }

  @Test
  void predicatesMayLookAround() {
    nodes.run("CREATE (:$L {k: 'a'})-[:KNOWS]->(:$L {k: 'b'}), (:$L {k: 'c'})");
    TestRanges acquainted =
        nodes.where("EXISTS { (n)-[:KNOWS]->() } OR COUNT { (n)<-[:KNOWS]-() } = 1");

    assertThat(acquainted.keys(nodes.everything())).containsExactly("a", "b");
  }

  private long[] idsInStepsOf(int size) {
    long[] ids = nodes.ids();
    LongStream.Builder seen = LongStream.builder();
    for (long from = ids[0] - 1; from < ids[ids.length - 1]; from += size) {
      IdSlice slice = new IdSlice(from, from + size);
      Arrays.stream(nodes.read(slice, TestRanges.columns()).columns().ids()).forEach(seen::add);
    }
    return seen.build().toArray();
  }

  private List<@Nullable Object> keysInStepsOf(int limit, Keyspace.Property.Type type, Key end) {
    List<@Nullable Object> keys = new ArrayList<>();
    Key from = null;
    while (!end.equals(from)) {
      ReadRange range =
          nodes.read(
              new PropertySlice(TestRanges.keyspace(type), from, end, limit),
              TestRanges.columns("k"));
      keys.addAll(Arrays.asList(range.columns().column("k")));
      from = range.to();
    }
    return keys;
  }

  private long[] beside(Keyspace.Property.Type type) {
    LongStream.Builder ids = LongStream.builder();
    nodes.neo4j().graph.eachIdBeside(nodes.selection(), TestRanges.keyspace(type), ids::add);
    return ids.build().toArray();
  }
}
