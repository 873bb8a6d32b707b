package org.drover.shared.evidence;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.drover.shared.keyspace.Key;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;
import org.jspecify.annotations.Nullable;

/** Writes before-images, exactly: what is read back is the same value of the same type. */
final class ImageWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private ImageWriter() {}

  static byte[] write(BeforeImage image) {
    try {
      ImageWriter writer = new ImageWriter();
      writer.image(image);
      return writer.bytes.toByteArray();
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
  }

  private void image(BeforeImage image) throws IOException {
    out.writeByte(ValueTag.FORMAT);
    value(keyValue(image.from()));
    value(image.to().value());
    ids(image.ids());
    for (long mark : image.marks()) {
      out.writeLong(mark);
    }
    out.writeInt(image.values().size());
    for (Map.Entry<String, @Nullable Object[]> column : image.values().entrySet()) {
      text(column.getKey());
      for (Object cell : column.getValue()) {
        value(cell);
      }
    }
    labels(image.added());
    labels(image.removed());
  }

  private static @Nullable Object keyValue(@Nullable Key key) {
    return key == null ? null : key.value();
  }

  /** As differences, which are small numbers where ids lie close. */
  private void ids(long[] ids) throws IOException {
    out.writeInt(ids.length);
    long last = 0;
    for (long id : ids) {
      out.writeLong(id - last);
      last = id;
    }
  }

  private void labels(Map<String, long[]> labels) throws IOException {
    out.writeInt(labels.size());
    for (Map.Entry<String, long[]> label : labels.entrySet()) {
      text(label.getKey());
      ids(label.getValue());
    }
  }

  private void value(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeByte(ValueTag.NULL);
      case String string -> {
        out.writeByte(ValueTag.STRING);
        text(string);
      }
      case Long integer -> {
        out.writeByte(ValueTag.LONG);
        out.writeLong(integer);
      }
      case Double number -> {
        out.writeByte(ValueTag.DOUBLE);
        out.writeLong(Double.doubleToRawLongBits(number));
      }
      case Boolean truth -> out.writeByte(truth ? ValueTag.TRUE : ValueTag.FALSE);
      case LocalDate date -> {
        out.writeByte(ValueTag.DATE);
        out.writeLong(date.toEpochDay());
      }
      case LocalTime time -> {
        out.writeByte(ValueTag.LOCAL_TIME);
        out.writeLong(time.toNanoOfDay());
      }
      case OffsetTime time -> {
        out.writeByte(ValueTag.TIME);
        out.writeLong(time.toLocalTime().toNanoOfDay());
        out.writeInt(time.getOffset().getTotalSeconds());
      }
      case LocalDateTime datetime -> {
        out.writeByte(ValueTag.LOCAL_DATETIME);
        out.writeLong(datetime.toLocalDate().toEpochDay());
        out.writeLong(datetime.toLocalTime().toNanoOfDay());
      }
      case OffsetDateTime datetime -> datetime(datetime.toZonedDateTime());
      case ZonedDateTime datetime -> datetime(datetime);
      case IsoPeriod period -> period(period);
      case GeoPoint point -> point(point);
      case byte[] array -> {
        out.writeByte(ValueTag.BYTES);
        out.writeInt(array.length);
        out.write(array);
      }
      case List<?> list -> {
        out.writeByte(ValueTag.LIST);
        out.writeInt(list.size());
        for (Object element : list) {
          value(element);
        }
      }
      default ->
          throw new IllegalArgumentException(
              "a value of type %s cannot be kept for a rollback; say 'undo: none'"
                  .formatted(value.getClass().getSimpleName()));
    }
  }

  private void datetime(ZonedDateTime datetime) throws IOException {
    out.writeByte(ValueTag.ZONED_DATETIME);
    out.writeLong(datetime.toEpochSecond());
    out.writeInt(datetime.getNano());
    text(datetime.getZone().getId());
  }

  private void period(IsoPeriod period) throws IOException {
    out.writeByte(ValueTag.PERIOD);
    out.writeLong(period.months());
    out.writeLong(period.days());
    out.writeLong(period.seconds());
    out.writeInt(period.nanos());
  }

  private void point(GeoPoint point) throws IOException {
    out.writeByte(ValueTag.POINT);
    out.writeInt(point.srid());
    out.writeLong(Double.doubleToRawLongBits(point.x()));
    out.writeLong(Double.doubleToRawLongBits(point.y()));
    value(point.z());
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
