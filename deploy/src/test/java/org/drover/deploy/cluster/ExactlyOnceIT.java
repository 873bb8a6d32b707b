package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.drover.deploy.client.Coordinator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A transform that is not idempotent, and members that are killed in the middle of it: only a
 * program that does each range exactly once leaves every node with one visit.
 */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class ExactlyOnceIT {

  private static final int NODES = 100_000;
  private static final int KILLS = 20;

  /** As long as a range takes: they are killed at any moment of one. */
  private static final int BEFORE_KILL_MILLIS_MAX = 1_000;

  @TempDir private Path folder;

  // The line is slow until the last kill, and slower while more is done than kills: so the backfill
  // outlasts them all, however long this machine takes for each.
  @Test
  void workersThatAreKilledTwentyTimesVisitEveryNodeOnce() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.startCoordinator();
      List<TestMember> workers =
          List.of(cluster.startWorker(1), cluster.startWorker(2), cluster.startWorker(3));
      cluster.awaitMembers(4);
      submitSlowly(cluster, 4);
      for (int kill = 0; kill < KILLS; kill++) {
        long before = cluster.finishedRanges("count-visits");
        holdBack(cluster, cluster.visitedNodes(), kill);
        long since = System.nanoTime();
        TestCluster.await("ranges go on", () -> cluster.finishedRanges("count-visits") > before);
        TestCluster.pass(Duration.ofMillis(random.nextInt(BEFORE_KILL_MILLIS_MAX)));
        TestMember victim = workers.get(random.nextInt(workers.size()));
        System.out.printf(
            "%s kill %d: %s, after %d ms, %d visited%n",
            Instant.now(),
            kill,
            victim.name(),
            (System.nanoTime() - since) / 1_000_000,
            cluster.visitedNodes());
        victim.kill();
        victim.restart();
      }
      assertThat(cluster.visitedNodes()).as("visited when the last was killed").isLessThan(NODES);
      cluster.makeLineSlow(Duration.ZERO);
      cluster.awaitCompleted("count-visits");

      cluster.everyNodeWasVisitedOnce(NODES);
      cluster.proofHolds("count-visits");
    }
  }

  // Nobody waits for it to be a member again: as soon as the migration answers, it is killed. There
  // are more nodes, and fewer shards at a time, for a coordinator takes longer to come back.
  @Test
  void aCoordinatorThatIsKilledTwentyTimesLosesNothing() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed of the coordinator's " + seed);
    Random random = new Random(seed);
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(2, NODES);
      TestMember coordinator = cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.startWorker(2);
      cluster.awaitMembers(3);
      submitSlowly(cluster, 2);
      for (int kill = 0; kill < KILLS; kill++) {
        holdBack(cluster, cluster.visitedNodes(), kill);
        TestCluster.await("the migration is led again", () -> cluster.view("count-visits") != null);
        TestCluster.pass(Duration.ofMillis(random.nextInt(BEFORE_KILL_MILLIS_MAX)));
        System.out.printf(
            "%s kill %d of the coordinator, %d visited%n",
            Instant.now(), kill, cluster.visitedNodes());
        coordinator.kill();
        coordinator.restart();
      }
      assertThat(cluster.visitedNodes())
          .as("visited when it was killed last")
          .isLessThan(2 * NODES);
      cluster.makeLineSlow(Duration.ZERO);
      cluster.awaitCompleted("count-visits");

      cluster.everyNodeWasVisitedOnce(2 * NODES);
      cluster.proofHolds("count-visits");
    }
  }

  /** The line is slower while more is done than kills. */
  private static void holdBack(TestCluster cluster, long visited, int kill) {
    boolean ahead = visited * KILLS > (long) NODES * kill;
    cluster.makeLineSlow(Duration.ofMillis(ahead ? 300 : 100));
  }

  /** Small ranges, and slow from the first of them on; planning need not be. */
  private static void submitSlowly(TestCluster cluster, int shards) {
    cluster.makeLineSlow(Duration.ofMillis(10));
    cluster.submit(TestCluster.COUNTING);
    try (Coordinator coordinator = cluster.coordinator()) {
      coordinator.limit(
          "count-visits",
          "small ranges",
          Map.of("rangeMillis", "30", "workers", Integer.toString(shards)));
    }
    TestCluster.await("the first range is done", () -> cluster.finishedRanges("count-visits") > 0);
    cluster.makeLineSlow(Duration.ofMillis(100));
  }
}
