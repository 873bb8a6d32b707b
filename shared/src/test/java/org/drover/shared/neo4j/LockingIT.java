package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.keyspace.Key;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * A range sees its members as they are once it has locked them. In each test an application holds a
 * member's lock, the range finds the member and waits, the application changes it and commits: what
 * the range read before it waited is stale.
 */
@EachLine
class LockingIT {

  private final TestNeo4j neo4j;
  private final TestRanges nodes;

  LockingIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.nodes = TestRanges.nodes(neo4j).indexed();
    nodes.run("UNWIND ['a', 'b', 'c'] AS k CREATE (:$L {k: k, v: 1, keep: true})");
  }

  @Test
  void aColumnIsReadUnderTheLock() {
    assertThat(columnAfter("SET n.v = 2", nodes, nodes.everything(), "v"))
        .containsExactly(1L, 2L, 1L);
    assertThat(columnAfter("SET n.v = 3", nodes, byKey(), "v")).containsExactly(1L, 3L, 1L);
  }

  @Test
  void theKeyIsReadUnderTheLock() {
    assertThat(columnAfter("SET n.k = 'bb'", nodes, byKey(), "k")).containsExactly("a", "bb", "c");
  }

  @Test
  void aMemberWhoseKeyWasMovedBehindTheRangeIsLeftToWhoeverVisitsItThere() {
    assertThat(columnAfter("SET n.k = 'zzz'", nodes, byKey(), "k")).containsExactly("a", "c");
    nodes.run("MATCH (n:$L {k: 'zzz'}) SET n.k = 'b'");
    assertThat(columnAfter("SET n.k = 5", nodes, byKey(), "k")).containsExactly("a", "c");
  }

  @Test
  void thePredicateIsAskedUnderTheLock() {
    TestRanges kept = nodes.where("n.keep");

    assertThat(columnAfter("SET n.keep = false", kept, nodes.everything(), "k"))
        .containsExactly("a", "c");
    nodes.run("MATCH (n:$L) SET n.keep = true");
    assertThat(columnAfter("SET n.keep = false", kept, byKey(), "k")).containsExactly("a", "c");
  }

  @Test
  void theLabelIsAskedUnderTheLock() {
    assertThat(columnAfter("REMOVE n:$L", nodes, nodes.everything(), "k"))
        .containsExactly("a", "c");
  }

  @Test
  void aMemberThatIsDeletedMeanwhileIsNoMember() {
    assertThat(columnAfter("DELETE n", nodes, nodes.everything(), "k")).containsExactly("a", "c");
    nodes.run("CREATE (:$L {k: 'b', v: 1})");
    assertThat(columnAfter("DELETE n", nodes, byKey(), "k")).containsExactly("a", "c");
  }

  @Test
  void aRelationshipIsReadUnderTheLock() {
    TestRanges relationships = TestRanges.relationships(neo4j).indexed();
    relationships.run("UNWIND ['a', 'b', 'c'] AS k CREATE (:Other)-[:$L {k: k, v: 1}]->(:Other)");

    assertThat(columnAfter("SET n.v = 2", relationships, relationships.everything(), "v"))
        .containsExactly(1L, 2L, 1L);
    assertThat(columnAfter("SET n.v = 3", relationships, byKey(), "v")).containsExactly(1L, 3L, 1L);
  }

  @Test
  void stepsInsideTheDatabaseRunOnWhatIsThereUnderTheLock() {
    List<Step> addOne = List.of(new Step.Cypher("SET n.v = n.v + 1"));

    CompletableFuture<Void> range =
        held(
            nodes,
            "SET n.v = 10",
            () -> nodes.committed(open -> open.apply(nodes.everything(), addOne)));
    range.join();

    assertThat(nodes.run("MATCH (n:$L) RETURN n.v AS v ORDER BY n.k").longs())
        .containsExactly(2, 11, 2);
  }

  /** Both ways: what a range has read, nobody changes before it has written. */
  @Test
  void anApplicationWaitsForARangeThatHasRead() throws Exception {
    CompletableFuture<Rows> application;
    Ownership owner = nodes.claimed();
    try (OpenRange range = nodes.open(owner, true)) {
      range.read(nodes.everything(), TestRanges.columns("v"));
      application =
          CompletableFuture.supplyAsync(() -> nodes.run("MATCH (n:$L) SET n.v = 99 RETURN n.v"));
      neo4j.awaitBlocked(nodes.name());
      range.commit(Key.of(1L), "read");
    }

    assertThat(application.get(60, TimeUnit.SECONDS).longs()).containsExactly(99, 99, 99);
  }

  @Test
  void whereNobodyElseWritesNothingIsLocked() {
    try (OpenRange range =
        neo4j.graph.ranges().open(nodes.claimed(), new Scope(nodes.selection(), false))) {
      range.read(nodes.everything(), TestRanges.columns("v"));
      range.read(byKey(), TestRanges.columns("v"));

      assertThat(nodes.run("MATCH (n:$L) SET n.v = 99 RETURN n.v").longs()).hasSize(3);
    }
  }

  private static RangeRequest byKey() {
    return TestRanges.slice(TestRanges.STRING, null, "z", 10);
  }

  /** Changes the member with key b under a range that has found it and waits for its lock. */
  private List<@Nullable Object> columnAfter(
      String change, TestRanges members, RangeRequest request, String column) {
    Ownership owner = members.claimed();
    return this.<List<@Nullable Object>>held(
            members,
            change.replace("$L", members.name()),
            () -> {
              try (OpenRange range = members.open(owner, true)) {
                return Arrays.asList(
                    range.read(request, TestRanges.columns(column)).columns().column(column));
              }
            })
        .join();
  }

  private CompletableFuture<Void> held(TestRanges members, String change, Runnable range) {
    return held(
            members,
            change,
            () -> {
              range.run();
              return true;
            })
        .thenAccept(done -> {});
  }

  private <T> CompletableFuture<T> held(TestRanges members, String change, Supplier<T> range) {
    try (Session session = neo4j.driver.session();
        Transaction application = session.beginTransaction()) {
      String find =
          "MATCH " + new Members(members.selection()).pattern() + " WHERE n.k STARTS WITH 'b' ";
      application.run(find + "SET n.held = true").consume();
      CompletableFuture<T> waiting = CompletableFuture.supplyAsync(range);
      neo4j.awaitBlocked(members.name());
      application.run(find + change).consume();
      application.commit();
      return waiting;
    }
  }
}
