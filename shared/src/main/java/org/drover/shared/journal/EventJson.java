package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of stored events, byte for byte as Pekko's {@code jackson-json} serializer writes it.
 * Reads a closed set of types only.
 */
public final class EventJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .build();

  private static final Map<String, Class<?>> TYPES =
      Stream.of(MigrationEvent.class, ShardEvent.class)
          .map(Class::getPermittedSubclasses)
          .flatMap(Stream::of)
          .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

  private EventJson() {}

  /** What stands beside an event in the journal to say what it is. */
  public static String manifest(Class<? extends Stored> type) {
    return type.getName();
  }

  /** The simple name of a manifest's type, such as {@code PaceChanged}. */
  public static String kind(String manifest) {
    String type = withoutVersion(manifest);
    return type.substring(Math.max(type.lastIndexOf('$'), type.lastIndexOf('.')) + 1);
  }

  public static byte[] write(Stored event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (IOException bug) {
      throw new IllegalStateException("cannot write " + event.getClass().getName(), bug);
    }
  }

  static ObjectNode tree(Stored event) {
    return MAPPER.valueToTree(event);
  }

  /**
   * What is kept as JSON of an event.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  public static JsonNode node(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException notJson) {
      throw new IllegalArgumentException("expected JSON", notJson);
    }
  }

  /** Anything else in the same JSON, whose bytes are the same each time. */
  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (IOException bug) {
      throw new IllegalStateException("cannot write " + value.getClass().getName(), bug);
    }
  }

  /**
   * @throws IllegalArgumentException if the type is unknown or the JSON is not of it
   */
  public static Stored read(String manifest, byte[] json) {
    Class<?> type = type(manifest);
    try {
      return (Stored) MAPPER.readValue(json, type);
    } catch (IOException notOfThisType) {
      throw new IllegalArgumentException(
          "the event is not a readable " + type.getSimpleName(), notOfThisType);
    }
  }

  private static Class<?> type(String manifest) {
    @Nullable Class<?> type = TYPES.get(withoutVersion(manifest));
    if (type == null) {
      throw new IllegalArgumentException(
          "the event has the unknown type %s; a newer Drover may have written it"
              .formatted(manifest));
    }
    return type;
  }

  /** A class with a Jackson migration has its version behind a hash sign. */
  private static String withoutVersion(String manifest) {
    int hash = manifest.indexOf('#');
    return hash < 0 ? manifest : manifest.substring(0, hash);
  }
}
