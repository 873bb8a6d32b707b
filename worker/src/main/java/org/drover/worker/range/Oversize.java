package org.drover.worker.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.graph.ValueIndex.Bytes;
import org.drover.shared.spec.Spec;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Who of a batch gets values that an index, in which it stands or is to stand, has no room for. Of
 * all who have small values nothing is asked but how long these are.
 */
final class Oversize {

  private static final ColumnNeed LABELS = new ColumnNeed(Set.of(), true, false);

  private final Bearing bearing;
  private final List<ValueIndex> indexes;

  Oversize(Spec spec, Set<ValueIndex> indexes) {
    this.bearing = Bearing.forward(spec);
    this.indexes =
        indexes.stream().filter(one -> bearing.isOn(one.of(), one.properties())).toList();
  }

  /** What has to be read for it; no more than the transform needs, for most indexes. */
  ColumnNeed need() {
    Set<String> properties = new HashSet<>();
    indexes.forEach(one -> properties.addAll(one.properties()));
    return new ColumnNeed(properties, false, false);
  }

  /**
   * Refuses those whom the database will refuse.
   *
   * @param columns as they are after the transform
   * @return how many more it may refuse
   */
  long refuseIn(Columns columns, OpenRange range) {
    BitSet open = new BitSet();
    for (ValueIndex index : indexes) {
      Entries entries = new Entries(index, columns);
      int[] large = entries.large();
      if (large.length > 0) {
        Labels labels = Labels.of(index, bearing, columns, large, range);
        for (int row : large) {
          switch (entries.room(row, labels)) {
            case ENOUGH -> {}
            case OPEN -> open.set(row);
            case NONE ->
                columns.refuse(row, Quarantine.DATABASE, index.called() + " has no room for it");
          }
        }
      }
    }
    return open.stream().filter(row -> !columns.refused(row)).count();
  }

  private enum Room {
    ENOUGH,
    NONE,
    OPEN
  }

  /** Who of those in question has the index's label, before and after. */
  private record Labels(BitSet had, BitSet has) {

    static Labels of(
        ValueIndex index, Bearing bearing, Columns columns, int[] rows, OpenRange range) {
      BitSet had = new BitSet();
      BitSet has = new BitSet();
      if (bearing.isOfAll(index.of())) {
        Arrays.stream(rows).forEach(had::set);
        return new Labels(had, had);
      }
      Map<Long, Integer> places = new HashMap<>();
      Arrays.stream(rows).forEach(row -> places.put(columns.ids()[row], row));
      long[] ids = places.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
      Columns read = range.reread(ids, LABELS);
      for (int at = 0; at < read.size(); at++) {
        Integer row = places.get(read.ids()[at]);
        if (row != null && read.hadLabel(at, index.of())) {
          had.set(row);
        }
      }
      has.or(had);
      each(columns.labelsRemoved().get(index.of()), places, has::clear);
      each(columns.labelsAdded().get(index.of()), places, has::set);
      return new Labels(had, has);
    }

    private static void each(long @Nullable [] ids, Map<Long, Integer> places, IntConsumer row) {
      if (ids != null) {
        Arrays.stream(ids).mapToObj(places::get).filter(Objects::nonNull).forEach(row::accept);
      }
    }
  }

  /** What members have and get of one index's properties. */
  private static final class Entries {
    private final ValueIndex index;
    private final Columns columns;
    private final List<@Nullable Object[]> before = new ArrayList<>();
    private final List<@Nullable Object[]> after = new ArrayList<>();

    Entries(ValueIndex index, Columns columns) {
      this.index = index;
      this.columns = columns;
      for (String property : index.properties()) {
        before.add(columns.before(property));
        after.add(columns.column(property));
      }
    }

    /** Those in question: something of theirs is large, and something of theirs changes. */
    int[] large() {
      BitSet rows = new BitSet();
      for (int row = 0; row < columns.size(); row++) {
        if (isLarge(row) && columns.changed(row) && isWhole(row)) {
          rows.set(row);
        }
      }
      return rows.stream().toArray();
    }

    private boolean isLarge(int row) {
      for (int at = 0; at < after.size(); at++) {
        if (isLarge(after.get(at)[row]) || isLarge(before.get(at)[row])) {
          return true;
        }
      }
      return false;
    }

    private boolean isLarge(@Nullable Object value) {
      return value != null && !index.isSmall(value);
    }

    private boolean isWhole(int row) {
      return after.stream().allMatch(column -> column[row] != null);
    }

    /**
     * The database measures after each property that it writes, in an order of its own; a label
     * that is lost is lost before, and one that is gained is gained after.
     */
    Room room(int row, Labels labels) {
      if (!labels.has().get(row)) {
        return Room.ENOUGH;
      }
      boolean stood = labels.had().get(row);
      Bytes end = Bytes.NONE;
      Bytes way = Bytes.NONE;
      int changes = 0;
      for (int at = 0; at < after.size(); at++) {
        Object was = before.get(at)[row];
        Object is = after.get(at)[row];
        boolean same = Columns.alike(was, is);
        Bytes bytes = is == null ? Bytes.NONE : index.bytes(is, !same);
        end = end.plus(bytes);
        way = way.plus(was == null || same ? bytes : bytes.max(index.bytes(was, false)));
        changes += same ? 0 : 1;
      }
      if (stood && changes == 0) {
        return Room.ENOUGH;
      }
      long max = index.bytesMax();
      if (end.least() > max) {
        return Room.NONE;
      }
      return (stood && changes > 1 ? way : end).most() > max ? Room.OPEN : Room.ENOUGH;
    }
  }
}
