package org.drover.bench.skew;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.measure.Spread;
import org.drover.bench.place.Cluster;
import org.drover.bench.place.Place;
import org.drover.bench.report.Machine;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Patience;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.replay.Timeline;

/**
 * A backfill is planned over half of the nodes and paused; the other half then comes into the slice
 * of a single shard, or, to compare, evenly among the first. Planning would have seen it.
 */
public final class SkewRun {

  private static final String KEY = "number";
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** As many as the API gives. */
  private static final int STRETCHES = 1_000;

  private final Place place;
  private final ScratchGraph graph;
  private final Cluster cluster;
  private final Consumer<String> progress;
  private final long half;
  private int migrations;

  public SkewRun(Place place, Cluster cluster, Consumer<String> progress) {
    this.place = place;
    this.graph = place.graph();
    this.cluster = cluster;
    this.progress = progress;
    this.half = place.settings().nodes() / 2;
  }

  /** Fills the graph, and measures skewed and even rounds in turn. */
  public Skew run(Machine machine) {
    // One more than comes: every newcomer then lies between two of them.
    graph.fillNumbered(half + 1, 0, step());
    graph.index(KEY);
    List<Skew.Round> skewed = new ArrayList<>();
    List<Skew.Round> even = new ArrayList<>();
    for (int round = 1 - place.settings().warmUps(); round <= place.settings().rounds(); round++) {
      Skew.Round one = told("skewed", round, round(this::crowd));
      Skew.Round other = told("even", round, round(this::disperse));
      if (round > 0) {
        skewed.add(one);
        even.add(other);
      }
    }
    return new Skew(
        median(skewed),
        median(even),
        skewed,
        even,
        Instant.now(),
        machine,
        Map.of("database", graph.version(), "java", Runtime.version().toString()));
  }

  private long nodes() {
    return 2 * half + 1;
  }

  /** Between two of the first nodes there is room for all of the others. */
  private long step() {
    return half + 1;
  }

  /** In the middle, where neither the first nor the last shard is. */
  private void crowd() {
    graph.fillNumbered(half, half / 2 * step() + 1, 1);
  }

  private void disperse() {
    graph.fillNumbered(half, 1, step());
  }

  private Skew.Round round(Runnable more) {
    graph.checkpoint();
    migrations++;
    String migration = "bench-skew-" + migrations;
    Coordinator coordinator = cluster.coordinator();
    coordinator.submit(spec(migration), true);
    await(migration, view -> view.pass() != null);
    coordinator.pause(migration, "more nodes come");
    await(migration, view -> view.phase() == Phase.PAUSED);
    more.run();
    graph.checkpoint();
    coordinator.resume(migration, "they are there", null);
    Instant resumed = Instant.now();
    MigrationView view = await(migration, some -> !some.phase().isUnderWay());
    requireDone(view);
    Timeline timeline = coordinator.history(migration).timeline(0, STRETCHES);
    graph.removeBetween(step());
    graph.restore(Job.CANONICAL_KEY);
    return LastTenth.of(timeline, resumed, Objects.requireNonNull(view.pass()).shardsFinished());
  }

  private String spec(String migration) {
    int workers = place.settings().workers();
    return Job.CANONICAL_KEY
        .spec(migration, graph.label(), workers, "offline", "none")
        .replace("key: auto", "key: " + KEY);
  }

  private MigrationView await(String migration, Predicate<MigrationView> condition) {
    Coordinator coordinator = cluster.coordinator();
    if (!new Patience().until(PATIENCE, () -> condition.test(coordinator.show(migration)))) {
      throw new IllegalStateException(
          "migration %s is still %s".formatted(migration, coordinator.show(migration).phase()));
    }
    return coordinator.show(migration);
  }

  private void requireDone(MigrationView view) {
    long done = graph.done(Job.CANONICAL_KEY);
    if (view.phase() != Phase.COMPLETED || done != nodes()) {
      throw new IllegalStateException(
          "migration %s is %s and %d of %d nodes have a key; the figures would mean nothing"
              .formatted(view.migration(), view.phase(), done, nodes()));
    }
  }

  private Skew.Round told(String name, int round, Skew.Round found) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "  %-6s  %-8s  %5.1f s  %2d shards  the last tenth took %.2f times its share",
            name,
            round > 0 ? "round " + round : "warm-up",
            found.seconds(),
            found.shards(),
            found.lastTenth()));
    return found;
  }

  private static double median(List<Skew.Round> rounds) {
    List<Double> shares = rounds.stream().map(Skew.Round::lastTenth).toList();
    return Objects.requireNonNull(Spread.of(shares)).median();
  }
}
