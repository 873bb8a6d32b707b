package org.drover.shared.graph;

/**
 * Nothing was done, since what cannot be divided takes more than there is room for: those of the
 * first key, or a range that is journaled. No failure of the graph: with so much room the same
 * range can be read.
 */
public final class TooHeavy extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final long bytes;

  /**
   * @param bytes that they take
   */
  public TooHeavy(long bytes) {
    super("what cannot be divided takes " + bytes + " bytes");
    this.bytes = bytes;
  }

  public long bytes() {
    return bytes;
  }
}
