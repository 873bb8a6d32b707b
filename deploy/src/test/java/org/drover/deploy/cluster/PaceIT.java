package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import org.drover.deploy.FakeCoordinator;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Refused;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Timeline.SlowRange;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders to a running cluster, and what is left of them when its coordinator is killed. */
@Order(3)
class PaceIT {

  private static final String ID = "count-visits";

  /** Two workers plan four shards; for eight, shards are split. */
  private static final String SPEC =
      """
      migration: count-visits
      select: {label: Place}
      strategy: in-place
      budget: {workers: 2, memory: 64MiB}
      transform:
        - cypher: "SET n.visits = coalesce(n.visits, 0) + 1"
      """;

  /** Never done here, at this rate. Its signal is far beyond its threshold. */
  private static final String GUARDED =
      """
      migration: guarded
      select: {label: Other}
      budget: {rate: 20/s}
      guard:
        - http: {url: "LOAD/load", max: 10}
      transform: [{add-label: Human}]
      """;

  /** No signal makes a migration slower. */
  private static final double SLOWEST = 0.01;

  private static final int NODES = 160_000;

  /**
   * Fifteen are promised, and the settings add up to less. Here seven JVMs and two databases share
   * two processors with the other tests, and one that starts takes both: so twice as many.
   */
  private static final long ANSWERS_AGAIN_SECONDS_MAX = 30;

  @TempDir private Path folder;

  // Far away, and small ranges: a shard does nothing but wait, however busy the machine is, so that
  // eight are nearly eight times as fast as one. Less is asked of them.
  @Test
  void ordersWorkWhileItRunsSurviveAFailoverAndLoseNothing() throws IOException {
    try (FakeCoordinator load = new FakeCoordinator().on("GET /load", 200, "100");
        TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(2, NODES / 2);
      TestMember coordinator = cluster.startCoordinator();
      cluster.startStandby();
      TestMember first = cluster.startWorker(1);
      TestMember second = cluster.startWorker(2);
      cluster.awaitMembers(4);
      cluster.makeLineSlow(Duration.ofMillis(40));
      cluster.submit(SPEC);
      tell(cluster, c -> c.limit(ID, "small ranges", Map.of("rangeMillis", "30", "workers", "1")));
      TestCluster.await("ranges go on", () -> visited(cluster) > 2_000);
      cluster.bothCoordinatorsShow(ID);
      double one = nodesPerSecond(cluster);

      scale(cluster, 8);
      double eight = nodesPerSecond(cluster, "twice as fast as one", now -> now > 2 * one);
      scale(cluster, 1);
      double again = nodesPerSecond(cluster, "half as fast as eight", now -> 2 * now < eight);
      System.out.printf("nodes/s of 1, 8 and 1 shards: %.0f, %.0f, %.0f%n", one, eight, again);
      assertThat(again).as("there is something left to do").isPositive();

      String guarded = GUARDED.replace("LOAD", load.uri().toString());
      beginGuardedAndResting(cluster, guarded);
      failover(cluster, coordinator);
      assertThat(pace(cluster, ID).limits().workers()).isEqualTo(1);
      assertThat(pace(cluster, ID).limits().rangeMillis()).isEqualTo(30);
      guardedAndRestingAreAsTheyWere(cluster);

      tell(cluster, c -> c.stopAll("the site is slow"));
      coordinator.restart();
      cluster.awaitMembers(4);
      nothingMoves(cluster);
      cluster.askTheFirst();
      nothingRunsBeforeTheSwitchIsTakenBack(cluster, guarded);

      tell(cluster, c -> c.goOn("it was not us"));
      tell(cluster, c -> c.resume("resting", "back from lunch", null));
      scale(cluster, 4);
      TestMember third = cluster.startWorker(3);
      cluster.awaitMembers(5);
      leavesWithoutLoss(cluster, second);
      cluster.awaitMembers(4);
      first.kill();
      cluster.makeLineSlow(Duration.ZERO);
      cluster.awaitCompleted(ID);

      cluster.everyNodeWasVisitedOnce(NODES);
      assertThat(cluster.proof(ID).get("holds").asBoolean())
          .as(cluster.proof(ID).toPrettyString())
          .isTrue();
      theJournalTellsWhyItWasSlow(cluster);
      staysAwayWhenItIsDrained(cluster, third);
    }
  }

  private static void beginGuardedAndResting(TestCluster cluster, String guarded) {
    cluster.run("UNWIND range(1, 4000) AS number CREATE (:Other {number: number})");
    cluster.submit(guarded);
    cluster.submit(guarded.replace("guarded", "resting"));
    tell(cluster, c -> c.pause("resting", "lunch"));
    TestCluster.await(
        "it gives way",
        () -> {
          double pace = paceOf(cluster, "guarded");
          return pace > 0 && pace <= SLOWEST;
        });
  }

  /** Where the pace was, or was journaled last; a fresh governor begins at a tenth. */
  private static void guardedAndRestingAreAsTheyWere(TestCluster cluster) {
    TestCluster.await("the guarded one has its pace", () -> paceOf(cluster, "guarded") > 0);
    PaceView guarded = pace(cluster, "guarded");
    assertThat(guarded.pace()).isLessThanOrEqualTo(2 * SLOWEST);
    assertThat(guarded.why()).asString().contains("http", "100");
    assertThat(guarded.limits().nodesPerSecond()).isEqualTo(20);
    MigrationView resting = view(cluster, "resting");
    assertThat(resting.phase()).isEqualTo(MigrationView.Phase.PAUSED);
    assertThat(resting.why()).contains("lunch");
  }

  /** Said by a coordinator that has just been started: it is a state of the cluster. */
  private static void nothingRunsBeforeTheSwitchIsTakenBack(TestCluster cluster, String guarded) {
    String told = "the kill switch is thrown: test did so at ";
    assertThat(pace(cluster, ID).why()).asString().contains("the site is slow");
    try (Coordinator coordinator = cluster.coordinator()) {
      assertThat(coordinator.killSwitch().told()).startsWith(told).contains("the site is slow");
      assertThatThrownBy(() -> coordinator.resume("resting", "back", null))
          .isInstanceOf(Refused.class)
          .hasMessageContaining(told);
      assertThatThrownBy(() -> coordinator.submit(guarded.replace("guarded", "late"), true))
          .isInstanceOf(Refused.class)
          .hasMessageContaining(told);
    }
  }

  /**
   * Its ranges in flight are finished, and no other is begun: nothing is found out from a fence,
   * nothing is repeated, and those who go on begin where it ended.
   */
  private static void leavesWithoutLoss(TestCluster cluster, TestMember worker) {
    ShardJournal journal = new ShardJournal(cluster, ID);
    List<RunningShard> its = new ArrayList<>();
    TestCluster.await("its shards work", () -> areWorkedOn(cluster, worker, its));
    long reconciled = journal.reconciledRanges();
    long told = journal.now();
    worker.leave();
    TestCluster.await(
        "others have its shards",
        () -> its.stream().allMatch(shard -> journal.isElsewhere(shard.number(), told)));
    assertThat(
            its.stream().mapToLong(one -> journal.rangesOfTheSameOwner(one.number(), told)).sum())
        .as("ranges that were in flight when it was told to leave")
        .isPositive();
    assertThat(journal.reconciledRanges()).isEqualTo(reconciled);
    assertThat(worker.log().lines().filter(line -> line.contains(" WARN ")))
        .noneMatch(line -> line.contains("o.d.w.s.Shard"));
  }

  /** Nobody takes them to another worker, as when one has just joined. */
  private static boolean areWorkedOn(
      TestCluster cluster, TestMember worker, List<RunningShard> its) {
    ShardJournal journal = new ShardJournal(cluster, ID);
    its.clear();
    its.addAll(shardsOf(cluster, worker));
    long since = journal.now();
    TestCluster.pass(Duration.ofSeconds(2));
    return !its.isEmpty()
        && its.stream()
            .allMatch(
                shard ->
                    journal.rangesOfTheSameOwner(shard.number(), since) > 0
                        && !journal.isElsewhere(shard.number(), since));
  }

  /** Who stopped it and why, what was changed, and that a shard changed its owner. */
  private static void theJournalTellsWhyItWasSlow(TestCluster cluster) {
    try (Coordinator coordinator = cluster.coordinator()) {
      Timeline timeline = coordinator.history(ID).timeline(1, 500);
      assertThat(timeline.ended()).isTrue();
      assertThat(timeline.tally().visited()).isEqualTo(NODES);
      assertThat(timeline.stretches().stream().flatMap(stretch -> stretch.why().stream()))
          .contains("every migration was stopped by test: the site is slow")
          .contains("test changed the budget: scale")
          .anyMatch(why -> why.contains("taken over"));
      assertThat(timeline.workers()).hasSizeGreaterThanOrEqualTo(3);

      SlowRange slowest = timeline.slowest().getFirst();
      assertThat(coordinator.history(ID).visits(slowest.to().toString()).visits())
          .singleElement()
          .satisfies(visit -> assertThat(visit.shard()).isEqualTo(slowest.shard()));
      assertThat(coordinator.history(ID).past(slowest.at().toString()).migration().phase())
          .isEqualTo(MigrationView.Phase.BACKFILLING);
    }
  }

  /** Its supervisor would start it again, had it ended in any other way. */
  private static void staysAwayWhenItIsDrained(TestCluster cluster, TestMember worker) {
    tell(cluster, c -> c.drain("127.0.0.1:" + worker.port(), "a new disk"));
    TestCluster.await("it ends", () -> !worker.isAlive());
    cluster.awaitMembers(2);
    TestCluster.pass(Duration.ofSeconds(2));
    assertThat(worker.isAlive()).isFalse();
    assertThat(worker.ends()).isZero();
  }

  private static List<RunningShard> shardsOf(TestCluster cluster, TestMember worker) {
    MigrationView view = cluster.view(ID);
    return view == null || view.pass() == null
        ? List.of()
        : view.pass().running().stream()
            .filter(shard -> String.valueOf(shard.node()).endsWith(":" + worker.port()))
            .toList();
  }

  private static void scale(TestCluster cluster, int workers) {
    tell(cluster, c -> c.limit(ID, "scale", Map.of("workers", Integer.toString(workers))));
    TestCluster.await(workers + " shards run", () -> running(cluster) == workers);
  }

  private static void failover(TestCluster cluster, TestMember coordinator) {
    coordinator.kill();
    long killed = System.nanoTime();
    cluster.askTheStandby();
    TestCluster.await("the migration answers", () -> cluster.view(ID) != null);
    Duration silent = Duration.ofNanos(System.nanoTime() - killed);
    System.out.printf("the migration answered again after %d ms%n", silent.toMillis());
    assertThat(silent).isLessThan(Duration.ofSeconds(ANSWERS_AGAIN_SECONDS_MAX));
    cluster.awaitMembers(3);
  }

  /** Measured again where it is not so, for the machine may have stood still meanwhile. */
  private static double nodesPerSecond(
      TestCluster cluster, String what, DoublePredicate condition) {
    AtomicReference<Double> measured = new AtomicReference<>(0.0);
    TestCluster.await(
        what,
        () -> {
          measured.set(nodesPerSecond(cluster));
          return condition.test(measured.get());
        });
    return measured.get();
  }

  /** By what the shards report, which is up to a second old. */
  private static double nodesPerSecond(TestCluster cluster) {
    long before = visited(cluster);
    long begin = System.nanoTime();
    TestCluster.pass(Duration.ofSeconds(4));
    return (visited(cluster) - before) / ((System.nanoTime() - begin) / 1e9);
  }

  /** Once the ranges are done that were under way when it was told to stop. */
  private static void nothingMoves(TestCluster cluster) {
    long before = cluster.visitedAtRest();
    TestCluster.pass(Duration.ofSeconds(2));
    assertThat(cluster.visitedNodes()).isEqualTo(before).isLessThan(NODES);
  }

  private static void tell(TestCluster cluster, Consumer<Coordinator> order) {
    try (Coordinator coordinator = cluster.coordinator()) {
      order.accept(coordinator);
    }
  }

  private static long visited(TestCluster cluster) {
    MigrationView view = cluster.view(ID);
    return view == null || view.pass() == null ? 0 : view.pass().tally().visited();
  }

  private static long running(TestCluster cluster) {
    MigrationView view = cluster.view(ID);
    return view == null || view.pass() == null ? -1 : view.pass().shardsRunning();
  }

  private static double paceOf(TestCluster cluster, String migration) {
    MigrationView view = cluster.view(migration);
    return view == null || view.pace() == null ? 0 : view.pace().pace();
  }

  private static MigrationView view(TestCluster cluster, String migration) {
    MigrationView view = cluster.view(migration);
    if (view == null) {
      throw new AssertionError(migration + " does not answer");
    }
    return view;
  }

  private static PaceView pace(TestCluster cluster, String migration) {
    PaceView pace = view(cluster, migration).pace();
    if (pace == null) {
      throw new AssertionError(migration + " has no pace");
    }
    return pace;
  }
}
