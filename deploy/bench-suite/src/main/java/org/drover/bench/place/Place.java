package org.drover.bench.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.drover.bench.graph.ScratchGraph;
import org.drover.sandbox.FileTree;
import org.drover.sandbox.LocalPostgres;
import org.drover.sandbox.Neo4jServer;
import org.drover.sandbox.Secrets;
import org.jspecify.annotations.Nullable;

/** A database with a scratch graph and a journal beside it. Closing it ends and removes all. */
public final class Place implements AutoCloseable {

  private final Settings settings;
  private final ScratchGraph.Address address;
  private final ScratchGraph graph;
  private final LocalPostgres journal;
  private final @Nullable Neo4jServer server;
  private final Deque<Runnable> toEnd = new ArrayDeque<>();

  private Place(
      Settings settings,
      ScratchGraph.Address address,
      LocalPostgres journal,
      @Nullable Neo4jServer server) {
    this.settings = settings;
    this.address = address;
    this.graph = new ScratchGraph(address, Settings.LABEL, settings.threads());
    this.journal = journal;
    this.server = server;
    toEnd.push(journal::close);
    if (server != null) {
      toEnd.push(server::close);
    }
    toEnd.push(graph::close);
  }

  /**
   * Starts what is missing.
   *
   * @param flags for the JVM of the database, if one is started
   */
  public static Place open(Settings settings, List<String> flags) {
    prepare(settings.folder());
    CompletableFuture<LocalPostgres> journal =
        CompletableFuture.supplyAsync(
            () -> LocalPostgres.start(settings.folder().resolve("journal")));
    ScratchGraph.Address remote = settings.remote();
    if (remote != null) {
      return new Place(settings, remote, journal.join(), null);
    }
    String password = Secrets.newPassword();
    Neo4jServer server =
        Neo4jServer.start(
            new Neo4jServer.Options(
                settings.line(),
                settings.folder().resolve("neo4j"),
                0,
                password,
                settings.heap(),
                settings.pageCache(),
                false,
                Plugins.of(settings.line(), settings.home(), flags)));
    return new Place(
        settings,
        new ScratchGraph.Address(server.bolt(), "neo4j", password),
        journal.join(),
        server);
  }

  /** A cluster on this database, which ends before it does. */
  public Cluster startCluster(int workers, List<String> flags) {
    return startCluster(address, workers, flags);
  }

  /**
   * @param through another way to the database
   */
  public Cluster startCluster(ScratchGraph.Address through, int workers, List<String> flags) {
    Cluster cluster = Cluster.start(settings.folder(), through, journal, workers, flags);
    toEnd.push(cluster::close);
    return cluster;
  }

  public Settings settings() {
    return settings;
  }

  public ScratchGraph graph() {
    return graph;
  }

  public ScratchGraph.Address address() {
    return address;
  }

  /** The number of the database's process; null for somebody's own. */
  public @Nullable Long databasePid() {
    return server == null ? null : server.pid();
  }

  public LocalPostgres journal() {
    return journal;
  }

  /** What the journal's server has used of the processors. */
  public Duration journalCpu() {
    try {
      Path file = settings.folder().resolve("journal/postgres/postmaster.pid");
      return ProcessUse.cpu(Long.parseLong(Files.readAllLines(file).getFirst().trim()), true);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    if (settings.remote() != null) {
      graph.clear();
    }
    end();
    if (settings.remote() == null) {
      remove(settings.folder().resolve("neo4j"));
    }
    remove(settings.folder().resolve("journal"));
  }

  /** Ends every process, from any thread; what is on disk stays. */
  public synchronized void end() {
    while (!toEnd.isEmpty()) {
      toEnd.pop().run();
    }
  }

  /** An earlier benchmark may have been killed. */
  private static void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Neo4jServer.stop(folder.resolve("neo4j"));
    remove(folder.resolve("neo4j"));
    if (Files.exists(folder.resolve("journal/postgres"))) {
      LocalPostgres.start(folder.resolve("journal")).close();
    }
    remove(folder.resolve("journal"));
  }

  private static void remove(Path tree) {
    try {
      FileTree.delete(tree);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
