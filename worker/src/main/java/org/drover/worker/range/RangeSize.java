package org.drover.worker.range;

/**
 * How large a range may be.
 *
 * @param nodes how many it should hold, about
 * @param bytes that the columns of its members may take; it ends where they would be exceeded
 * @param oneIn of how many members one is weighed before they are sent; 1 weighs each
 */
public record RangeSize(int nodes, long bytes, int oneIn) {

  private static final long UNBOUNDED = Long.MAX_VALUE;

  /** One that may take what it takes. */
  public static RangeSize ofAnyWeight(int nodes) {
    return new RangeSize(nodes, UNBOUNDED, 1);
  }

  boolean bounded() {
    return bytes < UNBOUNDED;
  }
}
