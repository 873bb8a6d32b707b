package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static final int NODES = 200_000;
  private static final int KILLS = 20;

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
      cluster.submit(TestCluster.COUNTING);
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
      cluster.proofHolds("count-visits");
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
      cluster.submit(TestCluster.COUNTING);
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
      cluster.proofHolds("count-visits");
    }
  }
}
