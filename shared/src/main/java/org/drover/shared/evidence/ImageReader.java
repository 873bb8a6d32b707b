package org.drover.shared.evidence;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.shared.keyspace.Key;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ImageWriter} wrote. */
final class ImageReader {

  private final DataInputStream in;

  private ImageReader(byte[] bytes) {
    this.in = new DataInputStream(new ByteArrayInputStream(bytes));
  }

  static BeforeImage read(byte[] bytes) {
    try {
      return new ImageReader(bytes).image();
    } catch (IOException | DateTimeException | ClassCastException damaged) {
      throw new IllegalArgumentException("the bytes are not of a before-image", damaged);
    }
  }

  private BeforeImage image() throws IOException {
    int format = in.readUnsignedByte();
    if (format != ValueTag.FORMAT) {
      throw new IllegalArgumentException(
          "the before-image has format %d, expected %d; a newer Drover may have written it"
              .formatted(format, ValueTag.FORMAT));
    }
    Object from = value();
    Key to = Key.of(present());
    long[] ids = ids();
    long[] marks = new long[ids.length];
    for (int row = 0; row < marks.length; row++) {
      marks[row] = in.readLong();
    }
    return new BeforeImage(
        from == null ? null : Key.of(from),
        to,
        ids,
        marks,
        columns(ids.length),
        labels(),
        labels());
  }

  private Map<String, @Nullable Object[]> columns(int rows) throws IOException {
    Map<String, @Nullable Object[]> columns = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = text();
      @Nullable Object[] column = new Object[rows];
      for (int row = 0; row < rows; row++) {
        column[row] = value();
      }
      columns.put(name, column);
    }
    return columns;
  }

  private long[] ids() throws IOException {
    long[] ids = new long[in.readInt()];
    long last = 0;
    for (int row = 0; row < ids.length; row++) {
      last += in.readLong();
      ids[row] = last;
    }
    return ids;
  }

  private Map<String, long[]> labels() throws IOException {
    Map<String, long[]> labels = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      labels.put(text(), ids());
    }
    return labels;
  }

  private Object present() throws IOException {
    return Objects.requireNonNull(value(), "null where a value is expected");
  }

  private @Nullable Object value() throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case ValueTag.NULL -> null;
      case ValueTag.STRING -> text();
      case ValueTag.LONG -> in.readLong();
      case ValueTag.DOUBLE -> Double.longBitsToDouble(in.readLong());
      case ValueTag.FALSE -> false;
      case ValueTag.TRUE -> true;
      case ValueTag.DATE -> LocalDate.ofEpochDay(in.readLong());
      case ValueTag.LOCAL_TIME -> LocalTime.ofNanoOfDay(in.readLong());
      case ValueTag.TIME ->
          OffsetTime.of(
              LocalTime.ofNanoOfDay(in.readLong()), ZoneOffset.ofTotalSeconds(in.readInt()));
      case ValueTag.LOCAL_DATETIME ->
          LocalDateTime.of(
              LocalDate.ofEpochDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong()));
      case ValueTag.ZONED_DATETIME ->
          ZonedDateTime.ofInstant(
              Instant.ofEpochSecond(in.readLong(), in.readInt()), ZoneId.of(text()));
      case ValueTag.PERIOD ->
          new IsoPeriod(in.readLong(), in.readLong(), in.readLong(), in.readInt());
      case ValueTag.POINT ->
          new GeoPoint(
              in.readInt(),
              Double.longBitsToDouble(in.readLong()),
              Double.longBitsToDouble(in.readLong()),
              (Double) value());
      case ValueTag.BYTES -> in.readNBytes(in.readInt());
      case ValueTag.LIST -> list();
      default -> throw new IOException("unknown tag " + tag);
    };
  }

  private List<Object> list() throws IOException {
    int size = in.readInt();
    List<Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(present());
    }
    return list;
  }

  private String text() throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
