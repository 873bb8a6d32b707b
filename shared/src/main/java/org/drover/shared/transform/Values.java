package org.drover.shared.transform;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How values of columns compare, and what they are called. */
final class Values {

  private Values() {}

  /** Of the same type and alike; 1 and 1.0 are not, nor are 0.0 and -0.0. */
  static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof byte[] leftBytes && right instanceof byte[] rightBytes) {
      return Arrays.equals(leftBytes, rightBytes);
    }
    return Objects.equals(left, right);
  }

  /** The type's name as the graph has it, for messages that may not hold the value. */
  static String typeOf(Object value) {
    return switch (value) {
      case Long integer -> "integer";
      case Double number -> "float";
      case Boolean truth -> "boolean";
      case String text -> "string";
      case LocalDate date -> "date";
      case LocalTime time -> "local time";
      case OffsetTime time -> "time";
      case LocalDateTime datetime -> "local datetime";
      case ZonedDateTime datetime -> "datetime";
      case OffsetDateTime datetime -> "datetime";
      case IsoPeriod period -> "duration";
      case GeoPoint point -> "point";
      case byte[] bytes -> "byte array";
      case List<?> list -> "list";
      default -> value.getClass().getSimpleName();
    };
  }
}
