package org.drover.bench.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.drover.bench.graph.Job;
import org.drover.bench.place.Cluster;
import org.drover.bench.place.Place;
import org.drover.bench.report.Machine;
import org.drover.deploy.client.Coordinator;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;

/**
 * One shard of many small ranges; whenever its journal has reached a length, the only worker is
 * killed while a second one stands by. The first shard must hold enough of them: it ends the
 * journal that counts.
 */
public final class RecoveryRun {

  private static final Duration ASK_EVERY = Duration.ofMillis(20);

  /** So short that ranges become as small as they may, 500 nodes. */
  private static final Map<String, String> SHORT_RANGES = Map.of("rangeMillis", "10");

  private final Place place;
  private final Cluster cluster;
  private final Consumer<String> progress;

  public RecoveryRun(Place place, Cluster cluster, Consumer<String> progress) {
    this.place = place;
    this.cluster = cluster;
    this.progress = progress;
  }

  /**
   * @param lengths how many ranges the journal holds at each kill; ascending
   * @throws IllegalStateException if the graph is too small for so many ranges
   */
  public Recovery run(List<Long> lengths, Machine machine) {
    Coordinator coordinator = cluster.coordinator();
    String migration = "bench-recovery";
    String spec = Job.CANONICAL_KEY.spec(migration, place.graph().label(), 1, "offline", "none");
    coordinator.submit(spec, true);
    coordinator.limit(migration, "many ranges make a long journal", SHORT_RANGES);
    List<Recovery.Kill> kills = new ArrayList<>();
    for (long length : lengths) {
      await(coordinator, migration, view -> ranges(view) >= length);
      kills.add(kill(coordinator, migration));
    }
    coordinator.cancel(migration, "the benchmark is over");
    return new Recovery(
        kills,
        Instant.now(),
        machine,
        Map.of("database", place.graph().version(), "java", Runtime.version().toString()));
  }

  private Recovery.Kill kill(Coordinator coordinator, String migration) {
    cluster.addWorker();
    cluster.awaitUp(cluster.members().size());
    cluster.killFirstWorker();
    long begin = System.nanoTime();
    long before = ranges(coordinator.show(migration));
    await(coordinator, migration, view -> ranges(view) > before);
    double seconds = (System.nanoTime() - begin) / 1e9;
    progress.accept(
        String.format(
            Locale.ROOT, "  %,8d ranges in the journal: %.1f s until the next", before, seconds));
    return new Recovery.Kill(before, seconds);
  }

  private static void await(
      Coordinator coordinator, String migration, Predicate<MigrationView> condition) {
    MigrationView view = coordinator.show(migration);
    while (!condition.test(view)) {
      if (view.endedAt() != null) {
        throw new IllegalStateException(
            "the migration ended with %d ranges; take more nodes".formatted(ranges(view)));
      }
      LockSupport.parkNanos(ASK_EVERY.toNanos());
      view = coordinator.show(migration);
    }
  }

  private static long ranges(MigrationView view) {
    PassView pass = view.pass();
    return pass == null ? 0 : pass.ranges();
  }
}
