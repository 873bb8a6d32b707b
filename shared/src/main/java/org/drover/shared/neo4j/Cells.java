package org.drover.shared.neo4j;

import java.util.List;
import java.util.Objects;
import org.drover.shared.transform.GeoPoint;
import org.drover.shared.transform.IsoPeriod;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Point;

/** Values of columns as the driver has them, and back. */
final class Cells {

  private Cells() {}

  static long[] ids(Value list) {
    long[] ids = new long[list.size()];
    int row = 0;
    for (Value id : list.values()) {
      ids[row++] = id.asLong();
    }
    return ids;
  }

  static @Nullable Object[] column(Value list) {
    @Nullable Object[] column = new Object[list.size()];
    int row = 0;
    for (Value cell : list.values()) {
      column[row++] = plain(cell.asObject());
    }
    return column;
  }

  /** The driver's durations and points are its own; the rest is Java's. */
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Long integer -> integer;
      case IsoDuration duration ->
          new IsoPeriod(
              duration.months(), duration.days(), duration.seconds(), duration.nanoseconds());
      case Point point ->
          new GeoPoint(
              point.srid(), point.x(), point.y(), Double.isNaN(point.z()) ? null : point.z());
      case List<?> list -> list.stream().map(Cells::present).toList();
      default -> value;
    };
  }

  /** Elements of a stored list are never null. */
  static Object present(@Nullable Object value) {
    return Objects.requireNonNull(plain(value), "null inside a stored value");
  }

  /** A list of the cells; the driver's own conversion of a list would look at each type twice. */
  static Value list(@Nullable Object[] column) {
    Value[] cells = new Value[column.length];
    for (int row = 0; row < cells.length; row++) {
      cells[row] = value(column[row]);
    }
    return Values.value(cells);
  }

  static Value value(@Nullable Object cell) {
    return switch (cell) {
      case null -> Values.NULL;
      case String text -> Values.value(text);
      case Long integer -> Values.value(integer.longValue());
      case IsoPeriod period ->
          Values.isoDuration(period.months(), period.days(), period.seconds(), period.nanos());
      case GeoPoint point ->
          point.z() == null
              ? Values.point(point.srid(), point.x(), point.y())
              : Values.point(point.srid(), point.x(), point.y(), point.z());
      case List<?> list -> list(list.toArray());
      default -> Values.value(cell);
    };
  }
}
