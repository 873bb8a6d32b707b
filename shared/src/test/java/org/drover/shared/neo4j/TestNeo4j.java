package org.drover.shared.neo4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.drover.sandbox.Neo4jServer;
import org.drover.sandbox.Neo4jServer.Extras;
import org.drover.sandbox.Neo4jServer.Line;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.NotificationSeverity;
import org.neo4j.driver.Transaction;

/**
 * One server of each line for all tests of this JVM, started when first asked for. To start one,
 * and to let it learn its statements, costs more than most tests.
 */
final class TestNeo4j {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<Line, TestNeo4j> SERVERS = new ConcurrentHashMap<>();
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final AtomicInteger CLASSES = new AtomicInteger();

  /** What lives for minutes never earns back what optimizing its code costs. */
  static final Extras SHORT_LIVED =
      new Extras(List.of(), List.of(), List.of("-XX:TieredStopAtLevel=1"));

  private final ReentrantLock turn = new ReentrantLock(true);

  final Line line;
  final URI bolt;
  final Driver driver;
  final Neo4jGraph graph;

  /**
   * Open for as long as the server runs. The ids of what is deleted are given out again only when
   * nobody is left who was there before; so until then ids follow the order in which things are
   * made, whatever other tests delete.
   */
  @SuppressWarnings("unused")
  private final Transaction witness;

  private TestNeo4j(Line line, Neo4jServer server) {
    this.line = line;
    this.bolt = server.bolt();
    this.driver =
        GraphDatabase.driver(
            bolt,
            AuthTokens.none(),
            Config.builder().withMinimumNotificationSeverity(NotificationSeverity.OFF).build());
    this.graph = Neo4jGraph.connect(connection());
    graph.prepareFences(List.of());
    this.witness = driver.session().beginTransaction();
  }

  /** Each class begins with another one, so that not all wait for the same server. */
  static Stream<Line> lines() {
    List<Line> lines = new ArrayList<>(List.of(Line.values()));
    Collections.rotate(lines, CLASSES.incrementAndGet());
    return lines.stream().filter(Line::runsHere);
  }

  /** Waits until nobody else has it; a test has it to its end. */
  static TestNeo4j of(Line line) {
    TestNeo4j server = SERVERS.computeIfAbsent(line, TestNeo4j::start);
    server.turn.lock();
    return server;
  }

  /** Ends with the test, also with one that was never made. */
  static final class Turn implements TestInstancePreConstructCallback {

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
      return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void preConstructTestInstance(
        TestInstanceFactoryContext factory, ExtensionContext test) {
      AutoCloseable end = () -> SERVERS.values().forEach(TestNeo4j::letGo);
      test.getStore(Namespace.create(Turn.class)).put(Turn.class, end);
    }
  }

  private void letGo() {
    while (turn.isHeldByCurrentThread()) {
      turn.unlock();
    }
  }

  private static TestNeo4j start(Line line) {
    try {
      Path home = Files.createTempDirectory(Path.of("target"), "neo4j-" + line + "-");
      // It ends with this JVM, by the pipe between them.
      return new TestNeo4j(
          line,
          Neo4jServer.start(
              new Neo4jServer.Options(line, home, 0, null, "512m", "64m", false, SHORT_LIVED)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Connection connection() {
    return new Connection(bolt, "", "", null);
  }

  /** A label, type or migration that no other test uses. */
  static String fresh(String prefix) {
    return prefix + NAMES.incrementAndGet();
  }

  Rows run(String cypher, Object... parameters) {
    try (var session = driver.session()) {
      return new Rows(session.run(cypher, org.neo4j.driver.Values.parameters(parameters)).list());
    }
  }

  /** Returns when a transaction with a statement that contains the text waits for a lock. */
  void awaitBlocked(String text) {
    await(
        "SHOW TRANSACTIONS YIELD currentQuery, status"
            + " WHERE currentQuery CONTAINS $text AND status STARTS WITH 'Blocked'"
            + " RETURN count(*) > 0",
        text);
  }

  private void await(String condition, String text) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!run(condition, "text", text).first().get(0).asBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("nothing waits for a lock with " + text + " after " + PATIENCE);
      }
    }
  }
}
