package org.drover.shared.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What one worker node may use of a migration's budget until the lease ends, which is a fixed time
 * after the node asked for it, by the node's own clock.
 *
 * @param migration whose
 * @param stamp of the request, as the node gave it
 * @param pace 0 to 1: the share of the time in which its shards have transactions in flight
 * @param nodesPerSecond this node's share of the rate; null if there is no bound
 * @param memoryBytes what ranges in flight may hold on this node; null if there is no bound
 * @param rangeMillis how long a range should take
 * @param guarded whether guards or windows may make the pace another at any moment
 * @param why what holds the pace below 1; null if nothing does
 */
public record Lease(
    String migration,
    long stamp,
    double pace,
    @Nullable Double nodesPerSecond,
    @Nullable Long memoryBytes,
    long rangeMillis,
    boolean guarded,
    @Nullable Waiting why)
    implements Wire {

  /** How long a lease is good for. Shorter than the cluster takes to give up a silent node. */
  public static final long MILLIS = 4_000;

  /**
   * Whether the lease bounds anything that the whole cluster shares, or would as soon as a guard or
   * a window asks for it; only such a one ends.
   */
  public boolean bounded() {
    return guarded || pace < 1 || nodesPerSecond != null;
  }
}
