package org.drover.bench.pace;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.bench.report.Machine;
import org.jspecify.annotations.Nullable;

/**
 * What others felt. Times are in seconds or milliseconds since the measurement began.
 *
 * @param windowsWithinTolerance of the guarded backfill's ten-second windows, the share in which
 *     the foreground's p95 is at most a tenth above its baseline; those in which the foreground was
 *     doubled are left out. This baseline is of the foreground alone before each of them
 * @param backfillNodesPerSecond of the guarded backfill, over all of its time
 * @param unguardedP95Ratio the foreground's p95 beside a backfill without guard, over what it was
 *     alone before anything
 * @param peerP95Ratio the same beside {@code apoc.periodic.iterate}; null if the database lacks it
 * @param guardedP95Ratio the same beside the guarded backfill, while the foreground was not doubled
 * @param aloneWindowsWithinTolerance as the first, of the foreground alone: what chance does here
 * @param giveWaySeconds from the doubling of the foreground until the pace was at most half of what
 *     it was; null if it never was
 * @param comeBackSeconds from the end of the doubling until the pace was where it had been; null if
 *     it was not while it was measured
 * @param paceMean of the guarded backfill, 0 to 1
 * @param aloneP95Millis before anything
 * @param baselineP95Millis alone before each guarded backfill
 * @param parts what was measured when
 * @param samples every request of the foreground, those of the doubled one among them
 */
public record PaceReport(
    double windowsWithinTolerance,
    double backfillNodesPerSecond,
    double unguardedP95Ratio,
    @Nullable Double peerP95Ratio,
    double guardedP95Ratio,
    double aloneWindowsWithinTolerance,
    @Nullable Double giveWaySeconds,
    @Nullable Double comeBackSeconds,
    double paceMean,
    double aloneP95Millis,
    double baselineP95Millis,
    double unguardedNodesPerSecond,
    @Nullable Double peerNodesPerSecond,
    List<Part> parts,
    List<Window> windows,
    List<Moment> moments,
    Machine machine,
    Map<String, String> versions,
    Map<String, String> settings,
    Instant measuredAt,
    List<String> notes,
    Samples samples) {

  /** The names of the parts. */
  static final String ALONE = "alone";

  /** Before each guarded backfill. */
  static final String ALONE_AGAIN = "alone again";

  static final String UNGUARDED = "unguarded";
  static final String PEER = "peer";
  static final String GUARDED = "guarded";
  static final String DOUBLED = "doubled";

  /**
   * Something that was measured.
   *
   * @param nodes that were migrated meanwhile
   */
  public record Part(String name, long fromMillis, long toMillis, double p95Millis, long nodes) {

    double seconds() {
      return Math.max(1, toMillis - fromMillis) / 1_000.0;
    }
  }

  /** Ten seconds of the foreground, in the part of that name. */
  public record Window(String part, double fromSecond, double toSecond, double p95Millis) {}

  /** The guarded backfill at a time. */
  public record Moment(double second, double pace, long visited, @Nullable String why) {}

  /** As columns, for there are tens of thousands. */
  public record Samples(long[] atMillis, long[] micros) {}

  /** Null if nothing of that name was measured. */
  @Nullable Part part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElse(null);
  }
}
