package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drover.deploy.client.Coordinator;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody changes behind the program's back is found by the level that claims to find it, and
 * not by the one below. The table is the one in the runbook.
 */
class VerifyIT {

  private static final int NODES = 5_000;

  private static final String SPEC =
      """
      migration: keys
      select: {label: Place}
      verify:
        level: standard
        unique: [key]
        relationships: same
        queries: [{name: towns, cypher: "MATCH (n:Place) RETURN n.town, count(*)"}]
      transform:
        - canonical-key: {version: v1, of: [number], into: key}
      """;

  @TempDir private Path folder;

  /**
   * @param below the level that does not find it yet; empty if there is none
   */
  private record Mutation(String change, String back, String below, String level, Kind kind) {}

  private static final Mutation[] TABLE = {
    new Mutation(
        "MATCH (n:Place {number: 17}) SET n.saved = n.key, n.key = 'sha256:x'",
        "MATCH (n:Place {number: 17}) SET n.key = n.saved REMOVE n.saved",
        "basic",
        "standard",
        Kind.VALUE),
    new Mutation(
        "MATCH (n:Place {number: 17}), (m:Place {number: 18})"
            + " SET n.saved = n.key, n.key = m.key",
        "MATCH (n:Place {number: 17}) SET n.key = n.saved REMOVE n.saved",
        "basic",
        "standard",
        Kind.COLLISION),
    new Mutation(
        "MATCH (n:Place {number: 1})-[r:NEXT]->() DELETE r",
        "MATCH (n:Place {number: 1}), (m:Place {number: 2}) CREATE (n)-[:NEXT]->(m)",
        "basic",
        "standard",
        Kind.RELATIONSHIPS),
    new Mutation(
        "MATCH (n:Place {number: 19}) SET n.town = 'elsewhere'",
        "MATCH (n:Place {number: 19}) REMOVE n.town",
        "standard",
        "rigorous",
        Kind.QUERY),
    new Mutation(
        "MATCH (n:Place {number: 20}) REMOVE n:Place SET n:Was",
        "MATCH (n:Was) SET n:Place REMOVE n:Was",
        "",
        "basic",
        Kind.COUNT),
    new Mutation(
        "MATCH (f:DroverFence) WHERE f.cursor IS NOT NULL SET f.saved = f.cursor, f.cursor = 1",
        "MATCH (f:DroverFence) WHERE f.saved IS NOT NULL SET f.cursor = f.saved REMOVE f.saved",
        "",
        "basic",
        Kind.FENCE),
  };

  @Test
  void eachMutationIsFoundByItsLevelAndCleanupLeavesNothing() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithVisitableNodes(NODES);
      cluster.run("CREATE INDEX FOR (n:Place) ON (n.key)");
      cluster.run("MATCH (n:Place {number: 1}), (m:Place {number: 2}) CREATE (n)-[:NEXT]->(m)");
      String before = cluster.contents();
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.submit(SPEC);
      cluster.awaitCompleted("keys");
      VerificationReport first = report(cluster, "forensic");
      assertThat(first.differences()).as(first.toString()).isZero();
      assertThat(first.broken()).isEmpty();

      for (Mutation mutation : TABLE) {
        cluster.run(mutation.change());
        if (!mutation.below().isEmpty()) {
          assertThat(found(cluster, mutation.below())).as(mutation.change()).isEmpty();
        }
        assertThat(found(cluster, mutation.level()))
            .as(mutation.change())
            .contains(mutation.kind());
        assertThat(cluster.findings("keys")).doesNotContain("sha256");
        cluster.run(mutation.back());
      }

      VerificationReport second = report(cluster, "forensic");
      assertThat(second.differences()).as(second.toString()).isZero();
      assertThat(second.since(first)).isEmpty();
      assertThat(cluster.count("Place")).as("no probe stays").isEqualTo(NODES);

      cluster.run("MATCH (n:Place {number: 19}) DETACH DELETE n");
      assertThat(found(cluster, "basic")).containsExactly(Kind.COUNT);
      assertThat(limitedTo(cluster, "2999-01-01T00:00:00Z")).isZero();

      cluster.ask("keys", "cleanup", Map.of());
      cluster.awaitPhase("keys", Phase.CLEANED);
      assertThat(cluster.count("DroverFence")).isZero();
      TestCluster.await("the marker is gone", () -> cluster.count("DroverMigration") == 0);
      cluster.run("MATCH (n:Place) REMOVE n.key");
      assertThat(cluster.contents()).hasSizeLessThan(before.length());
      assertThat(cluster.proof("keys").get("holds").asBoolean())
          .as(cluster.proof("keys").toPrettyString())
          .isTrue();
    }
  }

  private static Set<Kind> found(TestCluster cluster, String level) {
    VerificationReport report = report(cluster, level);
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(Objects.requireNonNull(report.examination()).kinds().keySet());
    // How long a query takes is another machine's business.
    kinds.remove(Kind.LATENCY);
    return kinds;
  }

  private static VerificationReport report(TestCluster cluster, String level) {
    cluster.ask("keys", "verify", Map.of("level", level));
    cluster.awaitPass("keys", PassKind.VERIFY, Phase.COMPLETED);
    try (Coordinator coordinator = cluster.coordinator()) {
      return coordinator.report("keys");
    }
  }

  /** What is found among ranges that were finished since then. */
  private static long limitedTo(TestCluster cluster, String since) {
    cluster.ask("keys", "verify", Map.of("level", "basic", "since", since, "shards", "0"));
    MigrationView view = cluster.awaitPass("keys", PassKind.VERIFY, Phase.COMPLETED);
    return view.pass() == null ? -1 : view.pass().tally().visited();
  }
}
