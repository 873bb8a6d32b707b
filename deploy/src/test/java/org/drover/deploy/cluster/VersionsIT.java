package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Coordinator.RetirementPlan;
import org.drover.deploy.client.Coordinator.VersionHistory;
import org.drover.deploy.client.Refused;
import org.drover.shared.journal.OperationEntry;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.Retirement;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions are registered from the first one on, and the oldest leave the window and the graph. */
class VersionsIT {

  private static final int NODES = 3_000;

  private static final String KEYS =
      "MATCH (n:Place) WHERE n.key%d STARTS WITH 'sha256:' RETURN count(n)";

  @TempDir private Path folder;

  @Test
  void theOldestLeaveTheGraphWhenTheWindowMoves() throws IOException {
    String baseline =
        Files.readString(Path.of("../docs/tutorials/baseline.yaml"))
            .replace("label: FieldValue", "label: Place");
    try (TestCluster cluster = TestCluster.start(folder)) {
      // So far apart that their ids are listed at planning.
      cluster.fillWithVisitableNodes(NODES / 2);
      cluster.run("UNWIND range(1, 40000) AS number CREATE (:Other)");
      cluster.fillWithVisitableNodes(NODES / 2);
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.submit(baseline);
      cluster.awaitCompleted("baseline");
      assertThat(idSets(cluster, "baseline")).isPositive();
      assertThat(cluster.count("v1_baseline")).isEqualTo(NODES);
      VersionEntry first = versions(cluster).getFirst();
      assertThat(first)
          .extracting(VersionEntry::version, VersionEntry::status, VersionEntry::validation)
          .containsExactly("v1_baseline", "backfilled", "none");
      assertThat(first.tally().changed()).isEqualTo(NODES);
      assertThat(first.before()).isNotNull().isNotEqualTo(first.after());
      aPartThatPassesIsRegisteredAsThatPart(cluster);

      sameLabelAgain(cluster, baseline);

      cutOver(cluster, "keys-v2", "key2");
      cluster.awaitPhase("baseline", Phase.CLEANED);
      assertThat(cluster.count("v1_baseline")).as("again still uses it").isEqualTo(NODES);
      cutOver(cluster, "keys-v3", "key3");
      awaitRetired(cluster, "again");
      assertThat(cluster.count("v1_baseline")).isZero();
      assertThat(statusOf(cluster, "baseline")).isEqualTo("cleaned");
      assertThat(statusOf(cluster, "keys-v2")).isEqualTo("cut-over");
      everythingIsInTheLog(cluster);
      thePersonIsRefused(cluster);

      cutOver(cluster, "keys-v4", "key4");
      awaitRetired(cluster, "keys-v2");
      assertThat(cluster.number("MATCH (n) WHERE n.key2 IS NOT NULL RETURN count(n)")).isZero();
      assertThat(cluster.number(KEYS.formatted(3))).isEqualTo(NODES);
      assertThat(cluster.number(KEYS.formatted(4))).isEqualTo(NODES);
      nothingIsLeft(cluster, "baseline");
      nothingIsLeft(cluster, "again");
      nothingIsLeft(cluster, "keys-v2");

      aPersonRetires(cluster, "keys-v3");
      assertThat(cluster.number("MATCH (n) WHERE n.key3 IS NOT NULL RETURN count(n)")).isZero();
      assertThat(cluster.number(KEYS.formatted(4))).isEqualTo(NODES);
      nothingIsLeft(cluster, "keys-v3");
    }
  }

  private static void aPartThatPassesIsRegisteredAsThatPart(TestCluster cluster) {
    cluster.ask("baseline", "verify", Map.of("since", "2020-01-01T00:00:00Z"));
    cluster.awaitPass("baseline", PassKind.VERIFY, Phase.COMPLETED);
    assertThat(versions(cluster).getFirst().validation())
        .isEqualTo("passed for ranges since 2020-01-01T00:00:00Z");
  }

  /** All members have the label already; whoever goes last takes it. */
  private static void sameLabelAgain(TestCluster cluster, String baseline) {
    cluster.submit(baseline.replace("migration: baseline", "migration: again\nundo: keep"));
    cluster.awaitCompleted("again");
    assertThat(statusOf(cluster, "again")).isEqualTo("backfilled");
  }

  private static void everythingIsInTheLog(TestCluster cluster) {
    assertThat(history(cluster, "baseline").operations())
        .extracting(OperationEntry::why)
        .contains(
            "retired: 'retain: 2' of keys-v2, which is cut over; nothing goes; stays: label"
                + " v1_baseline, for again added it, too, and still uses it; the last to be retired"
                + " takes it");
    VersionHistory history = history(cluster, "again");
    assertThat(history.operations())
        .extracting(OperationEntry::operation)
        .startsWith("submitted", "pass-started")
        .endsWith("pass-finished", "completed");
    assertThat(history.operations())
        .extracting(OperationEntry::why)
        .contains(
            "retired: 'retain: 2' of keys-v3, which is cut over; labels that go: v1_baseline;"
                + " this is the last to use the label v1_baseline, which baseline left to it");
    assertThat(history.operations())
        .extracting(OperationEntry::sequence)
        .containsExactly(
            LongStream.rangeClosed(1, history.operations().size()).boxed().toArray(Long[]::new));
  }

  private static void thePersonIsRefused(TestCluster cluster) {
    try (Coordinator coordinator = cluster.coordinator()) {
      RetirementPlan plan = coordinator.retirement("keys-v2");
      assertThat(plan.against()).isEmpty();
      assertThat(plan.takes()).isEqualTo(new Retirement(List.of(), List.of("key2"), List.of()));
      assertThatThrownBy(
              () -> coordinator.pass("keys-v3", "cleanup", "no", Map.of("retire", "true")))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("'keys-v3' cannot be retired: it is the current version");
      assertThatThrownBy(() -> coordinator.pass("again", "rollback", "no", Map.of()))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("it is retired");
    }
  }

  private static void aPersonRetires(TestCluster cluster, String migration) {
    cluster.ask(migration, "cleanup", Map.of("retire", "true"));
    awaitRetired(cluster, migration);
  }

  private static void awaitRetired(TestCluster cluster, String migration) {
    cluster.awaitPhase(migration, Phase.CLEANED);
    TestCluster.await(
        migration + " is retired", () -> statusOf(cluster, migration).equals("retired"));
  }

  private static void nothingIsLeft(TestCluster cluster, String migration) throws IOException {
    assertThat(
            cluster.number(
                "MATCH (f:DroverFence {migration: '%s'}) RETURN count(f)".formatted(migration)))
        .isZero();
    TestCluster.await(
        "the marker of " + migration + " is gone",
        () ->
            cluster.number(
                    "MATCH (m:DroverMigration {id: '%s'}) RETURN count(m)".formatted(migration))
                == 0);
    assertThat(idSets(cluster, migration)).isZero();
    cluster.proofHolds(migration);
  }

  private static long idSets(TestCluster cluster, String migration) {
    String sql = "SELECT count(*) FROM id_set WHERE name LIKE '%s/%%'".formatted(migration);
    try (Connection connection = cluster.journal();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
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
