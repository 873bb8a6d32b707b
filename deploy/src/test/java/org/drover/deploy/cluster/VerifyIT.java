package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody changes behind the program's back is found by the level that claims to find it. */
class VerifyIT {

  private static final int NODES = 5_000;

  private static final String SPEC =
      """
      migration: keys
      select: {label: Place}
      verify: {level: standard, unique: [key]}
      transform:
        - canonical-key: {version: v1, of: [number], into: key}
      """;

  @TempDir private Path folder;

  @Test
  void eachMutationIsFoundByItsLevelAndCleanupLeavesNothing() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.run("CREATE INDEX FOR (n:Place) ON (n.key)");
      String before = cluster.contents();
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.submit(SPEC);
      cluster.awaitCompleted("keys");

      assertThat(differences(cluster, "rigorous")).isZero();

      cluster.run("MATCH (n:Place {number: 17}) SET n.key = 'sha256:' + n.key");
      assertThat(differences(cluster, "basic")).isZero();
      assertThat(differences(cluster, "standard")).isEqualTo(1);
      assertThat(cluster.findings("keys")).contains("VALUE").doesNotContain("sha256");

      cluster.run("MATCH (n:Place {number: 17}), (m:Place {number: 18}) SET n.key = m.key");
      assertThat(differences(cluster, "standard")).isEqualTo(2);
      assertThat(cluster.findings("keys")).contains("COLLISION");

      cluster.ask("keys", "sweep", Map.of());
      cluster.awaitPass("keys", PassKind.SWEEP, Phase.COMPLETED);
      assertThat(differences(cluster, "rigorous")).isZero();

      cluster.run("MATCH (n:Place {number: 19}) DETACH DELETE n");
      assertThat(differences(cluster, "basic")).isEqualTo(1);
      cluster.run("MATCH (f:DroverFence) WHERE f.cursor IS NOT NULL SET f.cursor = 1");
      assertThat(differences(cluster, "basic")).isEqualTo(2);

      cluster.ask("keys", "cleanup", Map.of());
      cluster.awaitPhase("keys", Phase.CLEANED);
      assertThat(cluster.count("DroverFence")).isZero();
      cluster.run("MATCH (n:Place) REMOVE n.key");
      assertThat(cluster.contents()).hasSizeLessThan(before.length());
      assertThat(cluster.proof("keys").get("holds").asBoolean())
          .as(cluster.proof("keys").toPrettyString())
          .isTrue();
    }
  }

  private static long differences(TestCluster cluster, String level) {
    cluster.ask("keys", "verify", Map.of("level", level));
    MigrationView view = cluster.awaitPass("keys", PassKind.VERIFY, Phase.COMPLETED);
    return view.pass() == null ? -1 : view.pass().tally().setAside();
  }
}
