package org.drover.shared.graph;

/**
 * Nothing was read, since those of the first key alone take more than there is room for. No failure
 * of the graph: with so much room the same range can be read.
 */
public final class TooHeavy extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final long bytes;

  /**
   * @param bytes that they take
   */
  public TooHeavy(long bytes) {
    super("the first key's members take " + bytes + " bytes");
    this.bytes = bytes;
  }

  public long bytes() {
    return bytes;
  }
}
