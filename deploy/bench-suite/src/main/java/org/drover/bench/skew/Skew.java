package org.drover.bench.skew;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.bench.report.Machine;

/**
 * How long the last nodes of a skewed keyspace take, with where it was measured.
 *
 * @param lastTenth median of {@link Round#lastTenth}
 * @param evenLastTenth the same of rounds without skew, in between
 */
public record Skew(
    double lastTenth,
    double evenLastTenth,
    List<Round> rounds,
    List<Round> evenRounds,
    Instant at,
    Machine machine,
    Map<String, String> versions) {

  /**
   * One backfill.
   *
   * @param nodes of which the shares are
   * @param seconds from the first range to the end of the pass
   * @param lastTenth the time of the last tenth of the nodes over a tenth of that; 1 where it takes
   *     its share
   * @param shards at the end, with those that were split off
   */
  public record Round(long nodes, double seconds, double lastTenth, int shards) {}
}
