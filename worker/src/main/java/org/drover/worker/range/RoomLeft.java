package org.drover.worker.range;

import java.util.function.Function;
import org.drover.shared.graph.TooHeavy;
import org.drover.shared.transform.Columns;

/** What is left of a range's room, where it holds several things, some beside others. */
final class RoomLeft {

  private final RangeSize size;
  private long taken;
  private long most;

  RoomLeft(RangeSize size) {
    this.size = size;
  }

  /**
   * Takes a part of it.
   *
   * @throws TooHeavy if there is not so much, with all that was to be taken so far
   */
  void take(long bytes) {
    taken += bytes;
    most = Math.max(most, taken);
    if (size.bounded() && taken > size.bytes()) {
      throw new TooHeavy(taken);
    }
  }

  /**
   * Reads columns in what is left, and takes what they hold.
   *
   * @throws TooHeavy if they do not fit, with what they need beside what is taken
   */
  Columns read(Function<RangeSize, Columns> reading) {
    Columns columns;
    try {
      columns = reading.apply(left());
    } catch (TooHeavy heavy) {
      throw new TooHeavy(taken + heavy.bytes());
    }
    take(columns.bytes());
    return columns;
  }

  /** Nothing of what was taken is held any more. */
  void giveBack() {
    taken = 0;
  }

  /** The most that was ever held. */
  long most() {
    return most;
  }

  private RangeSize left() {
    return size.bounded()
        ? new RangeSize(size.nodes(), Math.max(1, size.bytes() - taken), size.oneIn())
        : size;
  }
}
