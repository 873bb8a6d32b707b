package org.drover.worker.range;

import java.util.List;
import org.drover.shared.canonical.ValueDigest;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of values that are equal where an index of the database takes the values for the same: to
 * it 1 and 1.0 are, 0.0 and -0.0 are not, and what is no number is never the same as anything. Used
 * by one thread.
 */
final class ValueHash {

  /** Up to this every whole number is a floating-point number too. */
  private static final double EXACT_MAX = 1L << 53;

  private static final String MINUS_ZERO = "-0.0";

  private final ValueDigest digest = new ValueDigest();

  /** Whether another one can have the same value. */
  static boolean isShareable(@Nullable Object value) {
    return value != null && !(value instanceof Double number && number.isNaN());
  }

  long of(Object value) {
    add(value);
    return digest.first64Bits();
  }

  /** Of several values together. */
  long ofAll(List<Object> values) {
    values.forEach(this::add);
    return digest.first64Bits();
  }

  private void add(Object value) {
    switch (value) {
      case Double number -> add((double) number);
      case List<?> list -> {
        digest.add(list.size());
        list.forEach(this::add);
      }
      default -> digest.addValue(value);
    }
  }

  private void add(double number) {
    if (number == 0 && 1 / number < 0) {
      digest.addName(MINUS_ZERO);
    } else if (number == Math.rint(number) && Math.abs(number) <= EXACT_MAX) {
      digest.addValue((long) number);
    } else {
      digest.addValue(number);
    }
  }
}
