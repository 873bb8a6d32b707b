package org.drover.shared.graph;

import java.util.List;

/**
 * An index that members stand in by their values. It has room for only so much of one member, and
 * the database refuses to write what is larger.
 */
public interface ValueIndex {

  /** The label or type whose members stand in it. */
  String of();

  /** Whoever lacks one of them does not stand in it. */
  List<String> properties();

  /** What a sentence calls it. */
  String called();

  /** How many bytes the values of one member may take together. */
  long bytesMax();

  /** Whether there is room at any rate, if a member's other values are as small; costs nothing. */
  boolean isSmall(Object value);

  /**
   * How much a value takes.
   *
   * @param written whether it is written by Drover; what others wrote may be stored as a narrower
   *     type than it is read as
   */
  Bytes bytes(Object value, boolean written);

  /**
   * @param least at least so many
   * @param most at most so many; the same where it is known
   */
  record Bytes(long least, long most) {

    public static final Bytes NONE = new Bytes(0, 0);

    public static Bytes exactly(long bytes) {
      return new Bytes(bytes, bytes);
    }

    public Bytes plus(Bytes other) {
      return new Bytes(least + other.least, most + other.most);
    }

    /** Of whichever of the two is larger. */
    public Bytes max(Bytes other) {
      return new Bytes(Math.max(least, other.least), Math.max(most, other.most));
    }
  }
}
