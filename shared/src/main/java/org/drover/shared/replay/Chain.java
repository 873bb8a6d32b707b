package org.drover.shared.replay;

import java.util.Objects;
import org.drover.shared.keyspace.Key;
import org.drover.shared.replay.Proof.Finding.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Whether one piece begins where another ended. Equality decides; the order of strings is only the
 * database's to know, so that here it does no more than name what was found, or help to look for
 * it.
 */
final class Chain {

  private Chain() {}

  /** Whether the keys are the same; null is below every key. */
  static boolean meets(@Nullable Key end, @Nullable Key begin) {
    return Objects.equals(end, begin);
  }

  /** What it is that two pieces which do not meet have between them. */
  static Kind between(@Nullable Key end, @Nullable Key begin) {
    return compare(end, begin) < 0 ? Kind.GAP : Kind.OVERLAP;
  }

  /** Whether a piece runs backwards; said only of numbers. */
  static boolean backwards(@Nullable Key from, Key to) {
    return from != null
        && from.value() instanceof Long
        && to.value() instanceof Long
        && from.id() > to.id();
  }

  /**
   * Whether a key lies in {@code (from, to]}; of strings by their code points, which is the order
   * of the database's range indexes.
   */
  static boolean holds(@Nullable Key from, Key to, Key key) {
    return compare(from, key) < 0 && compare(key, to) <= 0;
  }

  static String show(@Nullable Key key) {
    return key == null ? "below every key" : key.toString();
  }

  private static int compare(@Nullable Key left, @Nullable Key right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    if (left.value() instanceof Long && right.value() instanceof Long) {
      return Long.compare(left.id(), right.id());
    }
    return compareCodePoints(left.toString(), right.toString());
  }

  private static int compareCodePoints(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        return Integer.compare(weight(left.charAt(i)), weight(right.charAt(i)));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Surrogates stand for the code points above all others, but are not the highest characters. */
  private static int weight(char unit) {
    return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
  }
}
