package org.drover.shared.transform;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final PropertyColumns properties;
  private final LabelChanges labels;
  private final BitSet refused = new BitSet();
  private final List<Refusal> refusals = new ArrayList<>();
  private boolean passedOver;

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

  private Columns(long[] ids, PropertyColumns properties, LabelChanges labels) {
    this.ids = ids;
    this.properties = properties;
    this.labels = labels;
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
    requireAligned(ids.length, properties, labels, all);
    return new Columns(ids, new PropertyColumns(ids, properties, all), new LabelChanges(labels));
  }

  public int size() {
    return ids.length;
  }

  public long[] ids() {
    return ids;
  }

  /** About how much memory the properties take; rather too much than too little. */
  public long bytes() {
    return properties.bytes();
  }

  /**
   * The values of a property as they now are; not to be changed.
   *
   * @throws IllegalStateException if it was neither read nor written
   */
  public @Nullable Object[] column(String name) {
    return properties.values(name);
  }

  /**
   * The values of a property as they were read; not to be changed.
   *
   * @throws IllegalStateException if it was not read
   */
  public @Nullable Object[] before(String name) {
    return properties.before(name);
  }

  /** Does nothing to a refused row; null removes the property. */
  public void set(String name, int row, @Nullable Object value) {
    if (!refused.get(row)) {
      properties.writable(name).set(row, value);
    }
  }

  /** Sets a property in all rows but the refused ones; null removes it. */
  public void replace(String name, @Nullable Object[] values) {
    requireLength(ids.length, values.length, name);
    properties.writable(name).replace(values, refused);
  }

  /**
   * Whether the member now has the label.
   *
   * @throws IllegalStateException if that cannot be known, since no labels were read
   */
  public boolean hasLabel(int row, String label) {
    return labels.has(row, label);
  }

  /**
   * Whether the member had the label when it was read.
   *
   * @throws IllegalStateException if no labels were read
   */
  public boolean hadLabel(int row, String label) {
    return labels.had(row, label);
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

  /**
   * Takes a row out of everything that is written, and back to what was read; of several refusals
   * the first is kept.
   */
  public void refuse(int row, String step, String reason) {
    if (!refused.get(row)) {
      refused.set(row);
      properties.restore(row);
      labels.restore(row);
      refusals.add(new Refusal(row, ids[row], step, reason));
    }
  }

  /** Leaves a row as it was read, whatever is done to the batch; it is no refusal. */
  public void passOver(int row) {
    passedOver = true;
    refused.set(row);
    properties.restore(row);
    labels.restore(row);
  }

  /** Whether a row is as it was read because it was passed over. */
  public boolean anyPassedOver() {
    return passedOver;
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
    return !refused.get(row) && (properties.changed(row) || labels.changed(row));
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

  /** By how many bytes the values of what is to be written grow, about. */
  public long growth() {
    return properties.growth(refused);
  }

  /** The properties that differ in at least one row, in the order in which they were met. */
  public Set<String> dirtyProperties() {
    return properties.dirty(refused).keySet();
  }

  /** What to write of the properties; nothing is copied if every row differs. */
  public Changes changes() {
    return properties.changes(refused);
  }

  /** The same members and properties as {@link #changes}, with the values that were read. */
  public Changes changesBefore() {
    return properties.changesBefore(refused);
  }

  /** The labels that a member now has, in the order of the alphabet; they must have been read. */
  public List<String> labelsOf(int row) {
    return labels.of(row);
  }

  /** Every property that a member now has, by name; all must have been read. */
  public SortedMap<String, Object> propertiesOf(int row) {
    SortedMap<String, Object> present = new TreeMap<>();
    List<String> names = new ArrayList<>();
    properties.namesInto(names, row);
    for (String name : names) {
      Object value = properties.value(name, row);
      if (value != null) {
        present.put(name, value);
      }
    }
    return present;
  }

  /** Whether two values are of the same type and alike. */
  public static boolean alike(@Nullable Object left, @Nullable Object right) {
    return Column.same(left, right);
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
    properties.namesInto(names, row);
  }

  /** The value of a property of one row, without making a column of it. */
  @Nullable Object value(String name, int row) {
    return properties.value(name, row);
  }

  private Map<String, long[]> idsByLabel(Map<String, BitSet> marks) {
    Map<String, long[]> idsByLabel = new LinkedHashMap<>();
    marks.forEach(
        (label, marked) -> {
          BitSet rows = (BitSet) marked.clone();
          rows.andNot(refused);
          if (!rows.isEmpty()) {
            idsByLabel.put(label, properties.idsOf(rows));
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
