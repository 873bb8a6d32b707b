package org.drover.shared.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.drover.shared.spec.Normalization;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;
import org.jspecify.annotations.Nullable;

/** An example of the data file that the reference page comes with. */
record Vector(JsonNode json) {

  private static final Path FILE = Path.of("..", "docs", "reference", "canonical-key-vectors.json");

  static List<Vector> all() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    new ObjectMapper()
        .readTree(FILE.toFile())
        .get("vectors")
        .forEach(json -> vectors.add(new Vector(json)));
    return vectors;
  }

  String encoding() {
    return json.get("encoding").asText();
  }

  String key() {
    return json.get("key").asText();
  }

  /** A hash to which everything was added, and that is not finished. */
  KeyHash filled() {
    String version = json.get("version").asText();
    if (json.get("kind").asText().equals("canonical-key")) {
      KeyHash hash = KeyHash.canonicalKey(version, normalization());
      hash.start(json.get("values").size());
      json.get("values").forEach(value -> hash.add(value(value)));
      return hash;
    }
    KeyHash hash = KeyHash.rowHash(version, normalization());
    Map<String, Object> properties = present(json.get("properties"));
    hash.start(properties.size());
    properties.forEach(hash::add);
    return hash;
  }

  private Set<Normalization> normalization() {
    Set<Normalization> normalization = EnumSet.noneOf(Normalization.class);
    for (JsonNode name : json.get("normalize")) {
      normalization.add(Normalization.valueOf(name.asText().toUpperCase(Locale.ROOT)));
    }
    return normalization;
  }

  private static Map<String, Object> present(JsonNode properties) {
    Map<String, Object> present = new TreeMap<>(KeyHash.NAME_ORDER);
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      Object value = value(property.getValue());
      if (value != null) {
        present.put(property.getKey(), value);
      }
    }
    return present;
  }

  private static @Nullable Object value(JsonNode typed) {
    String type = typed.get("type").asText();
    if (type.equals("null")) {
      return null;
    }
    JsonNode value = typed.get("value");
    return switch (type) {
      case "boolean" -> value.asBoolean();
      case "integer" -> Long.parseLong(value.asText());
      case "float" -> Double.parseDouble(value.asText());
      case "string" -> value.asText();
      case "bytes" -> HexFormat.of().parseHex(value.asText());
      case "list" -> elements(value);
      case "date" -> LocalDate.parse(value.asText());
      case "local-time" -> LocalTime.parse(value.asText());
      case "time" -> OffsetTime.parse(value.asText());
      case "local-datetime" -> LocalDateTime.parse(value.asText());
      case "datetime" -> ZonedDateTime.parse(value.asText());
      case "duration" -> period(value);
      case "point" -> point(value);
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  private static List<@Nullable Object> elements(JsonNode list) {
    List<@Nullable Object> elements = new ArrayList<>();
    list.forEach(element -> elements.add(value(element)));
    return elements;
  }

  private static IsoPeriod period(JsonNode value) {
    return new IsoPeriod(
        value.get("months").asLong(),
        value.get("days").asLong(),
        value.get("seconds").asLong(),
        value.get("nanos").asInt());
  }

  private static GeoPoint point(JsonNode value) {
    return new GeoPoint(
        value.get("srid").asInt(),
        value.get("x").asDouble(),
        value.get("y").asDouble(),
        value.has("z") ? value.get("z").asDouble() : null);
  }

  @Override
  public String toString() {
    return json.get("name").asText();
  }
}
