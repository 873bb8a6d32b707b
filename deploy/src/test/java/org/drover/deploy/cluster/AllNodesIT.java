package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.drover.deploy.client.Coordinator;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All nodes go the whole way of a version: quarantine, sweep, cut-over, and out of the window. */
class AllNodesIT {

  private static final int PLACES = 300;
  private static final int BARE = 50;

  private static final String OWN = "(n:DroverFence OR n:DroverMigration)";

  @TempDir private Path folder;

  @Test
  void versionsOfTheWholeGraphAreOneWindowBesideThoseOfItsLabels() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(PLACES);
      cluster.run("UNWIND range(1, %d) AS i CREATE ({size: '7'})".formatted(BARE - 1));
      cluster.run("CREATE ({size: 'many'})");
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      labelled(cluster, "place-1", "label: Place", "P1");
      labelled(cluster, "whole-1", "nodes: all", "W1");
      assertThat(cluster.count("W1")).isEqualTo(PLACES + BARE);

      cutOver(cluster);
      TestCluster.await("whole-1 is retired", () -> statusOf(cluster, "whole-1").equals("retired"));

      assertThat(cluster.count("W1")).isZero();
      assertThat(cluster.count("P1")).isEqualTo(PLACES);
      assertThat(cluster.number("MATCH (n) WHERE n.amount IN [7, 8, 9] RETURN count(n)"))
          .isEqualTo(BARE + 1);
      assertThat(
              cluster.number(
                  "MATCH (n) WHERE " + OWN + " AND (n:W1 OR n.amount IS NOT NULL) RETURN count(n)"))
          .isZero();
      assertThat(statusOf(cluster, "place-1")).isEqualTo("backfilled");
      assertThat(cluster.number("MATCH (f:DroverFence {migration: 'place-1'}) RETURN count(f)"))
          .isPositive();
      cluster.proofHolds("whole-1");
      cluster.proofHolds("whole-2");
    }
  }

  private static void labelled(TestCluster cluster, String migration, String select, String label) {
    cluster.submit(
        "{migration: %s, select: {%s}, strategy: label, transform: [{add-label: %s}]}"
            .formatted(migration, select, label));
    cluster.awaitCompleted(migration);
  }

  /** What is put aside is mended and tried again, and what came later is swept up. */
  private static void cutOver(TestCluster cluster) {
    cluster.submit(
        """
        migration: whole-2
        select: {nodes: all}
        retain: 1
        verify: {level: rigorous}
        transform: [{cast: {property: size, to: integer, into: amount}}]
        """);
    cluster.awaitCompleted("whole-2");
    assertThat(quarantined(cluster)).isEqualTo(1);
    cluster.run("MATCH (n {size: 'many'}) SET n.size = '8'");
    cluster.ask("whole-2", "retry", Map.of());
    cluster.awaitPass("whole-2", PassKind.RETRY, Phase.COMPLETED);
    assertThat(quarantined(cluster)).isZero();
    cluster.run("CREATE ({size: '9'})");
    cluster.ask("whole-2", "cutover", Map.of());
    cluster.awaitPhase("whole-2", Phase.CUT_OVER);
  }

  private static long quarantined(TestCluster cluster) {
    MigrationView view = cluster.view("whole-2");
    return view == null ? -1 : view.quarantined();
  }

  private static String statusOf(TestCluster cluster, String migration) {
    try (Coordinator coordinator = cluster.coordinator()) {
      return coordinator.versions().stream()
          .filter(one -> one.migration().equals(migration))
          .map(VersionEntry::status)
          .findFirst()
          .orElse("");
    }
  }
}
