package org.drover.shared.replay;

import java.time.Instant;
import org.drover.shared.journal.ShardEvent.RangeFinished;

/** Adds up what ranges did, in stretches of time that are all equally long. */
final class Rows {

  private final Spread spread;
  private final double[] visited;
  private final double[] busyMillis;
  private final long[] ranges;
  private final long[] takeovers;

  Rows(Spread spread) {
    this.spread = spread;
    this.visited = new double[spread.rows()];
    this.busyMillis = new double[spread.rows()];
    this.ranges = new long[spread.rows()];
    this.takeovers = new long[spread.rows()];
  }

  int count() {
    return ranges.length;
  }

  /** What a range did counts evenly over the time that it took. */
  void add(RangeFinished range) {
    ranges[spread.row(range.at())]++;
    spread.over(range.at(), range.millis(), range.tally().visited(), visited);
    spread.over(range.at(), range.millis(), range.millis(), busyMillis);
  }

  /** A shard changed its owner; minus one takes back what was none. */
  void addTakeovers(Instant at, int number) {
    takeovers[spread.row(at)] += number;
  }

  Instant from(int row) {
    return spread.from(row);
  }

  double nodesPerSecond(int row) {
    return visited[row] * 1000 / spread.millis();
  }

  double inFlight(int row) {
    return spread.mean(busyMillis, row);
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
