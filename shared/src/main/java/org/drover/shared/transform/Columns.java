package org.drover.shared.transform;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch of members by column: what was read of them, what it becomes, and what differs. Used by
 * one thread.
 *
 * <p>A value is null where the member lacks the property, and else a Long, Double, Boolean, String,
 * LocalDate, LocalTime, OffsetTime, LocalDateTime, ZonedDateTime, {@link IsoPeriod}, {@link
 * GeoPoint}, byte[], or a List of these. Arrays are handed over, not copied: the giver forgets
 * them.
 */
public final class Columns {

  private final long[] ids;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final LabelChanges labels;
  private final @Nullable List<Map<String, Object>> all;
  private final BitSet refused = new BitSet();
  private final List<Refusal> refusals = new ArrayList<>();

  /**
   * A member that a step could not transform. Nothing of it is written.
   *
   * @param step the step as the spec names it
   * @param reason what was expected and found; never the property's value
   */
  public record Refusal(int row, long id, String step, String reason) {}

  /**
   * The properties to write.
   *
   * @param ids the members of which a property differs from what was read
   * @param values a column for each property that differs anywhere, aligned with the ids; null
   *     removes the property
   */
  public record Changes(long[] ids, Map<String, @Nullable Object[]> values) {}

  private Columns(
      long[] ids, @Nullable List<List<String>> labels, @Nullable List<Map<String, Object>> all) {
    this.ids = ids;
    this.labels = new LabelChanges(labels);
    this.all = all;
  }

  /**
   * @param ids the members' ids, ascending or in the order of the key
   * @param properties a column for each property that was read; null where the member lacks it
   * @param labels the members' labels, or null if they were not read
   * @param all every property of each member, or null if they were not read
   */
  public static Columns read(
      long[] ids,
      Map<String, @Nullable Object[]> properties,
      @Nullable List<List<String>> labels,
      @Nullable List<Map<String, Object>> all) {
    Columns batch = new Columns(ids, labels, all);
    properties.forEach((name, values) -> batch.columns.put(name, Column.read(values)));
    requireAligned(ids.length, properties, labels, all);
    return batch;
  }

  public int size() {
    return ids.length;
  }

  public long[] ids() {
    return ids;
  }

  /**
   * The values of a property as they now are; not to be changed.
   *
   * @throws IllegalStateException if it was neither read nor written
   */
  public @Nullable Object[] column(String name) {
    Column column = known(name);
    if (column == null) {
      throw new IllegalStateException("property " + name + " was neither read nor written");
    }
    return column.values();
  }

  /** Does nothing to a refused row; null removes the property. */
  public void set(String name, int row, @Nullable Object value) {
    if (!refused.get(row)) {
      writable(name).set(row, value);
    }
  }

  /** Sets a property in all rows but the refused ones; null removes it. */
  public void replace(String name, @Nullable Object[] values) {
    requireLength(ids.length, values.length, name);
    writable(name).replace(values);
  }

  /**
   * Whether the member now has the label.
   *
   * @throws IllegalStateException if that cannot be known, since no labels were read
   */
  public boolean hasLabel(int row, String label) {
    return labels.has(row, label);
  }

  public void addLabel(int row, String label) {
    if (!refused.get(row)) {
      labels.add(row, label);
    }
  }

  public void removeLabel(int row, String label) {
    if (!refused.get(row)) {
      labels.remove(row, label);
    }
  }

  /** Takes a row out of everything that is written; of several refusals the first is kept. */
  public void refuse(int row, String step, String reason) {
    if (!refused.get(row)) {
      refused.set(row);
      refusals.add(new Refusal(row, ids[row], step, reason));
    }
  }

  public boolean refused(int row) {
    return refused.get(row);
  }

  /** In the order in which they were refused. */
  public List<Refusal> refusals() {
    return Collections.unmodifiableList(refusals);
  }

  /** Whether a property or label of a row differs from what was read, and is to be written. */
  public boolean changed(int row) {
    return !refused.get(row) && (propertyChanged(row) || labels.changed(row));
  }

  public int changedRows() {
    int changed = 0;
    for (int row = 0; row < ids.length; row++) {
      if (changed(row)) {
        changed++;
      }
    }
    return changed;
  }

  /** The properties that differ in at least one row, in the order in which they were met. */
  public Set<String> dirtyProperties() {
    return dirty().keySet();
  }

  /** What to write of the properties; nothing is copied if every row differs. */
  public Changes changes() {
    Map<String, Column> dirty = dirty();
    BitSet rows = new BitSet();
    dirty.values().forEach(column -> rows.or(changedRows(column)));
    Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
    dirty.forEach((name, column) -> values.put(name, compact(name, column, rows)));
    return new Changes(idsOf(rows), values);
  }

  /** Label to the ids of those that gain it. */
  public Map<String, long[]> labelsAdded() {
    return idsByLabel(labels.added());
  }

  /** Label to the ids of those that lose it. */
  public Map<String, long[]> labelsRemoved() {
    return idsByLabel(labels.removed());
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
    return column == null && all != null ? all.get(row).get(name) : column(name)[row];
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

  private Column writable(String name) {
    Column column = known(name);
    if (column == null) {
      column = Column.unread(ids.length);
      columns.put(name, column);
    }
    return column;
  }

  private Map<String, Column> dirty() {
    Map<String, Column> dirty = new LinkedHashMap<>();
    columns.forEach(
        (name, column) -> {
          if (!changedRows(column).isEmpty()) {
            dirty.put(name, column);
          }
        });
    return dirty;
  }

  private boolean propertyChanged(int row) {
    for (Column column : columns.values()) {
      if (column.changed(row)) {
        return true;
      }
    }
    return false;
  }

  private BitSet changedRows(Column column) {
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

  private long[] idsOf(BitSet rows) {
    return rows.cardinality() == ids.length
        ? ids
        : rows.stream().mapToLong(row -> ids[row]).toArray();
  }

  private Map<String, long[]> idsByLabel(Map<String, BitSet> marks) {
    Map<String, long[]> idsByLabel = new LinkedHashMap<>();
    marks.forEach(
        (label, marked) -> {
          BitSet rows = (BitSet) marked.clone();
          rows.andNot(refused);
          if (!rows.isEmpty()) {
            idsByLabel.put(label, idsOf(rows));
          }
        });
    return idsByLabel;
  }

  private static void requireAligned(
      int size,
      Map<String, @Nullable Object[]> properties,
      @Nullable List<List<String>> labels,
      @Nullable List<Map<String, Object>> all) {
    properties.forEach((name, values) -> requireLength(size, values.length, name));
    if (labels != null) {
      requireLength(size, labels.size(), "labels");
    }
    if (all != null) {
      requireLength(size, all.size(), "all properties");
    }
  }

  private static void requireLength(int expected, int found, String what) {
    if (expected != found) {
      throw new IllegalArgumentException(
          what + ": expected " + expected + " rows as there are ids, found " + found);
    }
  }
}
