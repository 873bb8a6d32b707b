package org.drover.shared.transform;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.regex.Pattern;
import org.drover.shared.spec.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Conversions that lose nothing: what a value does not say is never guessed, and what it says is
 * never dropped.
 *
 * <ul>
 *   <li>integer: of a string, an optional sign and ASCII digits, within 64 bits; of a float without
 *       a fraction, within 64 bits.
 *   <li>float: of a string, an optional sign, digits with an optional point, an optional exponent,
 *       not beyond the greatest float, or exactly NaN, Infinity or -Infinity; of an integer that a
 *       float holds exactly.
 *   <li>string: of an integer its digits, of a float the shortest text that reads back as it, of a
 *       boolean true or false, of a temporal value ISO 8601 with seconds.
 *   <li>boolean: of the strings true and false, in lower case.
 *   <li>date: of a string in ISO 8601 ({@code 2026-01-31}); of a local date and time at midnight.
 *   <li>datetime: of a string in ISO 8601 with an offset, a zone in brackets after it if there is
 *       one.
 * </ul>
 */
final class Cast {

  /** Bounded, so that no exponent makes a number too long to compute with. */
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,5})?");

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  /** The first float that a 64-bit integer does not hold. */
  private static final double TWO_TO_63 = 0x1p63;

  private Cast() {}

  /** The converted value, or null if there is none. */
  static @Nullable Object convert(Object value, ValueType type) {
    return switch (type) {
      case INTEGER -> toInteger(value);
      case FLOAT -> toFloat(value);
      case STRING -> toText(value);
      case BOOLEAN -> toBoolean(value);
      case DATE -> toDate(value);
      case DATETIME -> toDatetime(value);
    };
  }

  /** Why there is no converted value, without the value. */
  static String refusal(Object value, ValueType type) {
    String expected =
        switch (type) {
          case INTEGER ->
              "digits with an optional sign, or a float without a fraction, within 64 bits";
          case FLOAT -> "a decimal number, or an integer that a float holds exactly";
          case STRING -> "a number, a boolean or a temporal value";
          case BOOLEAN -> "true or false";
          case DATE -> "an ISO date like 2026-01-31";
          case DATETIME -> "an ISO date and time with an offset like 2026-01-31T12:00:00Z";
        };
    return "expected " + expected + ", found another " + typeOf(value);
  }

  /** The type's name as the graph has it, for messages that may not hold the value. */
  private static String typeOf(Object value) {
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

  private static @Nullable Object toInteger(Object value) {
    return switch (value) {
      case Long integer -> integer;
      case Double number -> integral(number);
      case String text -> INTEGER.matcher(text).matches() ? parseLong(text) : null;
      default -> null;
    };
  }

  private static @Nullable Object integral(double number) {
    boolean fits = number >= -TWO_TO_63 && number < TWO_TO_63 && number == Math.rint(number);
    return fits ? (Object) (long) number : null;
  }

  private static @Nullable Object parseLong(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException beyond64Bits) {
      return null;
    }
  }

  private static @Nullable Object toFloat(Object value) {
    return switch (value) {
      case Double number -> number;
      case Long integer -> exact(integer);
      case String text -> parseDouble(text);
      default -> null;
    };
  }

  /** Compared as decimals, since a cast back to long would hide what is lost at its upper end. */
  private static @Nullable Object exact(long integer) {
    double number = (double) integer;
    return new BigDecimal(number).compareTo(BigDecimal.valueOf(integer)) == 0 ? number : null;
  }

  private static @Nullable Object parseDouble(String text) {
    if (FLOAT.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : null;
    }
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  private static @Nullable Object toText(Object value) {
    return switch (value) {
      case String text -> text;
      case Long integer -> integer.toString();
      case Double number -> number.toString();
      case Boolean truth -> truth.toString();
      case LocalDate date -> DateTimeFormatter.ISO_LOCAL_DATE.format(date);
      case LocalTime time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
      case OffsetTime time -> DateTimeFormatter.ISO_OFFSET_TIME.format(time);
      case LocalDateTime datetime -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(datetime);
      case OffsetDateTime datetime -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(datetime);
      case ZonedDateTime datetime -> DateTimeFormatter.ISO_ZONED_DATE_TIME.format(datetime);
      default -> null;
    };
  }

  private static @Nullable Object toBoolean(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if ("true".equals(value)) {
      return true;
    }
    return "false".equals(value) ? false : null;
  }

  private static @Nullable Object toDate(Object value) {
    return switch (value) {
      case LocalDate date -> date;
      case LocalDateTime datetime ->
          datetime.toLocalTime().equals(LocalTime.MIDNIGHT) ? datetime.toLocalDate() : null;
      case String text -> parse(text, DateTimeFormatter.ISO_LOCAL_DATE, LocalDate::from);
      default -> null;
    };
  }

  private static @Nullable Object toDatetime(Object value) {
    return switch (value) {
      case ZonedDateTime datetime -> datetime;
      case OffsetDateTime datetime -> datetime.toZonedDateTime();
      case String text -> parse(text, DateTimeFormatter.ISO_ZONED_DATE_TIME, ZonedDateTime::from);
      default -> null;
    };
  }

  private static @Nullable Object parse(
      String text, DateTimeFormatter format, TemporalQuery<?> query) {
    try {
      return format.parse(text, query);
    } catch (DateTimeParseException anotherForm) {
      return null;
    }
  }
}
