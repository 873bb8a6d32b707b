package org.drover.worker.pace;

import org.jspecify.annotations.Nullable;

/**
 * What ranges in flight may hold. A range is given its room before it is read, and the database
 * sends it no more than that. How much it is given, and how many nodes it is to ask for, follows
 * what ranges were seen to hold; that estimate may be wrong, and the bound is kept all the same.
 */
final class ByteBound {

  /**
   * What a range may hold.
   *
   * @param nodes how many are likely to fit, at most as many as were asked for
   */
  record Room(int nodes, long bytes) {}

  /** As for round-trip times: a mean, and the mean of how far ranges are from it. */
  private static final double MEAN_GAIN = 0.125;

  private static final double DEVIATION_GAIN = 0.25;
  private static final double DEVIATIONS = 4;
  private static final double BYTES_MIN = 16;

  /** Where there is room enough, a range that is heavier than the last ones is not cut short. */
  private static final double SPARE = 4;

  private static final long ROOM_MIN = 1 << 20;

  /** Nobody knows yet how many shards will ask; the first one leaves room for others. */
  private static final int AT_START = 8;

  private long bound;
  private long held;
  private long peak;
  private double mean;
  private double deviation;
  private boolean weighed;

  ByteBound(long bytes) {
    bound = bytes;
  }

  void set(long bytes) {
    bound = bytes;
  }

  long bound() {
    return bound;
  }

  /** What was given to the ranges in flight. */
  long held() {
    return held;
  }

  /** The most that ever was, corrected by what ranges were seen to hold. */
  long peak() {
    return peak;
  }

  /** How many bytes a node is believed to take. */
  double perNode() {
    return Math.max(BYTES_MIN, mean + DEVIATIONS * deviation);
  }

  /**
   * What the next range may hold now.
   *
   * @param shards that share the bound
   * @param needed by its first node, where that is known
   * @return null if it has to wait until others are finished
   */
  @Nullable Room room(int nodes, int shards, long needed) {
    long share = Math.max(1, bound / Math.max(weighed ? 1 : AT_START, shards));
    long one = weighed ? (long) Math.ceil(perNode()) : 0;
    long likely = weighed ? Math.max(ROOM_MIN, (long) (nodes * perNode() * SPARE)) : share;
    long bytes = Math.max(needed, Math.max(Math.min(bound, one), Math.min(share, likely)));
    if (held > 0 && held + bytes > bound) {
      return null;
    }
    int fitting = weighed ? (int) Math.clamp(bytes / perNode(), 1, nodes) : nodes;
    return new Room(fitting, bytes);
  }

  void reserve(long bytes) {
    held += bytes;
    peak = Math.max(peak, held);
  }

  /** A range is over: what was reserved for it is free again. */
  void release(long reserved) {
    held -= reserved;
  }

  /** What a range was seen to hold. */
  void weigh(long reserved, long visited, long bytes) {
    peak = Math.max(peak, held - reserved + bytes);
    if (visited == 0) {
      return;
    }
    double perNode = (double) bytes / visited;
    if (weighed) {
      deviation += DEVIATION_GAIN * (Math.abs(perNode - mean) - deviation);
      mean += MEAN_GAIN * (perNode - mean);
    } else {
      mean = perNode;
      deviation = perNode / 4;
      weighed = true;
    }
  }
}
