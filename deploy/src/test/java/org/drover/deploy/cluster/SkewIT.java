package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than half of all nodes lie in one of four shards, and idle workers take of it. */
@Tag("long")
class SkewIT {

  private static final String ID = "count-visits";

  /** What is counted costs time, as much for each node: the dense part takes longer. */
  private static final String SPEC =
      """
      migration: count-visits
      select: {label: Place}
      strategy: in-place
      budget: {workers: 4}
      transform:
        - cypher: "SET n.visits = coalesce(n.visits, 0) + size([i IN range(1, 3000) WHERE i = 1])"
      """;

  /** Side by side at first, and then one among four ids. */
  private static final int DENSE = 60_000;

  private static final int SPARSE = 60_000;
  private static final int NODES = DENSE + SPARSE;
  private static final double LAST_TENTH = 0.1;

  @TempDir private Path folder;

  // Without splits, the first shard runs alone for more than half of the time.
  @Test
  void theLastTenthTakesHardlyMoreThanItsShareOfTheTime() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(DENSE);
      cluster.run(
          "UNWIND range(1, %d) AS i CREATE (:Place), (:Other), (:Other), (:Other)"
              .formatted(SPARSE));
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.submit(SPEC);
      TestCluster.await("it runs", () -> cluster.visitedNodes() > 0);
      long begin = System.nanoTime();
      TestCluster.await("a tenth is left", () -> cluster.visitedNodes() > NODES * (1 - LAST_TENTH));
      double beforeLast = System.nanoTime() - begin;
      TestCluster.await("all are visited", () -> cluster.visitedNodes() == NODES);
      double whole = System.nanoTime() - begin;
      cluster.awaitCompleted(ID);

      double ratio = (whole - beforeLast) / (LAST_TENTH * whole);
      System.out.printf(
          "the last tenth took %.2f times its share of %.1f s, %d splits%n",
          ratio, whole / 1e9, shards(cluster) - 4);
      assertThat(shards(cluster)).isGreaterThan(4);
      assertThat(ratio).isLessThan(2);
      cluster.everyNodeWasVisitedOnce(NODES);
      cluster.ask(ID, "verify", Map.of("level", "basic"));
      cluster.awaitPass(ID, PassKind.VERIFY, Phase.COMPLETED);
      assertThat(cluster.proof(ID).get("holds").asBoolean())
          .as(cluster.proof(ID).toPrettyString())
          .isTrue();
    }
  }

  private static int shards(TestCluster cluster) {
    MigrationView view = cluster.view(ID);
    return view == null || view.pass() == null ? 0 : view.pass().shardsFinished();
  }
}
