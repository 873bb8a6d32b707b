package org.drover.coordinator.node;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.drover.coordinator.api.Migrations;
import org.drover.coordinator.api.Replay;
import org.drover.coordinator.examine.Examiner;
import org.drover.coordinator.keeper.Keeper;
import org.drover.coordinator.metrics.CoordinatorMetrics;
import org.drover.coordinator.metrics.Reporter;
import org.drover.coordinator.migration.MigrationHost;
import org.drover.coordinator.migration.MigrationWork;
import org.drover.coordinator.plan.Planner;
import org.drover.coordinator.survey.SurveyReporter;
import org.drover.coordinator.versions.Registrar;
import org.drover.shared.graph.Graphs;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.postgres.JournalDatabase;
import org.drover.shared.postgres.JournalReader;
import org.drover.shared.postgres.JournalReader.KnownMigration;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.Placement;
import org.drover.shared.protocol.ShardRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a member of the cluster host migrations and the keeper. */
public final class CoordinatorNode implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorNode.class);

  /** The author of what the program asks for by itself. */
  private static final String PROGRAM = "drover";

  private final PlannerThreads threads;
  private final Migrations migrations;
  private final Replay replay;

  private CoordinatorNode(PlannerThreads threads, Migrations migrations, Replay replay) {
    this.threads = threads;
    this.migrations = migrations;
    this.replay = replay;
  }

  /**
   * Begins to host migrations; the member must have the role {@code coordinator}.
   *
   * @param minded which of the unfinished migrations are to be awake without anybody asking
   */
  public static CoordinatorNode start(
      ActorSystem<?> system,
      Graphs graphs,
      JournalDatabase database,
      Predicate<String> minded,
      InstantSource clock) {
    ClusterSharding sharding = ClusterSharding.get(system);
    if (!Cluster.get(system).selfMember().hasRole(Placement.WORKER)) {
      sharding.init(
          Entity.of(Placement.SHARDS, entity -> Behaviors.<ShardRequest>empty())
              .withRole(Placement.WORKER)
              .withMessageExtractor(Placement.ofShards()));
    }
    JournalReader journal = database.reader();
    PlannerThreads threads = new PlannerThreads();
    MigrationWork work =
        new NodeMigrationWork(
            new Planner(
                graphs,
                database.idSets(),
                database.undoRecords(),
                database.quarantine(),
                database.foreseenKeys(),
                clock),
            new Examiner(graphs, journal::shardEvents, database.idSets()),
            threads,
            journal,
            (shard, request) ->
                sharding.entityRefFor(Placement.SHARDS, shard.toString()).tell(request),
            graphs,
            clock);
    sharding.init(
        Entity.of(
                Placement.MIGRATIONS,
                entity -> MigrationHost.create(entity.getEntityId(), work, clock))
            .withRole(Placement.COORDINATOR));
    Registrar registrar = new Registrar(journal, database.versions());
    ClusterSwitch killSwitch =
        new ClusterSwitch(
            database.killSwitch(),
            threads,
            (id, message) -> sharding.entityRefFor(Placement.MIGRATIONS, id).tell(message),
            system.ignoreRef(),
            clock);
    startKeeper(system, journal, registrar, minded, threads, killSwitch);
    return new CoordinatorNode(
        threads,
        new ClusterMigrations(
            system,
            journal,
            database.quarantine(),
            reporter(database),
            registrar,
            threads,
            killSwitch),
        new JournalReplay(journal, database.quarantine(), threads, clock));
  }

  private static SurveyReporter reporter(JournalDatabase database) {
    JournalReader journal = database.reader();
    return new SurveyReporter(
        new SurveyReporter.Journal() {
          @Override
          public Stream<JournalEntry> migrationEvents(String migration) {
            return journal.migrationEvents(migration);
          }

          @Override
          public Stream<JournalEntry> shardEvents(String migration, int pass) {
            return journal.shardEvents(migration, pass);
          }
        },
        database.foreseenKeys());
  }

  /** Tells the metrics, from now on, how the migrations stand that live on this node. */
  public void report(ActorSystem<?> system, CoordinatorMetrics metrics) {
    Behavior<Reporter.Command> reporter =
        Reporter.create(
            new Hosted(system)::migrations, migrations::show, migrations::killSwitch, metrics);
    system.systemActorOf(
        Behaviors.supervise(reporter).onFailure(SupervisorStrategy.restart()),
        "drover-metrics",
        Props.empty());
  }

  /** What the HTTP API asks of the cluster. */
  public Migrations migrations() {
    return migrations;
  }

  /** What it asks of the journal. */
  public Replay replay() {
    return replay;
  }

  private static void startKeeper(
      ActorSystem<?> system,
      JournalReader journal,
      Registrar registrar,
      Predicate<String> minded,
      PlannerThreads threads,
      ClusterSwitch killSwitch) {
    ClusterSharding sharding = ClusterSharding.get(system);
    Behavior<Keeper.Command> keeper =
        Keeper.create(
            () -> {
              register(system, registrar, threads, killSwitch);
              return unfinished(journal, minded, threads, killSwitch);
            },
            migration ->
                sharding
                    .entityRefFor(Placement.MIGRATIONS, migration)
                    .tell(new MigrationRequest.Wake()));
    ClusterSingleton.get(system)
        .init(
            SingletonActor.of(
                    Behaviors.supervise(keeper).onFailure(SupervisorStrategy.restart()), "keeper")
                .withSettings(
                    ClusterSingletonSettings.create(system).withRole(Placement.COORDINATOR)));
  }

  /**
   * What is registered late is registered at the next look: nothing waits for it. While the kill
   * switch is thrown nothing is retired.
   */
  private static void register(
      ActorSystem<?> system,
      Registrar registrar,
      PlannerThreads threads,
      ClusterSwitch killSwitch) {
    ClusterSharding sharding = ClusterSharding.get(system);
    var unused =
        threads
            .run(
                () -> {
                  registrar
                      .look()
                      .filter(due -> !killSwitch.isThrown())
                      .ifPresent(
                          due -> {
                            String migration = due.plan().migration();
                            LOG.info("Version {} is to go: {}", migration, due.why());
                            sharding
                                .entityRefFor(Placement.MIGRATIONS, migration)
                                .tell(retiring(due, system));
                          });
                  return true;
                })
            .exceptionally(
                failed -> {
                  LOG.warn(
                      "The registry of versions is behind; looking again soon: {}",
                      failed.getMessage());
                  return false;
                });
  }

  private static MigrationRequest retiring(Registrar.Due due, ActorSystem<?> system) {
    return new MigrationRequest.RequestPass(
        due.plan().kind(), due.plan().options(), PROGRAM, due.why(), system.ignoreRef());
  }

  private static CompletionStage<List<String>> unfinished(
      JournalReader journal,
      Predicate<String> minded,
      PlannerThreads threads,
      ClusterSwitch killSwitch) {
    return threads.run(
        () -> {
          List<String> unfinished =
              journal.migrations().stream()
                  .filter(KnownMigration::unfinished)
                  .map(KnownMigration::migration)
                  .filter(minded)
                  .toList();
          killSwitch.keepStopped(unfinished);
          return unfinished;
        });
  }

  @Override
  public void close() {
    threads.close();
  }
}
