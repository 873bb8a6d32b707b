package org.drover.worker.pace;

import org.jspecify.annotations.Nullable;

/** Nodes a second, as a bucket of tokens; it holds those of one second at most. */
final class RateBucket {

  /** A range takes at most half a second's nodes, so that several shards share evenly. */
  private static final double RANGE_SECONDS = 0.5;

  private @Nullable Double perSecond;
  private double tokens;
  private long filledAt;

  /**
   * @param nodesPerSecond null for no bound
   */
  void set(@Nullable Double nodesPerSecond, long now) {
    fill(now);
    if (perSecond == null && nodesPerSecond != null) {
      tokens = 0;
    }
    perSecond = nodesPerSecond;
  }

  /** The rate in force; null for no bound. */
  @Nullable Double perSecond() {
    return perSecond;
  }

  /** How many nodes the next range may hold, were there enough tokens; at least 1. */
  int rangeMax(int nodes) {
    Double rate = perSecond;
    return rate == null ? nodes : (int) Math.clamp(rate * RANGE_SECONDS, 1, nodes);
  }

  /**
   * @return how many milliseconds until so many nodes may be taken; 0 for now
   */
  long millisUntil(int nodes, long now) {
    Double rate = perSecond;
    if (rate == null) {
      return 0;
    }
    fill(now);
    if (tokens >= nodes) {
      return 0;
    }
    return rate <= 0 ? Long.MAX_VALUE : (long) Math.ceil((nodes - tokens) / rate * 1000);
  }

  void take(int nodes) {
    tokens -= nodes;
  }

  /** A range visited another number than it took tokens for; too many are owed. */
  void settle(int taken, long visited) {
    tokens += taken - visited;
  }

  private void fill(long now) {
    Double rate = perSecond;
    if (rate != null && now > filledAt) {
      tokens = Math.min(Math.max(rate, 1), tokens + rate * (now - filledAt) / 1000);
    }
    filledAt = Math.max(filledAt, now);
  }
}
