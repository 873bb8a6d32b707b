package org.drover.worker.pace;

import org.jspecify.annotations.Nullable;

/**
 * What ranges in flight may hold. A range is given its bytes before it is read, by an estimate that
 * follows what ranges were seen to hold, so that it is smaller rather than too large. A single node
 * beyond the bound is done alone.
 */
final class ByteBound {

  /** The first range measures what nodes weigh, and does so alone; if it is empty, the next one. */
  private static final int FIRST_NODES = 16;

  private static final int FIRST_NODES_MAX = 128;

  /** No range holds many times as many nodes as one that was weighed: the next may be heavier. */
  private static final int GROWTH_MAX = 4;

  /** As for round-trip times: a mean, and the mean of how far ranges are from it. */
  private static final double MEAN_GAIN = 0.125;

  private static final double DEVIATION_GAIN = 0.25;
  private static final double DEVIATIONS = 4;
  private static final double BYTES_MIN = 16;

  private @Nullable Long bound;
  private long held;
  private long peak;
  private double mean;
  private double deviation;
  private long weighedNodes;
  private int firstNodes = FIRST_NODES;

  /**
   * @param bytes null for no bound
   */
  void set(@Nullable Long bytes) {
    bound = bytes;
  }

  @Nullable Long bound() {
    return bound;
  }

  /** What is in flight, by estimate. */
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
   * How many nodes the next range may hold now.
   *
   * @param shards that share the bound
   * @return 0 if it has to wait until others are finished
   */
  int fit(int nodes, int shards) {
    Long most = bound;
    if (most == null) {
      return nodes;
    }
    if (weighedNodes == 0) {
      return held == 0 ? Math.min(nodes, firstNodes) : 0;
    }
    int share = (int) Math.clamp(most / perNode() / Math.max(1, shards), 1, nodes);
    int wanted = (int) Math.min(share, weighedNodes * GROWTH_MAX);
    if (held == 0) {
      return wanted;
    }
    return held + reservation(wanted) <= most ? wanted : 0;
  }

  /** What a range of so many nodes is given; the first is given everything. */
  long reservation(int nodes) {
    Long most = bound;
    if (most == null) {
      return weighedNodes == 0 ? 0 : (long) Math.ceil(nodes * perNode());
    }
    return weighedNodes == 0 ? most : Math.min(most, (long) Math.ceil(nodes * perNode()));
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
      firstNodes = Math.min(2 * firstNodes, FIRST_NODES_MAX);
      return;
    }
    double perNode = (double) bytes / visited;
    if (weighedNodes == 0) {
      mean = perNode;
      deviation = perNode / 4;
    } else {
      deviation += DEVIATION_GAIN * (Math.abs(perNode - mean) - deviation);
      mean += MEAN_GAIN * (perNode - mean);
    }
    weighedNodes = Math.max(visited, weighedNodes);
  }
}
