package org.drover.worker.range;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/** Puts one before-image back, and looks first whether what stands there is what was written. */
final class Restoring {

  private final BeforeImage image;
  private final Conflict onConflict;
  private final Map<Long, Integer> imaged = new HashMap<>();
  private final Map<String, Set<Long>> added = new LinkedHashMap<>();
  private final Map<String, Set<Long>> removed = new LinkedHashMap<>();
  private final Differences differences = new Differences();

  Restoring(BeforeImage image, Conflict onConflict) {
    this.image = image;
    this.onConflict = onConflict;
    for (int row = 0; row < image.ids().length; row++) {
      imaged.put(image.ids()[row], row);
    }
    image.added().forEach((label, ids) -> added.put(label, setOf(ids)));
    image.removed().forEach((label, ids) -> removed.put(label, setOf(ids)));
  }

  List<RangeFinding> findings() {
    return differences.findings();
  }

  Tally in(OpenRange range) {
    long[] ids = touched();
    if (ids.length == 0) {
      return Tally.NONE;
    }
    boolean labels = !added.isEmpty() || !removed.isEmpty();
    Columns columns = range.fetch(ids, new ColumnNeed(image.values().keySet(), labels, false));
    reportGone(ids, columns.ids());
    long[] marks = marksOf(columns);
    for (int row = 0; row < columns.size(); row++) {
      if (mayRestore(columns, row, marks[row])) {
        restore(columns, row);
      }
    }
    range.write(columns);
    return new Tally(ids.length, columns.changedRows(), differences.count());
  }

  private long[] touched() {
    Stream<long[]> labelled =
        Stream.concat(image.added().values().stream(), image.removed().values().stream());
    return Stream.concat(Stream.of(image.ids()), labelled)
        .flatMapToLong(Arrays::stream)
        .distinct()
        .sorted()
        .toArray();
  }

  private long[] marksOf(Columns columns) {
    List<String> names = image.values().keySet().stream().sorted().toList();
    @Nullable Object[][] values = new Object[names.size()][];
    Arrays.setAll(values, i -> columns.column(names.get(i)));
    return BeforeImage.marks(columns.size(), values);
  }

  /**
   * What is as it was before the migration already needs nothing, and is no conflict. Nor is a
   * label: it is there or not, and one of the two is what was before.
   */
  private boolean mayRestore(Columns columns, int row, long mark) {
    long id = columns.ids()[row];
    Integer at = imaged.get(id);
    boolean asWritten = at == null || image.marks()[at] == mark || asBefore(columns, row, at);
    if (asWritten) {
      return true;
    }
    String what = "expected what the migration wrote, found other values";
    return switch (onConflict) {
      case SKIP -> {
        differences.add(Kind.CHANGED_SINCE, id, what + "; left as it is");
        yield false;
      }
      case RESTORE -> {
        differences.add(Kind.CHANGED_SINCE, id, what + "; put back all the same");
        yield true;
      }
      case STOP ->
          throw new GraphException(
              GraphException.Kind.FATAL,
              "id %d was changed since the migration wrote it: %s. Ask for the rollback again with --on-conflict skip or restore"
                  .formatted(id, what),
              null);
    };
  }

  private boolean asBefore(Columns columns, int row, int at) {
    for (Map.Entry<String, @Nullable Object[]> column : image.values().entrySet()) {
      if (!Columns.alike(columns.column(column.getKey())[row], column.getValue()[at])) {
        return false;
      }
    }
    return true;
  }

  private void restore(Columns columns, int row) {
    long id = columns.ids()[row];
    Integer at = imaged.get(id);
    if (at != null) {
      image.values().forEach((name, before) -> columns.set(name, row, before[at]));
    }
    added.forEach(
        (label, ids) -> {
          if (ids.contains(id)) {
            columns.removeLabel(row, label);
          }
        });
    removed.forEach(
        (label, ids) -> {
          if (ids.contains(id)) {
            columns.addLabel(row, label);
          }
        });
  }

  private void reportGone(long[] wanted, long[] found) {
    Set<Long> there = setOf(found);
    for (long id : wanted) {
      if (!there.contains(id)) {
        differences.add(
            Kind.GONE, id, "the migration wrote it, and it is not in the graph any more");
      }
    }
  }

  private static Set<Long> setOf(long[] ids) {
    Set<Long> set = new HashSet<>();
    LongStream.of(ids).forEach(set::add);
    return set;
  }
}
