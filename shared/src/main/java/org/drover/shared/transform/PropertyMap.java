package org.drover.shared.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.drover.shared.canonical.KeyHash;

/**
 * Several properties as one text: JSON in its one canonical form. Names stand in the order of their
 * code points; an integer has no point and no exponent, a float always has; what JSON has no value
 * for is an object with one key, which begins with a dollar sign. Since no property holds a map,
 * each text reads back as the same values of the same types.
 */
final class PropertyMap {

  /** A property of this size is slow to read and to write already. */
  static final int CHARS_MAX = 1 << 20;

  static final String BYTES = "$bytes";
  static final String FLOAT = "$float";
  static final String DATE = "$date";
  static final String TIME = "$time";
  static final String LOCAL_TIME = "$localtime";
  static final String DATETIME = "$datetime";
  static final String LOCAL_DATETIME = "$localdatetime";
  static final String DURATION = "$duration";
  static final String POINT = "$point";

  private static final JsonFactory FACTORY = new JsonFactory();

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  private PropertyMap() throws IOException {
    this.json = FACTORY.createGenerator(text);
  }

  /**
   * @throws NoMapException if a value has no form, or all of them are too much
   */
  static String text(Map<String, Object> properties) {
    Map<String, Object> sorted = new TreeMap<>(KeyHash.NAME_ORDER);
    sorted.putAll(properties);
    try {
      PropertyMap map = new PropertyMap();
      map.properties(sorted);
      map.json.close();
      return bounded(map.text.toString());
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
  }

  static String bounded(String text) {
    if (text.length() > CHARS_MAX) {
      throw new NoMapException(
          "expected at most %d characters, found %d".formatted(CHARS_MAX, text.length()));
    }
    return text;
  }

  private void properties(Map<String, Object> properties) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      json.writeFieldName(property.getKey());
      value(property.getValue());
    }
    json.writeEndObject();
  }

  private void value(Object value) throws IOException {
    switch (value) {
      case String string -> json.writeString(string);
      case Long integer -> json.writeNumber(integer.longValue());
      case Double number -> number(number);
      case Boolean truth -> json.writeBoolean(truth);
      case byte[] bytes -> tagged(BYTES, Base64.getEncoder().encodeToString(bytes));
      case IsoPeriod period -> duration(period);
      case GeoPoint point -> point(point);
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          value(element);
        }
        json.writeEndArray();
      }
      case TemporalAccessor temporal -> temporal(temporal);
      default -> throw noForm(value);
    }
  }

  private void temporal(TemporalAccessor value) throws IOException {
    switch (value) {
      case LocalDate date -> tagged(DATE, DateTimeFormatter.ISO_LOCAL_DATE, date);
      case OffsetTime time -> tagged(TIME, DateTimeFormatter.ISO_OFFSET_TIME, time);
      case LocalTime time -> tagged(LOCAL_TIME, DateTimeFormatter.ISO_LOCAL_TIME, time);
      case LocalDateTime datetime ->
          tagged(LOCAL_DATETIME, DateTimeFormatter.ISO_LOCAL_DATE_TIME, datetime);
      case ZonedDateTime datetime ->
          tagged(DATETIME, DateTimeFormatter.ISO_ZONED_DATE_TIME, datetime);
      case OffsetDateTime datetime ->
          tagged(DATETIME, DateTimeFormatter.ISO_ZONED_DATE_TIME, datetime);
      default -> throw noForm(value);
    }
  }

  private static NoMapException noForm(Object value) {
    return new NoMapException(
        "a value of type %s has no form in a map".formatted(value.getClass().getSimpleName()));
  }

  /** The shortest digits that read back as it, as Java has them since 19, and always a point. */
  private void number(double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeRawValue(Double.toString(number));
    } else {
      tagged(FLOAT, Double.toString(number));
    }
  }

  private void duration(IsoPeriod period) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart(DURATION);
    json.writeNumberField("days", period.days());
    json.writeNumberField("months", period.months());
    json.writeNumberField("nanoseconds", period.nanos());
    json.writeNumberField("seconds", period.seconds());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void point(GeoPoint point) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart(POINT);
    json.writeNumberField("srid", point.srid());
    json.writeFieldName("x");
    number(point.x());
    json.writeFieldName("y");
    number(point.y());
    Double z = point.z();
    if (z != null) {
      json.writeFieldName("z");
      number(z);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void tagged(String tag, DateTimeFormatter format, TemporalAccessor value)
      throws IOException {
    tagged(tag, format.format(value));
  }

  private void tagged(String tag, String value) throws IOException {
    json.writeStartObject();
    json.writeStringField(tag, value);
    json.writeEndObject();
  }
}
