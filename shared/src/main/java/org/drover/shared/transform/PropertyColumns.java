package org.drover.shared.transform;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a batch, and which of them differ from what was read. */
final class PropertyColumns {

  private final long[] ids;
  private final @Nullable List<Map<String, Object>> all;
  private final Map<String, Column> columns = new LinkedHashMap<>();

  PropertyColumns(
      long[] ids,
      Map<String, @Nullable Object[]> properties,
      @Nullable List<Map<String, Object>> all) {
    this.ids = ids;
    this.all = all;
    properties.forEach((name, values) -> columns.put(name, Column.read(values)));
  }

  /** About how much memory the values take, as they now are. */
  long bytes() {
    long bytes = (long) Long.BYTES * ids.length;
    for (Column column : columns.values()) {
      bytes += Weight.of(column.values());
    }
    if (all != null) {
      for (Map<String, Object> properties : all) {
        bytes += Weight.of(properties);
      }
    }
    return bytes;
  }

  private @Nullable Column known(String name) {
    Column column = columns.get(name);
    if (column == null && all != null) {
      @Nullable Object[] values = new Object[ids.length];
      for (int row = 0; row < values.length; row++) {
        values[row] = all.get(row).get(name);
      }
      column = Column.read(values);
      columns.put(name, column);
    }
    return column;
  }

  Column writable(String name) {
    Column column = known(name);
    if (column == null) {
      column = Column.unread(ids.length);
      columns.put(name, column);
    }
    return column;
  }

  /** What was read of a row is what counts again. */
  void restore(int row) {
    columns.values().forEach(column -> column.restore(row));
  }

  /** Collects the names of the properties that a row now has, in no order. */
  void namesInto(List<String> names, int row) {
    if (all == null) {
      throw new IllegalStateException("all properties are asked for, but they were not read");
    }
    for (String name : all.get(row).keySet()) {
      if (!columns.containsKey(name)) {
        names.add(name);
      }
    }
    columns.forEach(
        (name, column) -> {
          if (column.values()[row] != null) {
            names.add(name);
          }
        });
  }

  /** The value of a property of one row, without making a column of it. */
  @Nullable Object value(String name, int row) {
    Column column = columns.get(name);
    return column == null && all != null ? all.get(row).get(name) : values(name)[row];
  }

  @Nullable Object[] values(String name) {
    return column(name).values();
  }

  private Column column(String name) {
    Column column = known(name);
    if (column == null) {
      throw new IllegalStateException("property " + name + " was neither read nor written");
    }
    return column;
  }

  @Nullable Object[] before(String name) {
    return column(name).before();
  }

  boolean changed(int row) {
    for (Column column : columns.values()) {
      if (column.changed(row)) {
        return true;
      }
    }
    return false;
  }

  long growth(BitSet refused) {
    long bytes = 0;
    for (Column column : columns.values()) {
      for (int row = 0; row < ids.length; row++) {
        if (!refused.get(row) && column.changed(row)) {
          bytes += ValueSize.of(column.values()[row]) - ValueSize.of(column.before()[row]);
        }
      }
    }
    return bytes;
  }

  /** Those that differ in at least one row that is not refused. */
  Map<String, Column> dirty(BitSet refused) {
    Map<String, Column> dirty = new LinkedHashMap<>();
    columns.forEach(
        (name, column) -> {
          if (!changedRows(column, refused).isEmpty()) {
            dirty.put(name, column);
          }
        });
    return dirty;
  }

  Columns.Changes changes(BitSet refused) {
    Map<String, Column> dirty = dirty(refused);
    BitSet rows = new BitSet();
    dirty.values().forEach(column -> rows.or(changedRows(column, refused)));
    Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
    dirty.forEach((name, column) -> values.put(name, compact(name, column, rows)));
    return new Columns.Changes(idsOf(rows), values);
  }

  /** What was read of the rows and columns that {@link #changes} is about. */
  Columns.Changes changesBefore(BitSet refused) {
    Map<String, Column> dirty = dirty(refused);
    BitSet rows = new BitSet();
    dirty.values().forEach(column -> rows.or(changedRows(column, refused)));
    int[] at = rows.stream().toArray();
    Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
    dirty.forEach(
        (name, column) -> {
          @Nullable Object[] before = new Object[at.length];
          for (int i = 0; i < at.length; i++) {
            before[i] = column.before()[at[i]];
          }
          values.put(name, before);
        });
    return new Columns.Changes(idsOf(rows), values);
  }

  long[] idsOf(BitSet rows) {
    return rows.cardinality() == ids.length
        ? ids
        : rows.stream().mapToLong(row -> ids[row]).toArray();
  }

  private BitSet changedRows(Column column, BitSet refused) {
    BitSet rows = new BitSet();
    for (int row = 0; row < ids.length; row++) {
      if (!refused.get(row) && column.changed(row)) {
        rows.set(row);
      }
    }
    return rows;
  }

  private @Nullable Object[] compact(String name, Column column, BitSet rows) {
    @Nullable Object[] values = column.values();
    @Nullable Object[] kept =
        rows.cardinality() == values.length ? values : new Object[rows.cardinality()];
    int next = 0;
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      // Null would remove a value that nobody has seen.
      if (!column.known(row)) {
        throw new IllegalStateException(
            "property "
                + name
                + " of id "
                + ids[row]
                + " was neither read nor written, but others were");
      }
      kept[next++] = values[row];
    }
    return kept;
  }
}
