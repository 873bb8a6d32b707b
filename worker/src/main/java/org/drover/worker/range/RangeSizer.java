package org.drover.worker.range;

import java.time.Duration;

/**
 * How many nodes the next range may hold: as many as a transaction of the target duration bears.
 * All shards of a pass on one worker node share one, so that a new shard starts at the size that
 * the others have found. Thread-safe.
 */
public final class RangeSizer {

  private static final int NODES_AT_START = 2_500;

  /**
   * A range this small that is still slow is slow for another reason than its size, a distant
   * database say: only a refusal makes it smaller.
   */
  private static final int NODES_FLOOR = 500;

  private static final double GROWTH_MAX = 1.2;

  private final int nodesMax;
  private long targetMillis;
  private double nodes = NODES_AT_START;
  private double nodesPerMilli = Double.POSITIVE_INFINITY;

  /**
   * @param nodesMax how many a range may ever hold
   */
  public RangeSizer(Duration target, int nodesMax) {
    this.nodesMax = nodesMax;
    this.targetMillis = target.toMillis();
  }

  /** Ranges are to take so long from now on. What is shorter is obeyed at once. */
  public synchronized void aimAt(long millis) {
    if (millis < targetMillis) {
      nodes = Math.min(nodes, Math.max(NODES_FLOOR, nodesPerMilli * millis));
    }
    targetMillis = millis;
  }

  /** How many nodes the next range should visit; at least 1. */
  public synchronized int nodes() {
    return (int) nodes;
  }

  /**
   * A range was committed.
   *
   * @param visited 0 in a hole, which says nothing
   */
  public synchronized void finished(long visited, long millis) {
    if (visited == 0) {
      return;
    }
    nodesPerMilli = (double) visited / Math.max(millis, 1);
    double fitting = nodesPerMilli * targetMillis;
    double largest = Math.min(nodes * GROWTH_MAX, nodesMax);
    nodes = Math.clamp(fitting, Math.min(NODES_FLOOR, largest), largest);
  }

  /** A range was refused for its size, its duration or a conflict: half as many from now on. */
  public synchronized void halve() {
    nodes = Math.max(nodes / 2, 1);
  }
}
