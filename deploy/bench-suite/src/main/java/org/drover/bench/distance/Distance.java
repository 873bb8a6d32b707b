package org.drover.bench.distance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.bench.report.Machine;
import org.jspecify.annotations.Nullable;

/**
 * What shards beside each other make of a distance.
 *
 * @param eachWayMillis how long every byte takes between a worker and the database
 * @param workerProcesses how many processes the shards are spread over
 */
public record Distance(
    long eachWayMillis,
    int workerProcesses,
    List<Series> series,
    Instant at,
    Machine machine,
    Map<String, String> versions) {

  /**
   * One target for the duration of a range.
   *
   * @param rangeMillis the target; a short one makes small ranges, which mostly wait for the line
   */
  public record Series(long rangeMillis, List<Point> points) {}

  /**
   * One number of shards at a time.
   *
   * @param workers the {@code budget.workers}
   * @param samples nodes a second of every round, from submitting to done
   * @param nodesPerSecond their median
   * @param timesTheFirst over the same of the series' first point
   * @param databaseCores how many processors the database kept busy meanwhile; null where it does
   *     not tell
   * @param allCores the same of the database, Drover and the line together
   */
  public record Point(
      int workers,
      List<Double> samples,
      double nodesPerSecond,
      double timesTheFirst,
      @Nullable Double databaseCores,
      @Nullable Double allCores) {}
}
