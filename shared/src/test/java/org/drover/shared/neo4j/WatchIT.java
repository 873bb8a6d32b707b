package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphQueries;
import org.drover.shared.graph.GraphWatch;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** What Neo4j Community says of its load, on each line. */
@EachLine
class WatchIT {

  private final TestNeo4j neo4j;
  private final GraphWatch watch;

  WatchIT(Line line) {
    this.neo4j = TestNeo4j.of(line);
    this.watch = neo4j.graph.watch();
  }

  @Test
  void aProbeIsAskedWithItsParametersAndTimed() {
    assertThat(watch.ask("MATCH (n) WHERE id(n) = $id RETURN n", Map.of("id", 0L))).isPositive();
  }

  // What a plan alone is asked for needs no values: only the one who asks later would be told.
  @Test
  void aProbeIsExplainedWithItsParametersAndRefusedIfOneIsMissing() {
    String query = "MATCH (n) WHERE id(n) = $id RETURN n";
    GraphQueries queries = neo4j.graph.queries();
    queries.explain(query, Map.of("id", 0L));
    assertThatThrownBy(() -> queries.explain(query, Map.of()))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("id");
    assertThatThrownBy(() -> queries.explain("MATCH (n RETURN n", Map.of()))
        .isInstanceOf(GraphException.class);
  }

  @Test
  void aProbeThatWritesIsRefused() {
    assertThatThrownBy(() -> watch.ask("CREATE (:Written)", Map.of()))
        .isInstanceOf(GraphException.class);
  }

  @Test
  void theProcessorsLoadIsAShareOfAHundred() {
    assertThat(watch.cpuPercent()).isBetween(0.0, 100.0);
  }

  @Test
  void transactionsOfOthersAreCountedAndThoseThatWaitForALock() {
    String label = TestNeo4j.fresh("Watched");
    neo4j.run("CREATE (:" + label + ")");
    try (Session holder = neo4j.driver.session();
        Transaction open = holder.beginTransaction()) {
      open.run("MATCH (n:" + label + ") SET n.held = true").consume();
      assertThat(watch.transactions().others()).isPositive();
      CompletableFuture<Void> waiter =
          CompletableFuture.runAsync(() -> neo4j.run("MATCH (n:" + label + ") SET n.waits = true"));
      neo4j.awaitBlocked(label);
      assertThat(watch.transactions().waiting()).isPositive();
      open.rollback();
      waiter.join();
    }
  }
}
