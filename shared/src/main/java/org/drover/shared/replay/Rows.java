package org.drover.shared.replay;

import java.time.Duration;
import java.time.Instant;
import org.drover.shared.journal.ShardEvent.RangeFinished;

/** Adds up what ranges did, in stretches of time that are all equally long. */
final class Rows {

  private final Instant from;
  private final double millis;
  private final double[] visited;
  private final double[] busyMillis;
  private final long[] ranges;
  private final long[] takeovers;

  /**
   * @param seconds how long all stretches are together
   */
  Rows(Instant from, double seconds, int rows) {
    this.from = from;
    this.millis = seconds * 1000 / rows;
    this.visited = new double[rows];
    this.busyMillis = new double[rows];
    this.ranges = new long[rows];
    this.takeovers = new long[rows];
  }

  int count() {
    return ranges.length;
  }

  /** What a range did counts evenly over the time that it took. */
  void add(RangeFinished range) {
    double end = since(range.at());
    double begin = end - range.millis();
    ranges[row(end)]++;
    if (range.millis() <= 0) {
      visited[row(end)] += range.tally().visited();
      return;
    }
    for (int row = row(begin); row <= row(end); row++) {
      double within = Math.min(end, (row + 1) * millis) - Math.max(begin, row * millis);
      if (within > 0) {
        busyMillis[row] += within;
        visited[row] += range.tally().visited() * within / range.millis();
      }
    }
  }

  /** A shard changed its owner; minus one takes back what was none. */
  void addTakeovers(Instant at, int number) {
    takeovers[row(since(at))] += number;
  }

  private double since(Instant at) {
    return Duration.between(from, at).toNanos() / 1e6;
  }

  /** Clocks of nodes differ: what seems to lie outside counts at the end that is nearer. */
  private int row(double sinceMillis) {
    return Math.clamp((long) (sinceMillis / millis), 0, ranges.length - 1);
  }

  Instant from(int row) {
    return from.plusNanos((long) (row * millis * 1e6));
  }

  double nodesPerSecond(int row) {
    return visited[row] * 1000 / millis;
  }

  double inFlight(int row) {
    return busyMillis[row] / millis;
  }

  /** 0 if there was no node. */
  double microsPerNode(int row) {
    return visited[row] < 1 ? 0 : busyMillis[row] * 1000 / visited[row];
  }

  long ranges(int row) {
    return ranges[row];
  }

  long takeovers(int row) {
    return Math.max(0, takeovers[row]);
  }
}
