package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A survey foresees, number by number, what the backfill then does. */
class SurveyIT {

  private static final int NODES = 12_000;

  private static final String SPEC =
      """
      migration: NAME
      select: {label: Place}
      strategy: in-place
      budget: {workers: 2, errors: 5%}
      transform:
        - cast: {property: size, to: integer, into: amount}
        - canonical-key: {version: v1, of: [code], into: key}
      """;

  @TempDir private Path folder;

  @Test
  void whatASurveyForeseesIsWhatTheBackfillDoes() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      fill(cluster);
      cluster.startCoordinator();
      cluster.startWorker(1);
      cluster.awaitMembers(2);
      doSome(cluster);
      long fences = cluster.count("DroverFence");
      JsonNode part = surveyed(cluster, "part", "20%");
      JsonNode all = surveyed(cluster, "whole", null);
      assertThat(cluster.count("DroverFence")).isEqualTo(fences);

      // Forty bad sizes, three codes that another place has, a hundred places done already.
      assertThat(all.path("seen").path("members").asLong()).isEqualTo(NODES);
      assertThat(all.path("seen").path("quarantined").asLong()).isEqualTo(43);
      assertThat(all.path("seen").path("already").asLong()).isEqualTo(100);
      assertThat(all.at("/collisions/0/members").asLong()).isEqualTo(3);
      assertThat(all.at("/collisions/0/unique").asBoolean()).isTrue();
      assertThat(all.at("/refusals/0/count").asLong()).isEqualTo(40);
      assertThat(part.path("samplePercent").asDouble()).isBetween(15.0, 100.0);
      assertThat(part.path("whole").path("members").asDouble()).isBetween(0.9 * NODES, 1.1 * NODES);
      assertThat(part.path("plan").asText()).contains("all of it would be visited by ids: dense");

      onlyOneOfThoseThatAreTheSameIsMigrated(cluster);

      long before = bytes(cluster);
      cluster.submit(SPEC.replace("NAME", "whole"));
      MigrationView done = cluster.awaitPhase("whole", Phase.COMPLETED);
      assertThat(done.pass() == null ? Tally.NONE : done.pass().tally())
          .isEqualTo(
              new Tally(
                  all.path("seen").path("members").asLong(),
                  all.path("seen").path("wouldChange").asLong(),
                  all.path("seen").path("quarantined").asLong()));
      // The three that a constraint refuses were foreseen to grow, too: by a key and an amount.
      assertThat(bytes(cluster) - before)
          .isEqualTo(all.path("seen").path("bytes").asLong() - 3 * (71 + 8));
      try (Coordinator coordinator = cluster.coordinator()) {
        JsonNode quarantine = Json.tree(coordinator.quarantine("whole", -1, 1));
        assertThat(
                quarantine.at("/reasons/0/step").asText()
                    + ": "
                    + quarantine.at("/reasons/0/reason").asText())
            .isEqualTo(all.at("/refusals/0/reason").asText().replaceAll("\\d+", "#"));
      }
    }
  }

  /** Three of the places have the code of another one with a lower id. */
  private static void onlyOneOfThoseThatAreTheSameIsMigrated(TestCluster cluster)
      throws IOException {
    String spec =
        """
        migration: once
        select: {label: Place}
        verify: {level: rigorous}
        dedupe: {by: [code], on-duplicate: skip}
        transform: [{copy: {code: copied}}]
        """;
    cluster.run("CREATE INDEX FOR (n:Place) ON (n.code)");
    cluster.run("CALL db.awaitIndexes(60)");
    try (Coordinator coordinator = cluster.coordinator()) {
      coordinator.submit(spec, false);
      cluster.awaitPhase("once", Phase.SURVEYED);
      JsonNode seen = Json.tree(coordinator.survey("once")).path("seen");
      assertThat(seen.path("duplicates").asLong()).isEqualTo(3);
      assertThat(seen.path("wouldChange").asLong()).isEqualTo(NODES - 3);
    }
    cluster.submit(spec);
    assertThat(tally(cluster.awaitPhase("once", Phase.COMPLETED)))
        .isEqualTo(new Tally(NODES, NODES - 3, 0, 3));
    cluster.ask("once", "sweep", Map.of());
    assertThat(tally(cluster.awaitPass("once", PassKind.SWEEP, Phase.COMPLETED)))
        .isEqualTo(new Tally(NODES, 0, 0, 3));
    cluster.ask("once", "verify", Map.of());
    assertThat(tally(cluster.awaitPass("once", PassKind.VERIFY, Phase.COMPLETED)))
        .isEqualTo(new Tally(NODES, 0));
    assertThat(cluster.number("MATCH (n:Place) WHERE n.copied IS NULL RETURN min(n.number)"))
        .isEqualTo(2001);
  }

  private static Tally tally(MigrationView view) {
    return view.pass() == null ? Tally.NONE : view.pass().tally();
  }

  private static void fill(TestCluster cluster) {
    cluster.run("CREATE CONSTRAINT FOR (n:Place) REQUIRE n.key IS UNIQUE");
    cluster.run(
        "UNWIND range(1, %d) AS i CREATE (:Place {number: i, code: CASE WHEN i IN [2001, 2002, 4001]"
                .formatted(NODES)
            + " THEN i - 1000 ELSE i END, size: CASE WHEN i % 300 = 0 THEN 'many' ELSE '7' END})");
  }

  /** Some were done by an earlier migration of the same kind. */
  private static void doSome(TestCluster cluster) {
    cluster.submit(
        SPEC.replace("NAME", "some").replace("Place}", "Place, where: \"n.number <= 100\"}"));
    cluster.awaitCompleted("some");
  }

  private static JsonNode surveyed(TestCluster cluster, String name, @Nullable String sample)
      throws IOException {
    try (Coordinator coordinator = cluster.coordinator()) {
      coordinator.submit(SPEC.replace("NAME", name), false, sample);
      cluster.awaitPhase(name, Phase.SURVEYED);
      return Json.tree(coordinator.survey(name));
    }
  }

  private static long bytes(TestCluster cluster) {
    return cluster.number(
        "MATCH (n:Place) RETURN sum(coalesce(size(n.key), 0))"
            + " + sum(CASE WHEN n.amount IS NULL THEN 0 ELSE 8 END)");
  }
}
