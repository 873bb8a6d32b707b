package org.drover.deploy.node;

import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.drover.coordinator.api.Api;
import org.drover.coordinator.node.CoordinatorNode;
import org.drover.shared.postgres.JournalDatabase;
import org.drover.shared.protocol.Placement;
import org.drover.worker.node.WorkerNode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One member of the cluster, from start to coordinated shutdown. */
public final class Node implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private static final String SYSTEM = "drover";

  /** How many ranges may be in flight at a time on one node. */
  private static final int CONNECTIONS_MAX = 16;

  private final ActorSystem<Void> system;
  private final CompletionStage<Done> terminated;
  private final @Nullable ServerBinding http;

  private Node(
      ActorSystem<Void> system, CompletionStage<Done> terminated, @Nullable ServerBinding http) {
    this.system = system;
    this.terminated = terminated;
    this.http = http;
  }

  /**
   * Starts a member. It joins in the background; a coordinator's HTTP API is bound when this
   * returns.
   *
   * @throws org.drover.shared.postgres.JournalException if the journal cannot be used
   * @throws IllegalStateException if the HTTP API's port is taken
   */
  public static Node start(NodeSettings settings) {
    JournalDatabase journal =
        JournalDatabase.connect(
            settings.journal().url(), settings.journal().user(), settings.journal().password());
    ConfiguredGraphs graphs = new ConfiguredGraphs(settings.graphs());
    graphs.greet();
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), SYSTEM, NodeConfig.of(settings));
    Clock clock = Clock.systemUTC();
    WorkerNode worker =
        settings.roles().contains(Placement.WORKER)
            ? startWorker(system, graphs, journal, clock)
            : null;
    CoordinatorNode coordinator =
        settings.roles().contains(Placement.COORDINATOR)
            ? CoordinatorNode.start(system, graphs, journal, clock)
            : null;
    Membership membership = Membership.join(system, settings.seeds(), journal.members());
    CompletionStage<Done> terminated =
        system
            .getWhenTerminated()
            .thenApply(
                done -> {
                  closeAll(membership, worker, coordinator, graphs, journal);
                  return done;
                });
    ServerBinding http = coordinator == null ? null : bind(system, settings, coordinator);
    return new Node(system, terminated, http);
  }

  private static WorkerNode startWorker(
      ActorSystem<?> system, ConfiguredGraphs graphs, JournalDatabase journal, Clock clock) {
    return WorkerNode.start(
        system,
        graphs,
        CONNECTIONS_MAX,
        new WorkerNode.Journal(
            journal.idSets(), journal.undoRecords(), journal.reader()::highestSequenceNr),
        clock);
  }

  private static ServerBinding bind(
      ActorSystem<?> system, NodeSettings settings, CoordinatorNode coordinator) {
    try {
      return Api.bind(
              system,
              settings.http(),
              coordinator.migrations(),
              () -> Cluster.get(system).selfMember().status().equals(MemberStatus.up()))
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      system.terminate();
      throw new IllegalStateException(
          "the HTTP API cannot listen on port %d of %s: %s. Choose another with --http-port or http.port."
              .formatted(settings.http().port(), settings.http().host(), e.getCause()),
          e);
    }
  }

  private static void closeAll(@Nullable AutoCloseable... parts) {
    for (AutoCloseable part : parts) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        log.warn("A part of this node did not close; the others are closed all the same", e);
      }
    }
  }

  /** The port under which the other members reach this one. */
  public int port() {
    return Cluster.get(system).selfMember().address().getPort().orElse(0);
  }

  /** The port of the HTTP API; empty if this node is no coordinator. */
  public OptionalInt httpPort() {
    return http == null ? OptionalInt.empty() : OptionalInt.of(http.localAddress().getPort());
  }

  /** Completes when the member has left the cluster and everything is closed. */
  public CompletionStage<Done> whenTerminated() {
    return terminated;
  }

  /** Finishes the ranges in flight, leaves the cluster, and waits until all is closed. */
  @Override
  public void close() {
    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.actorSystemTerminateReason());
    terminated.toCompletableFuture().join();
  }
}
