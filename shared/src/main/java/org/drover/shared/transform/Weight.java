package org.drover.shared.transform;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how much memory values take. Text counts two bytes a character, which is the most. */
final class Weight {

  private static final long REFERENCE = 8;
  private static final long SMALL_OBJECT = 24;
  private static final long TEXT = 56;
  private static final long ENTRY = 48;

  private Weight() {}

  static long of(@Nullable Object[] column) {
    long bytes = 0;
    for (Object value : column) {
      bytes += of(value);
    }
    return bytes;
  }

  static long of(Map<String, Object> properties) {
    long bytes = 0;
    for (Object value : properties.values()) {
      bytes += ENTRY + of(value);
    }
    return bytes;
  }

  private static long of(@Nullable Object value) {
    return REFERENCE
        + switch (value) {
          case null -> 0;
          case String text -> TEXT + 2L * text.length();
          case byte[] bytes -> SMALL_OBJECT + bytes.length;
          case List<?> list -> SMALL_OBJECT + list.stream().mapToLong(Weight::of).sum();
          default -> SMALL_OBJECT;
        };
  }
}
