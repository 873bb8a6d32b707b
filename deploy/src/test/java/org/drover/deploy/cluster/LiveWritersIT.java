package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.canonical.KeyHash;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.spec.Normalization;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An application counts on the same property that the migration converts, and changes what keys are
 * made of, all the while. A range that read before it locked would write an old count over a newer
 * one.
 */
@Order(4)
@Execution(ExecutionMode.CONCURRENT)
class LiveWritersIT {

  private static final int NODES = 20_000;

  private static final String SPEC =
      """
      migration: live
      select: {label: Place}
      strategy: in-place
      budget: {workers: 2}
      verify: {level: rigorous}
      transform:
        - cast: {property: score, to: float}
        - canonical-key: {version: v1, of: [name], normalize: [trim], into: key}
      """;

  @TempDir private Path folder;

  @Test
  void noUpdateOfTheApplicationIsLostAndSweepsReachWhatItChanged() throws IOException {
    try (TestCluster cluster = started()) {
      long counted = countedWhile(cluster, SPEC);
      assertThat(sumOfScores(cluster)).isEqualTo(counted);

      cluster.ask("live", "sweep", Map.of());
      cluster.awaitPass("live", PassKind.SWEEP, Phase.COMPLETED);
      assertThat(sumOfScores(cluster)).isEqualTo(counted);
      assertThat(wrongKeys(cluster)).isEmpty();
      assertThat(cluster.proof("live").get("holds").asBoolean())
          .as(cluster.proof("live").toPrettyString())
          .isTrue();
    }
  }

  // What makes the other test worth something: the same scene without the locks does lose counts.
  @Test
  void whoSaysThatNobodyWritesLosesUpdatesAndIsTold() throws IOException {
    try (TestCluster cluster = started()) {
      long counted = countedWhile(cluster, SPEC + "mode: offline\n");

      assertThat(sumOfScores(cluster)).isLessThan(counted);
      assertThat(cluster.awaitPhase("live", Phase.COMPLETED).why())
          .contains("transactions that are not Drover's");
    }
  }

  private TestCluster started() throws IOException {
    TestCluster cluster = TestCluster.start(folder);
    cluster.run(
        "UNWIND range(1, "
            + NODES
            + ") AS i CREATE (:Place {number: i, name: ' place ' + i, score: 0})");
    cluster.run("CREATE INDEX place_number FOR (n:Place) ON (n.number)");
    cluster.run("CALL db.awaitIndexes()");
    cluster.startCoordinator();
    cluster.startWorker(1);
    cluster.awaitMembers(2);
    return cluster;
  }

  /** How many counts were committed before, during and after the backfill. */
  private static long countedWhile(TestCluster cluster, String spec) {
    try (Application application = new Application(cluster.driver(), NODES, 4)) {
      TestCluster.await("the application writes", () -> application.counted() > 100);
      cluster.makeLineSlow(Duration.ofMillis(60));
      long before = application.counted();
      cluster.submit(spec);
      cluster.awaitCompleted("live");
      assertThat(application.counted() - before).as("counts meanwhile").isGreaterThan(500);
      long counted = application.stop();
      assertThat(application.others()).isGreaterThan(200);
      cluster.makeLineSlow(Duration.ZERO);
      return counted;
    }
  }

  private static long sumOfScores(TestCluster cluster) {
    return cluster.number("MATCH (n:Place) RETURN toInteger(sum(n.score))");
  }

  /** Told by a hash of the test's own doing, not by the program's verification. */
  private static List<String> wrongKeys(TestCluster cluster) {
    KeyHash hash = KeyHash.canonicalKey("v1", Set.of(Normalization.TRIM));
    List<String> wrong = new ArrayList<>();
    cluster
        .driver()
        .executableQuery("MATCH (n:Place) RETURN id(n) AS id, n.name AS name, n.key AS key")
        .execute()
        .records()
        .forEach(
            row -> {
              hash.start(1);
              hash.add(row.get("name").asString(null));
              if (!hash.finish().equals(row.get("key").asString(null))) {
                wrong.add("id " + row.get("id").asLong());
              }
            });
    return wrong;
  }
}
