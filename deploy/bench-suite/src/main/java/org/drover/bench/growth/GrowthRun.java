package org.drover.bench.growth;

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
import org.jspecify.annotations.Nullable;

/** Fills the graph further and further, and does the same job each time. */
public final class GrowthRun {

  private static final String KEY = "row_key";

  private final Place place;
  private final ScratchGraph graph;
  private final Cluster cluster;
  private final Drover drover;
  private final Consumer<String> progress;

  public GrowthRun(Place place, Cluster cluster, Consumer<String> progress) {
    this.place = place;
    this.graph = place.graph();
    this.cluster = cluster;
    this.drover = new Drover(graph, cluster, place.settings().workers(), Variant.OFFLINE);
    this.progress = progress;
  }

  /**
   * @param sizes ascending, not empty
   */
  public Growth run(List<Long> sizes, Machine machine) {
    List<Growth.Size> measured = new ArrayList<>();
    long filled = 0;
    for (long size : sizes) {
      progress.accept(String.format(Locale.ROOT, "filling up to %,d nodes", size));
      graph.fill(filled, size);
      if (filled == 0) {
        warmUp(size);
      }
      filled = size;
      Growth.Size found = measure(size);
      progress.accept(
          String.format(
              Locale.ROOT,
              "  %,12d nodes  %,10.0f nodes/s  planning %.2f s by ids, %.2f s by a property",
              size,
              found.nodesPerSecond(),
              found.planningByIdSeconds(),
              found.planningByPropertySeconds()));
      measured.add(found);
    }
    return new Growth(
        measured.getLast().nodesPerSecond() / measured.getFirst().nodesPerSecond(),
        measured.getLast().workerPeakMebibytes(),
        measured,
        Instant.now(),
        machine,
        Map.of("database", graph.version(), "java", Runtime.version().toString()));
  }

  private void warmUp(long size) {
    for (int round = 0; round < place.settings().warmUps(); round++) {
      turn(size);
    }
  }

  private Growth.Size measure(long size) {
    List<Turn> turns = new ArrayList<>();
    for (int round = 0; round < place.settings().rounds(); round++) {
      turns.add(turn(size));
    }
    List<Double> speeds = turns.stream().map(turn -> size / turn.seconds()).toList();
    double millions = size * turns.size() / 1e6;
    return new Growth.Size(
        size,
        speeds,
        Objects.requireNonNull(Spread.of(speeds)).median(),
        turns.getLast().planningSeconds(),
        planningByProperty(),
        databaseCpu(turns, millions),
        turns.stream().mapToDouble(Turn::clientCpuSeconds).sum() / millions,
        ProcessUse.peakMebibytes(cluster.workers().getFirst().pid()));
  }

  private static @Nullable Double databaseCpu(List<Turn> turns, double millions) {
    double sum = 0;
    for (Turn turn : turns) {
      if (turn.databaseCpuSeconds() == null) {
        return null;
      }
      sum += turn.databaseCpuSeconds();
    }
    return sum / millions;
  }

  private record Turn(
      double seconds,
      @Nullable Double planningSeconds,
      @Nullable Double databaseCpuSeconds,
      double clientCpuSeconds) {}

  private Turn turn(long size) {
    graph.checkpoint();
    Duration database = graph.cpu();
    Duration client = drover.clientCpu();
    Details details = drover.run(Job.CANONICAL_KEY);
    Duration used = graph.cpu();
    Turn turn =
        new Turn(
            Objects.requireNonNull(details.planningSeconds())
                + Objects.requireNonNull(details.runningSeconds()),
            details.planningSeconds(),
            database == null || used == null ? null : seconds(used.minus(database)),
            seconds(drover.clientCpu().minus(client)));
    long done = graph.done(Job.CANONICAL_KEY);
    if (done != size) {
      throw new IllegalStateException(
          "%d of %d nodes have a key; the figures would mean nothing".formatted(done, size));
    }
    graph.restore(Job.CANONICAL_KEY);
    return turn;
  }

  /** The index is there for this only: otherwise it would be kept up to date in every round. */
  private double planningByProperty() {
    graph.index(KEY);
    try {
      return drover.planningSeconds(Job.CANONICAL_KEY, KEY);
    } finally {
      graph.dropIndex(KEY);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
