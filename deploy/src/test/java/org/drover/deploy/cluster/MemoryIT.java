package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.PaceView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Session;

/** Heavy nodes behind light ones, a small heap, and a bound that is kept before a range is sent. */
class MemoryIT {

  private static final String SPEC =
      """
      migration: heavy
      select: {label: Place}
      strategy: in-place
      undo: keep
      budget: {workers: 4, memory: 64MiB}
      transform:
        - canonical-key: {version: v1, of: [dump], into: key}
        - rename: {dump: text}
      """;

  private static final long BOUND = 64L << 20;
  private static final int LIGHT = 20_000;
  private static final int HEAVY = 2_000;
  private static final int CHARACTERS = 100_000;

  @TempDir private Path folder;

  // All of it is 400 MB by the program's accounting. The last shard has light nodes first, by which
  // its ranges grow to thousands of nodes, and then heavy ones: a range of 2,000 would be 400 MB.
  // In its rollback a range holds what it replaced beside what stands there now, up to twice as
  // much: one that had all of the bound is put back alone, above it.
  @Test
  void aBoundOnMemoryIsKeptAndTheRunFinishes() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.run(
          "UNWIND range(1, %d) AS number CREATE (:Place {number: number, dump: 'x' + number})"
              .formatted(LIGHT));
      fillWithHeavyNodes(cluster);
      cluster.startCoordinator();
      TestMember worker = cluster.startWorker(1, "128m");
      cluster.awaitMembers(2);
      cluster.submit(SPEC);
      AtomicLong peak = new AtomicLong();
      TestCluster.await("it completes", () -> isCompleted(cluster, PassKind.BACKFILL, peak));
      assertThat(peak.get()).isBetween(1L, BOUND);
      cluster.ask("heavy", "verify", Map.of());
      TestCluster.await("it is verified", () -> isCompleted(cluster, PassKind.VERIFY, peak));

      System.out.printf("at most %.1f MiB were in flight%n", peak.get() / (double) (1 << 20));
      assertThat(peak.get()).as("the keys are new").isBetween(1L, BOUND + BOUND / 100);
      assertThat(cluster.number("MATCH (n:Place) WHERE n.key IS NOT NULL RETURN count(n)"))
          .isEqualTo(LIGHT + HEAVY);
      MigrationView verified = cluster.awaitPass("heavy", PassKind.VERIFY, Phase.COMPLETED);
      Tally tally = verified.pass() == null ? Tally.NONE : verified.pass().tally();
      assertThat(tally).isEqualTo(new Tally(LIGHT + HEAVY, 0));
      comesBack(cluster);
      assertThat(worker.ends()).isZero();
      assertThat(worker.log()).doesNotContain("OutOfMemoryError");
      assertThat(cluster.proof("heavy").get("holds").asBoolean()).isTrue();
    }
  }

  private static void comesBack(TestCluster cluster) {
    AtomicLong peak = new AtomicLong();
    cluster.ask("heavy", "rollback", Map.of("onConflict", "stop"));
    TestCluster.await("it is back", () -> isOver(cluster, Phase.ROLLED_BACK, peak));
    System.out.printf("at most %.1f MiB to roll it back%n", peak.get() / (double) (1 << 20));
    assertThat(peak.get()).isBetween(1L, 2 * BOUND);
    assertThat(
            cluster.number(
                "MATCH (n:Place) WHERE n.dump IS NOT NULL AND n.key IS NULL RETURN count(n)"))
        .isEqualTo(LIGHT + HEAVY);
    assertThat(heaviest(cluster)).isBetween(1L, BOUND);
  }

  /** In small transactions. */
  private static void fillWithHeavyNodes(TestCluster cluster) {
    try (Session session = cluster.driver().session()) {
      session
          .run(
              "UNWIND range(1, $count) AS number CALL (number) {"
                  + " CREATE (:Place {number: number, dump: $dump + number})"
                  + " } IN TRANSACTIONS OF 200 ROWS",
              Map.of("count", HEAVY, "dump", "x".repeat(CHARACTERS)))
          .consume();
    }
  }

  /** What the graph says that a range held, of which a shard may have been alone with the bound. */
  private static long heaviest(TestCluster cluster) {
    return new ShardJournal(cluster, "heavy")
        .rangesOfIds().stream()
            .mapToLong(
                range ->
                    cluster.number(
                        "MATCH (n:Place) WHERE id(n) > %d AND id(n) <= %d RETURN sum(2 * size(n.dump))"
                            .formatted(range[0], range[1])))
            .max()
            .orElse(0);
  }

  private static boolean isCompleted(TestCluster cluster, PassKind kind, AtomicLong peak) {
    MigrationView view = cluster.view("heavy");
    return view != null
        && view.pass() != null
        && view.pass().kind() == kind
        && isOver(cluster, Phase.COMPLETED, peak);
  }

  private static boolean isOver(TestCluster cluster, Phase end, AtomicLong peak) {
    MigrationView view = cluster.view("heavy");
    if (view == null) {
      return false;
    }
    if (view.phase() == Phase.PAUSED) {
      throw new AssertionError("paused: " + view.why());
    }
    PaceView pace = view.pace();
    if (pace != null) {
      pace.nodes().forEach(node -> peak.accumulateAndGet(node.use().bytesPeak(), Math::max));
    }
    return view.phase() == end;
  }
}
