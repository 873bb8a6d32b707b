package org.drover.shared.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link PropertyMap} writes, and the same in any other order or with other white space.
 * A text that says more than properties can hold is refused as a whole.
 */
final class PropertyMapReader {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> PERIOD = Set.of("months", "days", "seconds", "nanoseconds");
  private static final Set<String> POINT_2D = Set.of("srid", "x", "y");
  private static final Set<String> POINT_3D = Set.of("srid", "x", "y", "z");
  private static final int NANOS_MAX = 999_999_999;

  private PropertyMapReader() {}

  /**
   * @throws NoMapException if it is no map of properties
   */
  static Map<String, Object> read(String text) {
    JsonNode tree = tree(PropertyMap.bounded(text));
    if (!tree.isObject()) {
      throw new NoMapException("expected a JSON object, found something else");
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : tree.properties()) {
      properties.put(property.getKey(), value(property.getValue()));
    }
    return properties;
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new NoMapException("expected a JSON object, found another text");
    }
  }

  private static Object value(JsonNode node) {
    return node.isArray() ? list(node) : single(node);
  }

  private static List<Object> list(JsonNode array) {
    List<Object> values = new ArrayList<>();
    for (JsonNode item : array) {
      Object value = single(item);
      boolean another = !values.isEmpty() && values.getFirst().getClass() != value.getClass();
      if (another || value instanceof byte[]) {
        throw new NoMapException("expected lists of single values of one type, found another");
      }
      values.add(value);
    }
    return List.copyOf(values);
  }

  private static Object single(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      case OBJECT -> tagged(node);
      case ARRAY -> throw new NoMapException("expected values, found a list within a list");
      case NULL, MISSING -> throw new NoMapException("expected values, found null");
      case BINARY, POJO -> throw new IllegalStateException("JSON has no " + node.getNodeType());
    };
  }

  private static Object number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    if (node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())) {
      return node.doubleValue();
    }
    throw new NoMapException("expected numbers within 64 bits, found one beyond");
  }

  private static Object tagged(JsonNode node) {
    Map.Entry<String, JsonNode> only =
        node.size() == 1 ? node.properties().iterator().next() : null;
    try {
      Object value = only == null ? null : tagged(only.getKey(), only.getValue());
      if (value != null) {
        return value;
      }
    } catch (DateTimeException | IllegalArgumentException malformed) {
      throw new NoMapException("expected a value after a type's name, found another text");
    }
    throw new NoMapException("expected values and types' names, found another object");
  }

  /** Null if the tag is unknown, or has not what it needs. */
  private static @Nullable Object tagged(String tag, JsonNode node) {
    return switch (tag) {
      case PropertyMap.DURATION -> duration(node);
      case PropertyMap.POINT -> point(node);
      default -> node.isTextual() ? ofText(tag, node.textValue()) : null;
    };
  }

  private static @Nullable Object ofText(String tag, String text) {
    return switch (tag) {
      case PropertyMap.BYTES -> Base64.getDecoder().decode(text);
      case PropertyMap.FLOAT -> notFinite(text);
      case PropertyMap.DATE -> LocalDate.parse(text);
      case PropertyMap.TIME -> OffsetTime.parse(text);
      case PropertyMap.LOCAL_TIME -> LocalTime.parse(text);
      case PropertyMap.DATETIME -> ZonedDateTime.parse(text);
      case PropertyMap.LOCAL_DATETIME -> LocalDateTime.parse(text);
      default -> null;
    };
  }

  private static @Nullable Double notFinite(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  private static @Nullable Object duration(JsonNode node) {
    for (JsonNode count : node) {
      if (!count.isIntegralNumber() || !count.canConvertToLong()) {
        return null;
      }
    }
    long nanos = node.path("nanoseconds").longValue();
    return has(node, PERIOD) && nanos >= 0 && nanos <= NANOS_MAX
        ? new IsoPeriod(
            node.path("months").longValue(),
            node.path("days").longValue(),
            node.path("seconds").longValue(),
            (int) nanos)
        : null;
  }

  private static @Nullable Object point(JsonNode node) {
    boolean deep = has(node, POINT_3D);
    if (!node.path("srid").isInt() || !(deep || has(node, POINT_2D))) {
      return null;
    }
    Double x = coordinate(node.path("x"));
    Double y = coordinate(node.path("y"));
    Double z = deep ? coordinate(node.path("z")) : null;
    return x == null || y == null || (deep && z == null)
        ? null
        : new GeoPoint(node.path("srid").intValue(), x, y, z);
  }

  private static @Nullable Double coordinate(JsonNode node) {
    return single(node) instanceof Double number ? number : null;
  }

  private static boolean has(JsonNode node, Set<String> names) {
    return node.isObject() && node.size() == names.size() && names.stream().allMatch(node::has);
  }
}
