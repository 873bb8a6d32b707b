package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.drover.deploy.client.Refused;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications learn from the graph what they may rely on, and that only what was verified. */
class CutoverIT {

  private static final int NODES = 5_000;

  private static final String KEYS =
      """
      migration: keys
      select: {label: Place}
      verify: {level: rigorous, unique: [key]}
      transform:
        - canonical-key: {version: v7, of: [number], into: key}
      """;

  private static final String OFFLINE =
      """
      migration: alone
      select: {label: Place}
      mode: offline
      transform:
        - copy: {number: copied}
      """;

  @TempDir private Path folder;

  @Test
  void aCutoverIsVerifiedFollowedInTheGraphAndTakenBack() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.run("CREATE INDEX FOR (n:Place) ON (n.key)");
      String before = cluster.contents();
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.submit(KEYS);
      cluster.awaitCompleted("keys");
      awaitMarker(cluster, "keys", "backfilled v7");

      cluster.run("MATCH (n:Place {number: 18}) SET n.number = 17");
      cluster.run("CREATE (:Place {number: -1})");
      cluster.ask("keys", "cutover", Map.of());
      MigrationView refused = cluster.awaitPass("keys", PassKind.VERIFY, Phase.COMPLETED);
      assertThat(refused.why()).contains("not cut over").contains("2 of kind collision");
      assertThat(marker(cluster, "keys")).isEqualTo("backfilled v7");

      cluster.run("MATCH (n:Place {number: 17}) WITH n LIMIT 1 SET n.number = 18");
      cluster.ask("keys", "cutover", Map.of());
      cluster.awaitPhase("keys", Phase.CUT_OVER);
      awaitMarker(cluster, "keys", "cut-over v7");

      cluster.ask("keys", "rollback", Map.of());
      cluster.awaitPhase("keys", Phase.ROLLED_BACK);
      awaitMarker(cluster, "keys", "rolled-back v7");
      cluster.run("MATCH (n:Place {number: -1}) DELETE n");
      assertThat(cluster.contents()).hasSameSizeAs(before);
      assertThat(cluster.proof("keys").get("holds").asBoolean())
          .as(cluster.proof("keys").toPrettyString())
          .isTrue();

      cluster.submit(OFFLINE);
      cluster.awaitCompleted("alone");
      assertThat(cluster.awaitPhase("alone", Phase.COMPLETED).why()).isNull();

      cluster.run("MATCH (n:Place {number: 1}), (m:Place {number: 2}) CREATE (n)-[:NEXT]->(m)");
      cluster.ask("alone", "cutover", Map.of());
      assertThat(cluster.awaitPass("alone", PassKind.VERIFY, Phase.COMPLETED).why())
          .contains("not cut over")
          .contains("of kind relationships");

      cluster.makeLineSlow(Duration.ofMillis(200));
      cluster.submit(OFFLINE.replace("alone", "disturbed").replace("copied", "again"));
      cluster.awaitPhase("disturbed", Phase.BACKFILLING);
      cluster.run("CREATE (:Elsewhere)");
      cluster.makeLineSlow(Duration.ZERO);
      cluster.awaitCompleted("disturbed");
      assertThat(cluster.awaitPhase("disturbed", Phase.COMPLETED).why())
          .contains("transactions that are not Drover's");
      whatOthersWroteToIsCutOverAfterAnUndisturbedSweepOnly(cluster);
    }
  }

  private static void whatOthersWroteToIsCutOverAfterAnUndisturbedSweepOnly(TestCluster cluster) {
    assertThatThrownBy(() -> cluster.ask("disturbed", "cutover", Map.of()))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("while pass 1 ran");

    cluster.ask("disturbed", "sweep", Map.of());
    cluster.awaitPass("disturbed", PassKind.SWEEP, Phase.COMPLETED);
    cluster.ask("disturbed", "cutover", Map.of());
    cluster.awaitPhase("disturbed", Phase.CUT_OVER);
  }

  private static void awaitMarker(TestCluster cluster, String migration, String expected) {
    TestCluster.await(
        "the graph says " + expected, () -> marker(cluster, migration).equals(expected));
  }

  private static String marker(TestCluster cluster, String migration) {
    return cluster
        .driver()
        .executableQuery("MATCH (m:DroverMigration {id: $id}) RETURN m.phase + ' ' + m.version")
        .withParameters(Map.of("id", migration))
        .execute()
        .records()
        .stream()
        .map(row -> row.get(0).asString())
        .findFirst()
        .orElse("");
  }
}
