package org.drover.shared.neo4j;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;

/**
 * What a range index has room for, also that of a constraint, over one property or several.
 *
 * <p>Neo4j's knowledge base gives its limit, 8,167 bytes for the values of one member. How they are
 * counted was found by writing values of each type, one byte more at a time, to 5.26 and 2026,
 * which agree: a byte for the type of each value; two for a string's length, and its UTF-8; two for
 * a list's length, and once for all its elements a byte if they are numbers, three if points.
 * {@code ValueIndexIT} holds this against the database.
 */
record RangeIndex(String of, List<String> properties) implements ValueIndex {

  private static final long BYTES_MAX = 8_167;
  private static final int TYPE = 1;
  private static final int LENGTH = 2;
  private static final int NUMBER_TYPE = 1;
  private static final int COORDINATE_SYSTEM = 3;

  /** That of a period, and of nothing else. */
  private static final int LARGEST = 28;

  /** A character is at most three bytes; what takes four is two characters to Java. */
  private static final int BYTES_PER_CHARACTER = 3;

  RangeIndex {
    properties = List.copyOf(properties);
  }

  @Override
  public String called() {
    return "the range index of %s on %s".formatted(of, String.join(", ", properties));
  }

  @Override
  public long bytesMax() {
    return BYTES_MAX;
  }

  @Override
  public boolean isSmall(Object value) {
    return atMost(value) * properties.size() <= BYTES_MAX;
  }

  private static long atMost(Object value) {
    return switch (value) {
      case String text -> TYPE + LENGTH + (long) BYTES_PER_CHARACTER * text.length();
      case byte[] bytes -> TYPE + LENGTH + NUMBER_TYPE + bytes.length;
      case List<?> list -> {
        long sum = TYPE + LENGTH + COORDINATE_SYSTEM;
        for (Object element : list) {
          sum += atMost(element);
        }
        yield sum;
      }
      default -> TYPE + LARGEST;
    };
  }

  @Override
  public Bytes bytes(Object value, boolean written) {
    Bytes content =
        switch (value) {
          case byte[] bytes -> Bytes.exactly(LENGTH + NUMBER_TYPE + bytes.length);
          case List<?> list -> ofList(list, written);
          default -> head(value).plus(ofOne(value, written));
        };
    return Bytes.exactly(TYPE).plus(content);
  }

  private static Bytes ofList(List<?> list, boolean written) {
    if (list.isEmpty()) {
      // A list of nothing is written as one of strings; others may have written any.
      return new Bytes(LENGTH, written ? LENGTH : LENGTH + COORDINATE_SYSTEM);
    }
    Bytes sum = Bytes.exactly(LENGTH).plus(head(list.getFirst()));
    for (Object element : list) {
      sum = sum.plus(ofOne(element, written));
    }
    return sum;
  }

  /** What there is once, of however many elements. */
  private static Bytes head(Object element) {
    return switch (element) {
      case Long number -> Bytes.exactly(NUMBER_TYPE);
      case Double number -> Bytes.exactly(NUMBER_TYPE);
      case GeoPoint point -> Bytes.exactly(COORDINATE_SYSTEM);
      default -> Bytes.NONE;
    };
  }

  private static Bytes ofOne(Object value, boolean written) {
    return switch (value) {
      case String text -> Bytes.exactly(LENGTH + text.getBytes(StandardCharsets.UTF_8).length);
      case Long number -> new Bytes(written ? Long.BYTES : Byte.BYTES, Long.BYTES);
      case Double number -> new Bytes(written ? Double.BYTES : Float.BYTES, Double.BYTES);
      case Boolean truth -> Bytes.exactly(1);
      case LocalDate date -> Bytes.exactly(8);
      case LocalTime time -> Bytes.exactly(8);
      case OffsetTime time -> Bytes.exactly(12);
      case LocalDateTime time -> Bytes.exactly(12);
      case ZonedDateTime time -> Bytes.exactly(16);
      case IsoPeriod period -> Bytes.exactly(LARGEST);
      case GeoPoint point -> Bytes.exactly(point.z() == null ? 16 : 24);
      default ->
          throw new IllegalArgumentException(
              "no value of a graph: a " + value.getClass().getName());
    };
  }
}
