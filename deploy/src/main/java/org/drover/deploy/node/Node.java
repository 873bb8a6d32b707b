package org.drover.deploy.node;

import com.typesafe.config.Config;
import java.time.Clock;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.remote.RemoteTransportException;
import org.drover.coordinator.api.Api;
import org.drover.coordinator.api.Listening;
import org.drover.coordinator.node.CoordinatorNode;
import org.drover.deploy.metrics.Metrics;
import org.drover.deploy.metrics.MetricsServer;
import org.drover.deploy.node.NodeSettings.MetricsAddress;
import org.drover.shared.postgres.JournalDatabase;
import org.drover.shared.protocol.Causes;
import org.drover.shared.protocol.Placement;
import org.drover.worker.metrics.WorkerMetrics;
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
  private final Bindings bindings;

  private record Bindings(@Nullable ServerBinding http, @Nullable ServerBinding metrics) {}

  private Node(ActorSystem<Void> system, CompletionStage<Done> terminated, Bindings bindings) {
    this.system = system;
    this.terminated = terminated;
    this.bindings = bindings;
  }

  /**
   * Starts a member. It joins in the background; a coordinator's HTTP API is bound when this
   * returns.
   *
   * @throws org.drover.shared.postgres.JournalException if the journal cannot be used
   * @throws CannotListen if the port of the cluster, of the HTTP API or of the metrics is taken
   */
  public static Node start(NodeSettings settings) {
    JournalDatabase journal =
        JournalDatabase.connect(
            settings.journal().url(), settings.journal().user(), settings.journal().password());
    ConfiguredGraphs graphs = new ConfiguredGraphs(settings.graphs());
    graphs.greet();
    Config config = NodeConfig.of(settings);
    Metrics metrics = settings.metrics() == null ? null : Metrics.start(config);
    ActorSystem<Void> system = system(settings, config);
    // Its connections are open before the first shard waits for them, after a fail-over above all.
    Persistence.get(system.classicSystem());
    Clock clock = Clock.systemUTC();
    WorkerNode worker =
        settings.roles().contains(Placement.WORKER)
            ? startWorker(system, graphs, journal, metrics, clock)
            : null;
    CoordinatorNode coordinator =
        settings.roles().contains(Placement.COORDINATOR)
            ? CoordinatorNode.start(system, graphs, journal, minded(settings.only()), clock)
            : null;
    if (coordinator != null && metrics != null) {
      coordinator.report(system, metrics.ofCoordinator());
    }
    Membership membership = Membership.join(system, settings.seeds(), journal.members());
    CompletionStage<Done> terminated =
        system
            .getWhenTerminated()
            .thenApply(
                done -> {
                  closeAll(membership, worker, coordinator, graphs, journal, metrics);
                  return done;
                });
    ServerBinding http = coordinator == null ? null : bind(system, settings, coordinator);
    ServerBinding numbers = metrics == null ? null : bind(system, settings.metrics(), metrics);
    return new Node(system, terminated, new Bindings(http, numbers));
  }

  private static ActorSystem<Void> system(NodeSettings settings, Config config) {
    try {
      return ActorSystem.create(Behaviors.empty(), SYSTEM, config);
    } catch (RemoteTransportException e) {
      throw new CannotListen(
          "the cluster cannot listen on port %d of %s: %s. Choose another with --port or node.port."
              .formatted(settings.port(), settings.host(), e.getMessage()),
          e);
    }
  }

  private static Predicate<String> minded(@Nullable String only) {
    return migration -> only == null || only.equals(migration);
  }

  private static WorkerNode startWorker(
      ActorSystem<?> system,
      ConfiguredGraphs graphs,
      JournalDatabase journal,
      @Nullable Metrics metrics,
      Clock clock) {
    return WorkerNode.start(
        system,
        graphs,
        CONNECTIONS_MAX,
        new WorkerNode.Journal(
            journal.idSets(),
            journal.undoRecords(),
            journal.reader()::ranges,
            journal.quarantine(),
            journal.foreseenKeys(),
            journal.reader()),
        metrics == null ? WorkerMetrics.NONE : metrics.ofWorker(),
        clock);
  }

  private static ServerBinding bind(
      ActorSystem<?> system, NodeSettings settings, CoordinatorNode coordinator) {
    Listening at = settings.http();
    return bound(
        system,
        Api.bind(system, at, coordinator.migrations(), coordinator.replay(), () -> isUp(system)),
        "the HTTP API cannot listen on port %d of %s: %%s. Choose another with --http-port or http.port."
            .formatted(at.port(), at.host()));
  }

  private static ServerBinding bind(
      ActorSystem<?> system, @Nullable MetricsAddress at, Metrics metrics) {
    MetricsAddress address = Objects.requireNonNull(at);
    return bound(
        system,
        MetricsServer.bind(system, address.host(), address.port(), metrics, () -> isUp(system)),
        "metrics cannot be served on port %d of %s: %%s. Choose another with --metrics-port or metrics.port."
            .formatted(address.port(), address.host()));
  }

  private static ServerBinding bound(
      ActorSystem<?> system, CompletionStage<ServerBinding> binding, String otherwise) {
    try {
      return binding.toCompletableFuture().join();
    } catch (CompletionException e) {
      system.terminate();
      throw new CannotListen(otherwise.formatted(Causes.of(e).getMessage()), e);
    }
  }

  private static boolean isUp(ActorSystem<?> system) {
    return Cluster.get(system).selfMember().status().equals(MemberStatus.up());
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
    return port(bindings.http());
  }

  /** The port that metrics are served on; empty if they are not. */
  public OptionalInt metricsPort() {
    return port(bindings.metrics());
  }

  private static OptionalInt port(@Nullable ServerBinding binding) {
    return binding == null ? OptionalInt.empty() : OptionalInt.of(binding.localAddress().getPort());
  }

  /** Completes when the member has left the cluster and everything is closed. */
  public CompletionStage<Done> whenTerminated() {
    return terminated;
  }

  /** Whether it ends, or has ended, because it was told to leave the cluster, as by a drain. */
  public boolean wasToldToLeave() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(CoordinatedShutdown.clusterLeavingReason()::equals)
        .isPresent();
  }

  /** Finishes the ranges in flight, leaves the cluster, and waits until all is closed. */
  @Override
  public void close() {
    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.actorSystemTerminateReason());
    terminated.toCompletableFuture().join();
  }
}
