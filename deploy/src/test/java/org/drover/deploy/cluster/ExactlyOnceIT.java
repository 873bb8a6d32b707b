package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transform that is not idempotent, and members that are killed in the middle of it: only a
 * program that does each range exactly once leaves every node with one visit.
 */
class ExactlyOnceIT {

  private static final String SPEC =
      """
      migration: count-visits
      select: {label: Place}
      strategy: in-place
      budget: {workers: 4}
      transform:
        - cypher: "SET n.visits = coalesce(n.visits, 0) + 1"
      """;

  private static final int NODES = 200_000;
  private static final int KILLS = 20;
  private static final Duration FAIL_OVER_MAX = Duration.ofSeconds(15);

  @TempDir private Path folder;

  // The line is slow until the last kill, so that the backfill outlasts them all.
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
      cluster.makeLineSlow(Duration.ofMillis(200));
      cluster.submit(SPEC);
      for (int kill = 0; kill < KILLS; kill++) {
        long before = cluster.visitedNodes();
        long since = System.nanoTime();
        TestCluster.await("ranges go on", () -> cluster.visitedNodes() > before);
        TestMember victim = workers.get(random.nextInt(workers.size()));
        System.out.printf(
            "%s kill %d: %s, after %d ms%n",
            Instant.now(), kill, victim.name(), (System.nanoTime() - since) / 1_000_000);
        victim.kill();
        victim.restart();
      }
      assertThat(cluster.visitedNodes()).as("visited when the last was killed").isLessThan(NODES);
      cluster.makeLineSlow(Duration.ZERO);
      cluster.awaitCompleted("count-visits");

      cluster.everyNodeWasVisitedOnce(NODES);
      proofHolds(cluster);
    }
  }

  @Test
  void aCoordinatorThatIsKilledAgainAndAgainLosesNothing() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      TestMember coordinator = cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.startWorker(2);
      cluster.awaitMembers(3);
      cluster.makeLineSlow(Duration.ofMillis(200));
      cluster.submit(SPEC);
      for (int kill = 0; kill < 3; kill++) {
        long before = cluster.visitedNodes();
        TestCluster.await("ranges go on", () -> cluster.visitedNodes() > before);
        coordinator.kill();
        coordinator.restart();
        cluster.awaitMembers(3);
      }
      cluster.makeLineSlow(Duration.ZERO);
      cluster.awaitCompleted("count-visits");

      cluster.everyNodeWasVisitedOnce(NODES);
      proofHolds(cluster);
    }
  }

  // It stands still long enough to lose its shards, perhaps in an open transaction, and then wakes.
  @Test
  void aWorkerThatStoodStillFindsItselfFencedAndWritesNothing() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.startCoordinator();
      TestMember sleeper = cluster.startWorker(1);
      cluster.startWorker(2);
      cluster.awaitMembers(3);
      cluster.makeLineSlow(Duration.ofMillis(200));
      cluster.submit(SPEC);
      TestCluster.await("ranges go on", () -> cluster.visitedNodes() > 0);
      sleeper.stop();
      long stopped = System.nanoTime();
      TestCluster.await("its shards move", () -> takeovers(cluster) > 0);
      Duration moved = Duration.ofNanos(System.nanoTime() - stopped);
      System.out.println("shards moved after " + moved);
      assertThat(moved).isLessThan(FAIL_OVER_MAX);
      cluster.makeLineSlow(Duration.ZERO);
      sleeper.wake();
      cluster.awaitCompleted("count-visits");
      TestCluster.await("the sleeper leaves", () -> !sleeper.isAlive());

      cluster.everyNodeWasVisitedOnce(NODES);
      proofHolds(cluster);
    }
  }

  private static long takeovers(TestCluster cluster) {
    var view = cluster.view("count-visits");
    return view == null || view.pass() == null ? 0 : view.pass().takeovers();
  }

  private static void proofHolds(TestCluster cluster) throws IOException {
    JsonNode proof = cluster.proof("count-visits");
    assertThat(proof.get("holds").asBoolean()).as(proof.toPrettyString()).isTrue();
  }
}
