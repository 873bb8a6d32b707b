package org.drover.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.PaceView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heavy nodes, a small heap, and a bound that is kept before a range is read. */
class MemoryIT {

  private static final String SPEC =
      """
      migration: heavy
      select: {label: Place}
      budget: {workers: 4, memory: 64MiB}
      transform:
        - canonical-key: {version: v1, of: [dump], into: key}
      """;

  private static final long BOUND = 64L << 20;
  private static final int NODES = 3_000;
  private static final int CHARACTERS = 100_000;

  @TempDir private Path folder;

  // All of it is 600 MB by the program's accounting; a range of 2,500 would be 500 MB.
  @Test
  void aBoundOnMemoryIsKeptAndTheRunFinishes() throws IOException {
    try (TestCluster cluster = TestCluster.start(folder)) {
      cluster.fillWithHeavyNodes(NODES, CHARACTERS);
      cluster.startCoordinator();
      TestMember worker = cluster.startWorker(1, "128m");
      cluster.awaitMembers(2);
      cluster.submit(SPEC);
      AtomicLong peak = new AtomicLong();
      TestCluster.await("it completes", () -> isCompleted(cluster, peak));

      System.out.printf("at most %.1f MiB were in flight%n", peak.get() / (double) (1 << 20));
      assertThat(peak.get()).isBetween(1L, BOUND);
      assertThat(worker.ends()).isZero();
      assertThat(worker.log()).doesNotContain("OutOfMemoryError");
      assertThat(cluster.count("Place")).isEqualTo(NODES);
      MigrationView view = cluster.awaitPhase("heavy", Phase.COMPLETED);
      assertThat(view.pass()).isNotNull();
      assertThat(cluster.proof("heavy").get("holds").asBoolean()).isTrue();
    }
  }

  private static boolean isCompleted(TestCluster cluster, AtomicLong peak) {
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
    return view.phase() == Phase.COMPLETED;
  }
}
