package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Coordinator.VersionHistory;
import org.drover.shared.journal.OperationEntry;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions are registered from the first one on, and the oldest leave the window. */
class VersionsIT {

  private static final int NODES = 3_000;

  @TempDir private Path folder;

  @Test
  void theBaselineIsTheFirstVersionAndLeavesWhenTheWindowMoves() throws IOException {
    String baseline =
        Files.readString(Path.of("../docs/tutorials/baseline.yaml"))
            .replace("label: FieldValue", "label: Place");
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.submit(baseline);
      cluster.awaitCompleted("baseline");
      assertThat(cluster.count("v1_baseline")).isEqualTo(NODES);
      VersionEntry first = versions(cluster).getFirst();
      assertThat(first)
          .extracting(VersionEntry::version, VersionEntry::status, VersionEntry::validation)
          .containsExactly("v1_baseline", "backfilled", "none");
      assertThat(first.tally().changed()).isEqualTo(NODES);
      assertThat(first.before()).isNotNull().isNotEqualTo(first.after());

      cutOver(cluster, "keys-v2", "key2");
      cutOver(cluster, "keys-v3", "key3");
      TestCluster.await(
          "the oldest is retired", () -> statusOf(cluster, "baseline").equals("cleaned"));
      assertThat(statusOf(cluster, "keys-v2")).isEqualTo("cut-over");
      assertThat(statusOf(cluster, "keys-v3")).isEqualTo("cut-over");

      VersionHistory history = history(cluster, "baseline");
      assertThat(history.operations())
          .extracting(OperationEntry::operation)
          .startsWith("submitted", "pass-started")
          .endsWith("pass-finished", "completed");
      assertThat(history.operations())
          .extracting(OperationEntry::why)
          .contains("retired: 'retain: 2' of keys-v3, which is cut over");
      assertThat(history.operations())
          .extracting(OperationEntry::sequence)
          .containsExactly(
              LongStream.rangeClosed(1, history.operations().size()).boxed().toArray(Long[]::new));
    }
  }

  private static void cutOver(TestCluster cluster, String migration, String into) {
    cluster.submit(
        """
        migration: %s
        select: {label: Place}
        retain: 2
        verify: {level: standard}
        transform:
          - canonical-key: {version: %s, of: [number], into: %s}
        """
            .formatted(migration, migration.substring(5), into));
    cluster.awaitCompleted(migration);
    cluster.ask(migration, "cutover", Map.of());
    cluster.awaitPhase(migration, Phase.CUT_OVER);
  }

  private static String statusOf(TestCluster cluster, String migration) {
    return versions(cluster).stream()
        .filter(one -> one.migration().equals(migration))
        .map(VersionEntry::status)
        .findFirst()
        .orElse("");
  }

  private static List<VersionEntry> versions(TestCluster cluster) {
    try (Coordinator coordinator = cluster.coordinator()) {
      return coordinator.versions();
    }
  }

  private static VersionHistory history(TestCluster cluster, String migration) {
    try (Coordinator coordinator = cluster.coordinator()) {
      return coordinator.version(migration);
    }
  }
}
