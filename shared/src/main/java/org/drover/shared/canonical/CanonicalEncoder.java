package org.drover.shared.canonical;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.drover.shared.spec.Normalization;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in their canonical form: a tag, then a payload whose length the tag or a prefix
 * tells, so that no form is the beginning of another. Used by one thread.
 */
public final class CanonicalEncoder {

  private static final long CANONICAL_NAN = 0x7ff8000000000000L;

  private final Bytes bytes;
  private final Text text;

  CanonicalEncoder(Bytes bytes, Set<Normalization> normalize) {
    this.bytes = bytes;
    this.text = new Text(normalize);
  }

  /** Writes a value of a property; null for one that is missing. */
  void value(@Nullable Object value) {
    switch (value) {
      case null -> bytes.put(Tag.NULL);
      case String string -> text.write(string, bytes);
      case Long integer -> bytes.put(Tag.INTEGER).putLong(integer);
      case Double number -> bytes.put(Tag.FLOAT).putLong(bits(number));
      case Boolean truth -> bytes.put(truth ? Tag.TRUE : Tag.FALSE);
      case LocalDate date -> bytes.put(Tag.DATE).putLong(date.toEpochDay());
      case LocalTime time -> bytes.put(Tag.LOCAL_TIME).putLong(time.toNanoOfDay());
      case OffsetTime time -> time(time);
      case LocalDateTime datetime -> localDatetime(datetime);
      case OffsetDateTime datetime ->
          datetime(datetime.toEpochSecond(), datetime.getNano(), datetime.getOffset());
      case ZonedDateTime datetime ->
          datetime(datetime.toEpochSecond(), datetime.getNano(), datetime.getZone());
      case byte[] array -> bytes.put(Tag.BYTES).putInt(array.length).put(array);
      case List<?> list -> list(list);
      case CanonicalValue other -> other.encode(this);
      default -> throw new NoCanonicalFormException(value);
    }
  }

  /** Writes a name as it is: only values are normalized. */
  void name(String name) {
    Text.EXACT.write(name, bytes);
  }

  /** Writes a duration: four counts that are not converted into each other. */
  public void duration(long months, long days, long seconds, int nanos) {
    bytes.put(Tag.DURATION).putLong(months).putLong(days).putLong(seconds).putInt(nanos);
  }

  /**
   * Writes a point.
   *
   * @param z null in two dimensions
   */
  public void point(int srid, double x, double y, @Nullable Double z) {
    bytes.put(Tag.POINT).putInt(srid).put(z == null ? 2 : 3).putLong(bits(x)).putLong(bits(y));
    if (z != null) {
      bytes.putLong(bits(z));
    }
  }

  private void time(OffsetTime time) {
    bytes
        .put(Tag.TIME)
        .putLong(time.toLocalTime().toNanoOfDay())
        .putInt(time.getOffset().getTotalSeconds());
  }

  private void localDatetime(LocalDateTime datetime) {
    Instant asIfUtc = datetime.toInstant(ZoneOffset.UTC);
    bytes.put(Tag.LOCAL_DATETIME).putLong(asIfUtc.getEpochSecond()).putInt(asIfUtc.getNano());
  }

  /** A zone's offset is left out: it follows from the instant, by rules that change over years. */
  private void datetime(long epochSecond, int nano, ZoneId zone) {
    if (zone instanceof ZoneOffset offset) {
      bytes
          .put(Tag.DATETIME_OFFSET)
          .putLong(epochSecond)
          .putInt(nano)
          .putInt(offset.getTotalSeconds());
    } else {
      bytes.put(Tag.DATETIME_ZONE).putLong(epochSecond).putInt(nano);
      Text.EXACT.writeBody(zone.getId(), bytes);
    }
  }

  private void list(List<?> list) {
    bytes.put(Tag.LIST).putInt(list.size());
    for (Object element : list) {
      value(element);
    }
  }

  /** One form for every NaN and for both zeros, since no query tells them apart. */
  private static long bits(double number) {
    if (Double.isNaN(number)) {
      return CANONICAL_NAN;
    }
    return number == 0 ? 0 : Double.doubleToRawLongBits(number);
  }
}
