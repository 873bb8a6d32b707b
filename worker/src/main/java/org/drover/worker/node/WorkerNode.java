package org.drover.worker.node;

import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.Graphs;
import org.drover.shared.journal.FinishedRanges;
import org.drover.shared.journal.JournalRows;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.Placement;
import org.drover.shared.protocol.ShardRequest;
import org.drover.worker.metrics.WorkerMetrics;
import org.drover.worker.pace.Pacer;
import org.drover.worker.range.RangeOperations;
import org.drover.worker.shard.Shard;
import org.drover.worker.shard.ShardWork;

/** Lets a member of the cluster host shards. */
public final class WorkerNode implements AutoCloseable {

  /**
   * Where a budget has no bound on memory, its ranges hold a quarter of the heap: what is made of
   * them and sent back takes about as much again, and other migrations run, too.
   */
  private static final int HEAP_BY_RANGES = 4;

  private final GraphThreads threads;

  private WorkerNode(GraphThreads threads) {
    this.threads = threads;
  }

  /**
   * What shards need of the journal database.
   *
   * @param rows of its table
   */
  public record Journal(
      IdSets sets,
      UndoRecords undo,
      FinishedRanges finished,
      Quarantine quarantine,
      ForeseenKeys foreseen,
      JournalRows rows) {}

  /**
   * Begins to host shards; the member must have the role {@code worker}.
   *
   * @param connectionsMax how many ranges may be in flight at a time on this node
   */
  public static WorkerNode start(
      ActorSystem<?> system,
      Graphs graphs,
      int connectionsMax,
      Journal journal,
      WorkerMetrics metrics,
      InstantSource clock) {
    ClusterSharding sharding = ClusterSharding.get(system);
    Cluster cluster = Cluster.get(system);
    if (!cluster.selfMember().hasRole(Placement.COORDINATOR)) {
      sharding.init(
          Entity.of(Placement.MIGRATIONS, entity -> Behaviors.<MigrationRequest>empty())
              .withRole(Placement.COORDINATOR));
    }
    GraphThreads threads = new GraphThreads(connectionsMax);
    String node = cluster.selfMember().address().hostPort();
    BiConsumer<String, MigrationRequest> migrations =
        (migration, message) ->
            sharding.entityRefFor(Placement.MIGRATIONS, migration).tell(message);
    ActorRef<Pacer.Command> pacer =
        system.systemActorOf(
            Behaviors.supervise(Pacer.create(settings(node, connectionsMax), migrations, clock))
                .onFailure(SupervisorStrategy.resume()),
            "drover-pacer",
            Props.empty());
    ShardWork work =
        new NodeShardWork(
            graphs,
            new RangeOperations(
                journal.sets(),
                journal.undo(),
                journal.finished(),
                journal.quarantine(),
                journal.foreseen(),
                clock),
            threads,
            new NodeShardWork.Outside(node, journal.rows(), migrations, pacer),
            metrics);
    sharding.init(
        Entity.of(
                Placement.SHARDS,
                entity -> Shard.create(ShardId.parse(entity.getEntityId()), work, clock))
            .withRole(Placement.WORKER)
            .withStopMessage(new ShardRequest.HandOff())
            .withMessageExtractor(Placement.ofShards()));
    return new WorkerNode(threads);
  }

  private static Pacer.Settings settings(String node, int connectionsMax) {
    return new Pacer.Settings(
        node, connectionsMax, Runtime.getRuntime().maxMemory() / HEAP_BY_RANGES);
  }

  /** Waits for the calls to the graph that are in flight. */
  @Override
  public void close() {
    threads.close();
  }
}
