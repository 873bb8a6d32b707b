package org.drover.bench.contender;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.ProcessUse;
import org.drover.sandbox.LocalPostgres;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.neo4j.Connection;
import org.drover.shared.neo4j.Neo4jGraph;
import org.drover.shared.postgres.JournalDatabase;
import org.drover.shared.protocol.ShardRequest;
import org.drover.worker.shard.Shard;
import org.jspecify.annotations.Nullable;

/**
 * Drover's shards as its workers host them, with their fences and their journal, but in the
 * benchmark's own process and without coordinator and planning. Beside {@link Unfenced}, which runs
 * the same ranges in the same process, it tells what fence and journal cost.
 */
final class Journaled implements Contender, AutoCloseable {

  private static final String POOL = "pekko-persistence-jdbc.shared-databases.slick.db.";
  private static final int PASS = 1;

  private final ScratchGraph graph;
  private final ScratchGraph.Address address;
  private final LocalPostgres postgres;
  private final int threads;
  private @Nullable Engine engine;
  private int migrations;

  /** What is started for the first turn, when the journal has its tables. */
  private record Engine(ActorSystem<Void> system, JournalDatabase journal, Neo4jGraph graph) {

    void close() {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
      graph.close();
      journal.close();
    }
  }

  Journaled(ScratchGraph graph, ScratchGraph.Address address, LocalPostgres postgres, int threads) {
    this.graph = graph;
    this.address = address;
    this.postgres = postgres;
    this.threads = threads;
  }

  @Override
  public String name() {
    return "journaled";
  }

  @Override
  public String description() {
    return "Drover's shards with fence and journal, without planning and cluster, %d at a time"
        .formatted(threads);
  }

  @Override
  public Role role() {
    return Role.PART;
  }

  @Override
  public @Nullable String obstacle(Job job) {
    return job == Job.CANONICAL_KEY ? null : "measured with the canonical key only";
  }

  @Override
  public Details run(Job job) {
    Engine running = engine();
    migrations++;
    String migration = "bench-journaled-" + migrations;
    String spec = job.spec(migration, graph.label(), threads, "offline", "none");
    List<ShardPlan> shards = Alone.shards(graph.bounds(), threads);
    List<ShardId> ids =
        shards.stream().map(plan -> new ShardId(migration, PASS, plan.number())).toList();
    running.graph().prepareFences(ids);
    OneNode node =
        new OneNode(
            running.system(),
            running.graph(),
            running.journal().reader(),
            Alone.spec(spec),
            shards.size());
    for (int i = 0; i < shards.size(); i++) {
      ShardRequest request =
          new ShardRequest.Run(
              ids.get(i), shards.get(i), PassKind.BACKFILL, PassOptions.NONE, spec, null);
      running
          .system()
          .systemActorOf(
              Shard.create(ids.get(i), node, InstantSource.system()),
              migration + "-" + i,
              Props.empty())
          .tell(request);
    }
    node.awaitEnd();
    return Details.NONE;
  }

  private Engine engine() {
    Engine known = engine;
    if (known == null) {
      known =
          new Engine(
              ActorSystem.create(Behaviors.empty(), "bench", config()),
              JournalDatabase.connect(postgres.jdbcUrl(), postgres.user(), postgres.password()),
              Neo4jGraph.connect(
                  new Connection(address.uri(), address.user(), address.password(), null)));
      engine = known;
    }
    return known;
  }

  private Config config() {
    return ConfigFactory.parseMap(
            Map.of(
                "pekko.actor.provider",
                "local",
                "pekko.coordinated-shutdown.exit-jvm",
                "off",
                "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook",
                "off",
                POOL + "url",
                postgres.jdbcUrl(),
                POOL + "user",
                postgres.user(),
                POOL + "password",
                postgres.password()))
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  @Override
  public Duration clientCpu() {
    return ProcessUse.cpu(ProcessHandle.current().pid(), false);
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
