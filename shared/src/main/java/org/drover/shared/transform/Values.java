package org.drover.shared.transform;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How values of columns compare. */
final class Values {

  private Values() {}

  /** Of the same type and alike; 1 and 1.0 are not, nor are 0.0 and -0.0. */
  static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof byte[] leftBytes && right instanceof byte[] rightBytes) {
      return Arrays.equals(leftBytes, rightBytes);
    }
    return Objects.equals(left, right);
  }
}
