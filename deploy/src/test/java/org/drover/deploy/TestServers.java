package org.drover.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.drover.sandbox.FileTree;
import org.drover.sandbox.LocalPostgres;
import org.drover.sandbox.Neo4jServer;
import org.drover.sandbox.Neo4jServer.Line;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/**
 * A Neo4j and a database of a PostgreSQL, to which nobody has written before, down to node ids and
 * names. The processes are those of an earlier test that is done with them, for to start them takes
 * as long as many a test.
 */
public final class TestServers implements AutoCloseable {

  public static final String PASSWORD = "a-secret-of-no-use";

  private static final Path FOLDER = folder();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Queue<Graph> GRAPHS = new ConcurrentLinkedQueue<>();
  private static final Queue<Graph> IDLE = new ConcurrentLinkedQueue<>();
  private static final CompletableFuture<LocalPostgres> POSTGRES =
      CompletableFuture.supplyAsync(
          () -> LocalPostgres.startWithoutFsync(FOLDER.resolve("postgres")),
          task -> Thread.ofPlatform().daemon().start(task));

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TestServers::end));
  }

  private record Graph(Neo4jServer server, Path home) {

    private static Graph start() {
      Path home = FOLDER.resolve("neo4j-" + NUMBER.incrementAndGet());
      Neo4jServer server =
          Neo4jServer.start(new Neo4jServer.Options(line(), home, 0, PASSWORD, "1g", "256m"));
      Graph graph = new Graph(server, home);
      GRAPHS.add(graph);
      return graph;
    }

    private Graph asNew() {
      server.stopDatabase();
      delete(home.resolve("data"));
      server.startDatabase();
      return this;
    }
  }

  /**
   * A PostgreSQL database.
   *
   * @param url without credentials
   */
  public record Journal(String url, String user, String password) {

    public Connection connect() throws SQLException {
      return DriverManager.getConnection(url, user, password);
    }
  }

  private final Graph graph;
  private final Journal journal;

  private TestServers(Graph graph, Journal journal) {
    this.graph = graph;
    this.journal = journal;
  }

  /** The caller's own until closed. */
  public static TestServers take() {
    return takeWith(newJournal());
  }

  /**
   * With a journal of the caller's, who wants to do to its server what no other test could bear.
   */
  public static TestServers takeWith(Journal journal) {
    Graph used = IDLE.poll();
    return new TestServers(used == null ? Graph.start() : used.asNew(), journal);
  }

  /** The release for tests that need only one: the long-term one, where there is a Java for it. */
  public static Line line() {
    return Line.V5_26.runsHere() ? Line.V5_26 : Line.V2026;
  }

  /** Its user is {@code neo4j}, with the {@link #PASSWORD}. */
  public URI graph() {
    return graph.server().bolt();
  }

  public Driver driver() {
    return GraphDatabase.driver(graph(), AuthTokens.basic("neo4j", PASSWORD));
  }

  public Journal journal() {
    return journal;
  }

  /** SIGSTOP: the graph's server keeps its connections and locks and does nothing. */
  public void graphStandsStill() {
    graph.server().pause();
  }

  /** SIGCONT. */
  public void graphGoesOn() {
    graph.server().resume();
  }

  /**
   * From now on the graph's server can write to no file, as if its disk were full, or it can again.
   */
  public void graphDiskIsFull(boolean full) {
    String process = "--pid=" + graph.server().pid();
    String size = "--fsize=" + (full ? "0:" : "unlimited:");
    try {
      int code = Ended.code(new ProcessBuilder("prlimit", process, size).inheritIO().start());
      if (code != 0) {
        throw new IllegalStateException(
            "prlimit %s %s ended with %d".formatted(process, size, code));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("prlimit does not start", failure);
    }
  }

  /** The graph ends and starts, with what it had. */
  public void graphStartsAnew() {
    graph.server().stopDatabase();
    graph.server().startDatabase();
  }

  /** Whoever used them must have ended. */
  @Override
  public void close() {
    IDLE.add(graph);
  }

  private static Journal newJournal() {
    LocalPostgres server = POSTGRES.join();
    String name = "journal" + NUMBER.incrementAndGet();
    Journal maintenance = new Journal(server.jdbcUrl(), server.user(), server.password());
    try (Connection connection = maintenance.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot make database " + name, failure);
    }
    return new Journal(
        server.jdbcUrl().replace("/postgres", "/" + name), server.user(), server.password());
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "servers-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void end() {
    GRAPHS.forEach(graph -> graph.server().close());
    POSTGRES.join().close();
    delete(FOLDER);
  }

  private static void delete(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
