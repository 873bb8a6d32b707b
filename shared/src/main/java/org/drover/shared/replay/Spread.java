package org.drover.shared.replay;

import java.time.Duration;
import java.time.Instant;

/** Stretches of time that are all equally long, and what is spread evenly over them. */
final class Spread {

  private final Instant from;
  private final double millis;
  private final int rows;

  /**
   * @param seconds how long all stretches are together
   */
  Spread(Instant from, double seconds, int rows) {
    this.from = from;
    this.millis = seconds * 1000 / rows;
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  /** Where a stretch begins. */
  Instant from(int row) {
    return from.plusNanos((long) (row * millis * 1e6));
  }

  /** How long each is. */
  double millis() {
    return millis;
  }

  /** Clocks of nodes differ: what seems to lie outside counts at the end that is nearer. */
  int row(Instant at) {
    return Math.clamp((long) (since(at) / millis), 0, rows - 1);
  }

  /**
   * Adds an amount, evenly over a time.
   *
   * @param within how many milliseconds before the end it began; if none, all counts at the end
   */
  void over(Instant end, long within, long amount, double[] sums) {
    if (within <= 0) {
      sums[row(end)] += amount;
      return;
    }
    double last = since(end);
    double first = last - within;
    for (int row = row(first); row <= row(last); row++) {
      double part = Math.min(last, (row + 1) * millis) - Math.max(first, row * millis);
      if (part > 0) {
        sums[row] += part * amount / within;
      }
    }
  }

  /** How much of it there was at a time, where the amounts are milliseconds. */
  double mean(double[] sums, int row) {
    return sums[row] / millis;
  }

  private double since(Instant at) {
    return Duration.between(from, at).toNanos() / 1e6;
  }

  private int row(double sinceMillis) {
    return Math.clamp((long) (sinceMillis / millis), 0, rows - 1);
  }
}
