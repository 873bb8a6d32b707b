package org.drover.bench.distance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.drover.bench.contender.Contender.Details;
import org.drover.bench.contender.Drover;
import org.drover.bench.contender.Drover.Variant;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.measure.Spread;
import org.drover.bench.place.Cluster;
import org.drover.bench.place.Place;
import org.drover.bench.place.ProcessUse;
import org.drover.bench.report.Machine;
import org.drover.sandbox.SlowLine;
import org.jspecify.annotations.Nullable;

/** Runs the canonical key through a line that delays, by ever more shards at a time. */
public final class DistanceRun {

  /** Short ranges: they become as small as slowness may make them. */
  private static final List<Long> RANGE_TARGETS = List.of(1_000L, 10L);

  private final Place place;
  private final ScratchGraph graph;
  private final Cluster cluster;
  private final SlowLine line;
  private final Drover drover;
  private final Consumer<String> progress;
  private int migrations;

  /**
   * @param cluster reaches the database through {@code line}
   */
  public DistanceRun(Place place, Cluster cluster, SlowLine line, Consumer<String> progress) {
    this.place = place;
    this.graph = place.graph();
    this.cluster = cluster;
    this.line = line;
    this.drover = new Drover(graph, cluster, place.settings().workers(), Variant.OFFLINE);
    this.progress = progress;
  }

  /**
   * @param workers how many shards at a time, ascending, not empty
   */
  public Distance run(Duration eachWay, List<Integer> workers, Machine machine) {
    for (int round = 0; round < place.settings().warmUps(); round++) {
      turn(workers.getLast(), RANGE_TARGETS.getFirst());
    }
    line.delay(eachWay);
    List<Distance.Series> series =
        RANGE_TARGETS.stream()
            .map(target -> new Distance.Series(target, points(workers, target)))
            .toList();
    return new Distance(
        eachWay.toMillis(),
        cluster.workers().size(),
        series,
        Instant.now(),
        machine,
        Map.of("database", graph.version(), "java", Runtime.version().toString()));
  }

  private List<Distance.Point> points(List<Integer> workers, long rangeMillis) {
    progress.accept("ranges that aim at " + rangeMillis + " ms");
    List<Distance.Point> points = new ArrayList<>();
    for (int count : workers) {
      double first = points.isEmpty() ? 0 : points.getFirst().nodesPerSecond();
      Distance.Point point = point(count, rangeMillis, first);
      progress.accept(
          String.format(
              Locale.ROOT,
              "  %2d at a time  %,9.0f nodes/s  %.1f times the first; busy processors: %.1f (database %.1f)",
              count,
              point.nodesPerSecond(),
              point.timesTheFirst(),
              point.allCores(),
              point.databaseCores()));
      points.add(point);
    }
    return points;
  }

  /**
   * @param first nodes a second of the series' first point; 0 if this is it
   */
  private Distance.Point point(int workers, long rangeMillis, double first) {
    List<Turn> turns = new ArrayList<>();
    for (int round = 0; round < place.settings().rounds(); round++) {
      turns.add(turn(workers, rangeMillis));
    }
    List<Double> speeds =
        turns.stream().map(turn -> place.settings().nodes() / turn.seconds()).toList();
    double speed = Objects.requireNonNull(Spread.of(speeds)).median();
    double seconds = turns.stream().mapToDouble(Turn::seconds).sum();
    boolean told = turns.stream().allMatch(turn -> turn.databaseCpu() != null);
    double database =
        turns.stream().map(Turn::databaseCpu).filter(Objects::nonNull).reduce(0.0, Double::sum);
    double others = turns.stream().mapToDouble(Turn::otherCpu).sum();
    return new Distance.Point(
        workers,
        speeds,
        speed,
        first == 0 ? 1 : speed / first,
        told ? database / seconds : null,
        told ? (database + others) / seconds : null);
  }

  /**
   * One migration; all in seconds.
   *
   * @param databaseCpu null where the database does not tell
   */
  private record Turn(double seconds, @Nullable Double databaseCpu, double otherCpu) {}

  private Turn turn(int workers, long rangeMillis) {
    graph.checkpoint();
    migrations++;
    String migration = "bench-distance-" + migrations;
    String spec = Job.CANONICAL_KEY.spec(migration, graph.label(), workers, "offline", "none");
    Duration database = graph.cpu();
    Duration others = others();
    Instant began = Instant.now();
    Details details =
        drover.migrate(migration, spec, Map.of("rangeMillis", String.valueOf(rangeMillis)));
    Duration elapsed = Duration.between(began, Instant.now());
    Duration used = graph.cpu();
    Turn turn =
        new Turn(
            details.planningSeconds() == null || details.runningSeconds() == null
                ? seconds(elapsed)
                : details.planningSeconds() + details.runningSeconds(),
            database == null || used == null ? null : seconds(used.minus(database)),
            seconds(others().minus(others)));
    long done = graph.done(Job.CANONICAL_KEY);
    if (done != place.settings().nodes()) {
      throw new IllegalStateException(
          "%d of %d nodes have a key; the figures would mean nothing"
              .formatted(done, place.settings().nodes()));
    }
    graph.restore(Job.CANONICAL_KEY);
    return turn;
  }

  /** Drover's processes, and this one, which is the line. */
  private Duration others() {
    return drover.clientCpu().plus(ProcessUse.cpu(ProcessHandle.current().pid(), false));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
