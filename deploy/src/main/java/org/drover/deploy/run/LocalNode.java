package org.drover.deploy.run;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drover.coordinator.api.Listening;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Patience;
import org.drover.deploy.node.Node;
import org.drover.deploy.node.NodeSettings;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.node.NodeSettings.Journal;
import org.drover.sandbox.LocalPostgres;
import org.jspecify.annotations.Nullable;

/** Journal, coordinator and worker in this one process: a cluster of one, on a folder. */
public final class LocalNode implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration READY_PATIENCE = Duration.ofSeconds(60);

  private final Place place;
  private @Nullable LocalPostgres postgres;
  private @Nullable Node node;

  public LocalNode(Place place) {
    this.place = place;
  }

  /**
   * Where it works.
   *
   * @param folder where the journal is kept
   * @param graphName the connection that specs name
   * @param httpPort of the HTTP API, on loopback; 0 for any free one
   * @param only the one migration that it carries on with by itself; null for every unfinished one
   */
  public record Place(
      Path folder, String graphName, GraphConnection graph, int httpPort, @Nullable String only) {}

  /**
   * Starts it and waits until it takes orders.
   *
   * @param author whom the journal names as the cause of what the answer is told
   * @return its own coordinator; the caller closes it
   * @throws org.drover.sandbox.LocalPostgresException if the folder cannot be used, or is in use
   * @throws org.drover.deploy.node.CannotListen if the port is taken
   */
  public Coordinator start(String author) {
    LocalPostgres journal = LocalPostgres.start(place.folder());
    synchronized (this) {
      postgres = journal;
    }
    Node started = Node.start(settings(journal));
    synchronized (this) {
      node = started;
    }
    Coordinator coordinator = new Coordinator(address(started), author);
    if (!new Patience().until(READY_PATIENCE, coordinator::isReady)) {
      throw new IllegalStateException(
          "this node did not join itself within %d s".formatted(READY_PATIENCE.toSeconds()));
    }
    return coordinator;
  }

  /** Where it takes orders, once it was started. */
  public synchronized URI address() {
    return address(Objects.requireNonNull(node, "not started"));
  }

  private static URI address(Node node) {
    return URI.create("http://" + LOOPBACK + ":" + node.httpPort().orElseThrow());
  }

  /** Waits until it has ended, which it does when it is closed. */
  public void awaitEnd() {
    Node started;
    synchronized (this) {
      started = Objects.requireNonNull(node, "not started");
    }
    started.whenTerminated().toCompletableFuture().join();
  }

  /** Whether the journal was left running by a process that was killed. */
  public synchronized boolean adopted() {
    return postgres != null && postgres.adopted();
  }

  /** Finishes the ranges in flight, then ends the journal: in this order, for they need it. */
  @Override
  public synchronized void close() {
    if (node != null) {
      node.close();
      node = null;
    }
    if (postgres != null) {
      postgres.close();
      postgres = null;
    }
  }

  private NodeSettings settings(LocalPostgres journal) {
    return new NodeSettings(
        Set.of("coordinator", "worker"),
        LOOPBACK,
        0,
        List.of(),
        Listening.local(place.httpPort()),
        null,
        null,
        false,
        new Journal(journal.jdbcUrl(), journal.user(), journal.password()),
        Map.of(place.graphName(), place.graph()),
        place.only(),
        ConfigFactory.empty());
  }
}
