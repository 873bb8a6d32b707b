package org.drover.shared.transform;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes a value takes in a graph: text as UTF-8, everything of a fixed size as eight
 * bytes. What the store itself needs around a value is not counted.
 */
final class ValueSize {

  private static final long FIXED = 8;

  private ValueSize() {}

  static long of(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case String text -> text.getBytes(StandardCharsets.UTF_8).length;
      case byte[] bytes -> bytes.length;
      case List<?> list -> list.stream().mapToLong(ValueSize::of).sum();
      default -> FIXED;
    };
  }
}
