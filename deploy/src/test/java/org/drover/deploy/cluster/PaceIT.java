package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.drover.deploy.client.Coordinator;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.PaceView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders to a running cluster, and what is left of them when its coordinator is killed. */
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

  private static final int NODES = 160_000;

  /** Fourteen are usual; where many processes share two busy processors, everything is slower. */
  private static final long ANSWERS_AGAIN_SECONDS_MAX = 60;

  @TempDir private Path folder;

  // Far away, and small ranges: a shard does nothing but wait, however busy the machine is, so that
  // eight are nearly eight times as fast as one. Less is asked of them.
  @Test
  void ordersWorkWhileItRunsSurviveAFailoverAndLoseNothing() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(2, NODES / 2);
      TestMember coordinator = cluster.startCoordinator();
      cluster.startStandby();
      TestMember first = cluster.startWorker(1);
      cluster.startWorker(2);
      cluster.awaitMembers(4);
      cluster.makeLineSlow(Duration.ofMillis(40));
      cluster.submit(SPEC);
      tell(cluster, c -> c.limit(ID, "small ranges", Map.of("rangeMillis", "30", "workers", "1")));
      TestCluster.await("ranges go on", () -> visited(cluster) > 2_000);
      cluster.bothCoordinatorsShow(ID);
      double one = nodesPerSecond(cluster);

      scale(cluster, 8);
      double eight = nodesPerSecond(cluster);
      scale(cluster, 1);
      double oneAgain = nodesPerSecond(cluster);
      System.out.printf("nodes/s of 1, 8 and 1 shards: %.0f, %.0f, %.0f%n", one, eight, oneAgain);
      assertThat(eight).isGreaterThan(2 * one).isGreaterThan(2 * oneAgain);

      tell(cluster, c -> c.stopAll("the site is slow"));
      failover(cluster, coordinator);
      assertThat(pace(cluster).why()).asString().contains("the site is slow");
      assertThat(pace(cluster).limits().workers()).isEqualTo(1);
      assertThat(pace(cluster).limits().rangeMillis()).isEqualTo(30);
      nothingMoves(cluster);

      tell(cluster, c -> c.goOn("it was not us"));
      scale(cluster, 4);
      cluster.startWorker(3);
      cluster.awaitMembers(4);
      first.kill();
      cluster.makeLineSlow(Duration.ZERO);
      cluster.awaitCompleted(ID);

      cluster.everyNodeWasVisitedOnce(NODES);
      assertThat(cluster.proof(ID).get("holds").asBoolean())
          .as(cluster.proof(ID).toPrettyString())
          .isTrue();
    }
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

  /** By what the shards report, which is up to a second old. */
  private static double nodesPerSecond(TestCluster cluster) {
    long before = visited(cluster);
    long begin = System.nanoTime();
    TestCluster.pass(Duration.ofSeconds(4));
    return (visited(cluster) - before) / ((System.nanoTime() - begin) / 1e9);
  }

  /** Two seconds after it was told to stop, or after somebody is there again to tell it. */
  private static void nothingMoves(TestCluster cluster) {
    TestCluster.pass(Duration.ofSeconds(2));
    long before = cluster.visitedNodes();
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

  private static PaceView pace(TestCluster cluster) {
    MigrationView view = cluster.view(ID);
    PaceView pace = view == null ? null : view.pace();
    if (pace == null) {
      throw new AssertionError("the migration has no pace");
    }
    return pace;
  }
}
