package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.drover.sandbox.Neo4jServer;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest.IdSlice;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.spec.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.TransactionConfig;

/** A database that has never heard of Drover, that asks for a password, and that dies. */
@EachLine
class FreshServerIT {

  private static final ShardId SHARD = new ShardId("fresh", 1, 0);
  private static final String PASSWORD = "correct-horse";

  private final Line line;

  private final Path home;

  FreshServerIT(Line line, @TempDir Path home) {
    this.line = line;
    this.home = home;
  }

  /** One server for all, since each takes seconds to start. */
  @Test
  void aFreshDatabaseIsPreparedAndADeadOneIsNamed() {
    Neo4jServer server =
        Neo4jServer.start(
            new Neo4jServer.Options(
                line, home, 0, PASSWORD, "400m", "32m", false, TestNeo4j.SHORT_LIVED));
    Connection right = new Connection(server.bolt(), "neo4j", PASSWORD, null);
    try (server;
        Neo4jGraph graph = Neo4jGraph.connect(right)) {
      wrongCredentialsAreRefused(server.bolt());
      theLockHoldsOnADatabaseThatNeverHadIt(graph, right);
      server.kill();
      aDeadDatabaseIsNamed(graph, right);
    }
  }

  private static void wrongCredentialsAreRefused(URI bolt) {
    Connection wrong = new Connection(bolt, "neo4j", "battery-staple", null);
    assertFails(
        Kind.UNREACHABLE,
        "the database at " + bolt + " refuses the credentials; check user and password",
        () -> Neo4jGraph.connect(wrong));
    // They were changed while it worked: to try again and again would lock the user out.
    try (Neo4jGraph graph = Neo4jGraph.lazily(wrong)) {
      assertFails(Kind.FATAL, "then resume", () -> graph.ranges().claim(SHARD, TestRanges.PLAN, 0));
    }
  }

  /** As after a restore: the constraint is there, the name of the lock is not. */
  private static void theLockHoldsOnADatabaseThatNeverHadIt(Neo4jGraph graph, Connection right) {
    try (Driver driver = driver(right);
        var application = driver.session()) {
      application.run(Fences.CONSTRAINT).consume();
      application.run("CREATE (:Account {balance: 1})").consume();
      graph.prepareFences(List.of());
      graph.prepareFences(List.of());

      Ownership owner =
          new Ownership(SHARD, graph.ranges().claim(SHARD, TestRanges.PLAN, 0).epoch(), 0);
      try (OpenRange range =
          graph.ranges().open(owner, new Scope(Selection.nodes("Account"), true))) {
        range.read(new IdSlice(-1, 10), TestRanges.columns("balance"));
        try (var transaction = application.beginTransaction(shortly())) {
          assertThatThrownBy(() -> transaction.run("MATCH (n:Account) SET n.balance = 2").consume())
              .isInstanceOf(RuntimeException.class);
        }
      }
    }
  }

  private static void aDeadDatabaseIsNamed(Neo4jGraph graph, Connection right) {
    String nobody = "no database answers at " + right.uri();
    assertFails(Kind.UNREACHABLE, nobody, () -> Neo4jGraph.connect(right));
    assertFails(
        Kind.UNREACHABLE, nobody, () -> graph.inspect(Selection.nodes("Account"), Set.of()));
    // A worker waits for its database; nobody is asked to mend anything yet.
    assertFails(
        Kind.TRANSIENT,
        "the same again may work",
        () -> graph.ranges().claim(SHARD, TestRanges.PLAN, 0));
  }

  private static TransactionConfig shortly() {
    return TransactionConfig.builder().withTimeout(Duration.ofMillis(500)).build();
  }

  private static Driver driver(Connection connection) {
    return GraphDatabase.driver(
        connection.uri(), AuthTokens.basic(connection.user(), connection.password()));
  }

  private static void assertFails(Kind kind, String text, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            GraphException.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
        .hasMessageContaining(text)
        .message()
        .doesNotContain(PASSWORD, "battery-staple");
  }
}
