package org.drover.worker.range;

/**
 * How large a range may be.
 *
 * @param nodes how many it should hold, about
 * @param bytes that the columns of its members may take; it ends where they would be exceeded
 */
public record RangeSize(int nodes, long bytes) {

  private static final long UNBOUNDED = Long.MAX_VALUE;

  /** One that may take what it takes. */
  public static RangeSize ofAnyWeight(int nodes) {
    return new RangeSize(nodes, UNBOUNDED);
  }

  boolean bounded() {
    return bytes < UNBOUNDED;
  }
}
