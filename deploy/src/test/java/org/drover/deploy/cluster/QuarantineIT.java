package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that cannot be migrated are left out one by one, counted once, and tried again. */
class QuarantineIT {

  private static final int NODES = 3_000;

  /** Ten sizes that are no numbers, three codes that another place has, a note beyond an index. */
  private static final int REFUSED = 14;

  private static final String SPEC =
      """
      migration: keys
      select: {label: Place}
      verify: {level: standard}
      budget: {workers: 2, errors: 2%}
      transform:
        - cast: {property: size, to: integer, into: amount}
        - canonical-key: {version: v1, of: [code], into: key}
        - copy: {note: remark}
      """;

  /** Keys of two with one code cannot collide; sizes are looked up; a note is still too long. */
  private static final String CORRECTED =
      SPEC.replace("of: [code]", "of: [code, number]")
          .replace(
              "cast: {property: size, to: integer, into: amount}",
              "map: {property: size, into: amount, table: {many: 99}, default: 0}");

  @TempDir private Path folder;

  @Test
  void whatIsRefusedIsListedOnceThroughKillsAndLeavesWhenItIsMended() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      fill(cluster);
      cluster.startCoordinator();
      TestMember victim = cluster.startWorker(1);
      cluster.awaitMembers(2);
      cluster.makeLineSlow(Duration.ofMillis(5));
      cluster.submit(SPEC);
      TestCluster.await("some are in quarantine", () -> quarantined(cluster) > 3);
      victim.kill();
      cluster.makeLineSlow(Duration.ZERO);
      cluster.startWorker(2);
      cluster.awaitCompleted("keys");

      assertThat(quarantined(cluster)).isEqualTo(REFUSED);
      assertThat(reasons(cluster)).isEqualTo(Map.of("cast", 10, "database", 4));
      assertThat(cluster.number("MATCH (n:Place) WHERE n.key IS NULL RETURN count(n)"))
          .isEqualTo(REFUSED);
      theProofHolds(cluster);
      nothingDiffers(cluster);

      cluster.run("MATCH (n:Place) WHERE n.number <= 4 SET n.size = '4'");
      retry(cluster, Map.of());
      assertThat(quarantined(cluster)).isEqualTo(REFUSED - 4);
      nothingDiffers(cluster);

      retry(cluster, Map.of("spec", CORRECTED));
      assertThat(reasons(cluster)).isEqualTo(Map.of("database", 1));
      // What the first transform migrated is not what the corrected one makes of it.
      cluster.ask("keys", "verify", Map.of("level", "standard"));
      assertThat(verified(cluster)).isEqualTo(new Tally(NODES, 0, NODES - REFUSED + 4));
      assertThat(cluster.findings("keys")).contains("'drover sweep' migrates it again");

      cluster.run("CREATE (:Place {number: 3001, code: 3001, size: 'many'})");
      cluster.ask("keys", "cutover", Map.of("level", "rigorous"));
      assertThat(tally(cluster.awaitPhase("keys", Phase.CUT_OVER)))
          .isEqualTo(new Tally(NODES + 1, 0, 0));
      assertThat(cluster.number("MATCH (n:Place {amount: 99}) RETURN count(n)")).isEqualTo(7);
      assertThat(reasons(cluster)).isEqualTo(Map.of("database", 1));
      theProofHolds(cluster);

      cluster.ask("keys", "rollback", Map.of());
      cluster.awaitPhase("keys", Phase.ROLLED_BACK);
      assertThat(
              cluster.number(
                  "MATCH (n:Place) WHERE n.key IS NOT NULL OR n.amount IS NOT NULL RETURN count(n)"))
          .isZero();
    }
  }

  private static void fill(TestCluster cluster) {
    cluster.run("CREATE CONSTRAINT FOR (n:Place) REQUIRE n.key IS UNIQUE");
    cluster.run("CREATE INDEX FOR (n:Place) ON (n.remark)");
    cluster.run(
        "UNWIND range(1, %d) AS i CREATE (:Place {number: i, code: CASE WHEN i IN [1501, 1502, 2600]"
                .formatted(NODES)
            + " THEN i - 1000 ELSE i END, size: CASE WHEN i <= 10 THEN 'many' ELSE '7' END,"
            + " note: CASE i WHEN 2000 THEN reduce(s = '0123456789', x IN range(1, 14) | s + s)"
            + " ELSE 'short' END})");
  }

  private static long quarantined(TestCluster cluster) {
    MigrationView view = cluster.view("keys");
    if (view != null && view.phase() == Phase.PAUSED) {
      throw new AssertionError("paused: " + view.why());
    }
    return view == null ? -1 : view.quarantined();
  }

  /** How many members each step refused, once by the reasons and once by the list. */
  private static Map<String, Integer> reasons(TestCluster cluster) throws IOException {
    try (Coordinator coordinator = cluster.coordinator()) {
      JsonNode page = Json.tree(coordinator.quarantine("keys", -1, 100));
      Map<String, Integer> counts = new TreeMap<>();
      page.path("reasons")
          .forEach(
              reason ->
                  counts.merge(
                      reason.path("step").asText(), reason.path("count").asInt(), Integer::sum));
      Map<String, Integer> listed = new TreeMap<>();
      page.path("entries")
          .forEach(entry -> listed.merge(entry.at("/entry/step").asText(), 1, Integer::sum));
      assertThat(listed).isEqualTo(counts);
      assertThat(page.toString()).doesNotContain("0123456789").doesNotContain("many");
      return counts;
    }
  }

  private static void retry(TestCluster cluster, Map<String, String> how) {
    cluster.ask("keys", "retry", how);
    cluster.awaitPass("keys", PassKind.RETRY, Phase.COMPLETED);
  }

  private static void nothingDiffers(TestCluster cluster) {
    cluster.ask("keys", "verify", Map.of("level", "rigorous"));
    assertThat(verified(cluster)).as(cluster.findings("keys")).isEqualTo(new Tally(NODES, 0, 0));
  }

  private static Tally verified(TestCluster cluster) {
    return tally(cluster.awaitPass("keys", PassKind.VERIFY, Phase.COMPLETED));
  }

  private static Tally tally(MigrationView view) {
    return view.pass() == null ? Tally.NONE : view.pass().tally();
  }

  private static void theProofHolds(TestCluster cluster) throws IOException {
    assertThat(cluster.proof("keys").get("holds").asBoolean())
        .as(cluster.proof("keys").toPrettyString())
        .isTrue();
  }
}
