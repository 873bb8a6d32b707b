package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How soon shards go on elsewhere, and what becomes of the owner that they were taken from. */
class FailOverIT {

  private static final int NODES = 200_000;

  /**
   * Fifteen seconds are what is promised, and the settings add up to less; on processors that other
   * tests share it may take twice as long.
   */
  private static final Duration FAIL_OVER_MAX = Duration.ofSeconds(2 * 15);

  /**
   * Who tells the sleeper that its shards are another's: whoever is asked first when it wakes. Each
   * of its ranges is at another point then, and the others' word comes within milliseconds.
   */
  private static final String BY_THE_FENCE = "has a successor";

  private static final String BY_THE_JOURNAL = "event_journal_pkey";
  private static final String BY_THE_OTHERS = "quarantined this node";

  @TempDir private Path folder;

  // It stands still long enough to lose its shards, perhaps in an open transaction, and then wakes.
  @Test
  void aWorkerThatStoodStillFindsItselfFencedAndWritesNothing() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.startCoordinator();
      TestMember sleeper = cluster.startWorker(1);
      cluster.startWorker(2);
      cluster.awaitMembers(3);
      cluster.makeLineSlow(Duration.ofMillis(50));
      cluster.submit(TestCluster.COUNTING);
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

      assertThat(sleeper.log()).containsAnyOf(BY_THE_FENCE, BY_THE_JOURNAL, BY_THE_OTHERS);
      cluster.everyNodeWasVisitedOnce(NODES);
      cluster.proofHolds("count-visits");
    }
  }

  private static long takeovers(TestCluster cluster) {
    var view = cluster.view("count-visits");
    return view == null || view.pass() == null ? 0 : view.pass().takeovers();
  }
}
