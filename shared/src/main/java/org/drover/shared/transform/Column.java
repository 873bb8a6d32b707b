package org.drover.shared.transform;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One property of a batch: the values as read, if they were, and as they now are. */
final class Column {

  private final @Nullable Object @Nullable [] before;
  private @Nullable Object[] now;

  /** Which rows are known though they were not read; unused if all were read. */
  private final BitSet written = new BitSet();

  private Column(@Nullable Object @Nullable [] before, @Nullable Object[] now) {
    this.before = before;
    this.now = now;
  }

  static Column read(@Nullable Object[] values) {
    return new Column(values, values);
  }

  static Column unread(int size) {
    return new Column(null, new Object[size]);
  }

  @Nullable Object[] values() {
    return now;
  }

  /** The values that were read; fails if none were. */
  @Nullable Object[] before() {
    if (before == null) {
      throw new IllegalStateException("what was before is asked for, but it was not read");
    }
    return before;
  }

  void set(int row, @Nullable Object value) {
    if (now == before) {
      now = now.clone();
    }
    now[row] = value;
    written.set(row);
  }

  /**
   * @param except rows that stay as they are
   */
  void replace(@Nullable Object[] values, BitSet except) {
    @Nullable Object[] old = now;
    now = except.isEmpty() ? values : values.clone();
    for (int row = except.nextSetBit(0); row >= 0; row = except.nextSetBit(row + 1)) {
      now[row] = old[row];
    }
    written.set(0, values.length);
    written.andNot(except);
  }

  /** What was read is what counts again. */
  void restore(int row) {
    written.clear(row);
    if (now != before) {
      now[row] = before == null ? null : before[row];
    }
  }

  /** What was never read counts as changed once it is written, for nobody knows better. */
  boolean changed(int row) {
    if (now == before) {
      return false;
    }
    return before == null ? written.get(row) : !same(before[row], now[row]);
  }

  boolean known(int row) {
    return before != null || written.get(row);
  }

  /** Of the same type and alike; 1 and 1.0 are not, nor are 0.0 and -0.0. */
  static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof byte[] leftBytes && right instanceof byte[] rightBytes) {
      return Arrays.equals(leftBytes, rightBytes);
    }
    return Objects.equals(left, right);
  }
}
