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
import org.drover.shared.graph.OpenRange.Room;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Selection;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/** Puts one before-image back, and looks first whether what stands there is what was written. */
final class Restoring {

  private final BeforeImage image;
  private final Selection selection;
  private final Conflict onConflict;
  private final @Nullable Exchange exchange;
  private final long[] touched;
  private final Map<Long, Integer> imaged = new HashMap<>();
  private final Map<String, Set<Long>> added = new LinkedHashMap<>();
  private final Map<String, Set<Long>> removed = new LinkedHashMap<>();
  private final Differences differences = new Differences();

  /**
   * @param exchange null if no constraint is known to be in the way
   */
  Restoring(
      BeforeImage image, Selection selection, Conflict onConflict, @Nullable Exchange exchange) {
    this.image = image;
    this.selection = selection;
    this.onConflict = onConflict;
    this.exchange = exchange;
    this.touched = touched(image);
    for (int row = 0; row < image.ids().length; row++) {
      imaged.put(image.ids()[row], row);
    }
    image.added().forEach((label, ids) -> added.put(label, setOf(ids)));
    image.removed().forEach((label, ids) -> removed.put(label, setOf(ids)));
  }

  List<RangeFinding> findings() {
    return differences.findings();
  }

  /**
   * What stands there now, changed to what stood there before, where it may be put back.
   *
   * @param left the room for what stands there now
   */
  Columns in(OpenRange range, RoomLeft left) {
    if (touched.length == 0) {
      return Columns.read(touched, Map.of(), List.of(), null);
    }
    ColumnNeed imageOnly = new ColumnNeed(image.values().keySet(), true, false);
    ColumnNeed need = exchange == null ? imageOnly : imageOnly.and(exchange.need());
    Columns columns =
        left.read(
            size ->
                size.bounded()
                    ? range.fetchWithin(
                        touched, need, new Room(size.bytes(), List.of(), size.oneIn()))
                    : range.fetch(touched, need));
    reportGone(touched, columns.ids());
    long[] marks = marksOf(columns);
    for (int row = 0; row < columns.size(); row++) {
      if (mayRestore(columns, row, marks[row])) {
        restore(columns, row);
      }
    }
    return columns;
  }

  /**
   * @param columns as they are written
   */
  Tally tally(Columns columns) {
    return new Tally(touched.length, columns.changedRows(), differences.count());
  }

  private static long[] touched(BeforeImage image) {
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

  private boolean mayRestore(Columns columns, int row, long mark) {
    long id = columns.ids()[row];
    Integer at = imaged.get(id);
    boolean written = at != null && image.marks()[at] == mark;
    String label = selection.name();
    boolean stranger =
        label == null ? !written && hasNothingOfIt(columns, row) : isStranger(columns, row, label);
    if (stranger) {
      if (written && hasAnyValue(columns, row)) {
        return conflict(id, "expected the label '%s', found others".formatted(label));
      }
      String nothing = label == null ? "nothing" : "neither the label '" + label + "' nor another";
      differences.add(
          Kind.GONE,
          id,
          "the migration wrote it, and what has its id now has %s by which it would be known"
              .formatted(nothing));
      return false;
    }
    // What is as it was before the migration already needs nothing, and is no conflict.
    if (at != null && !written && !asBefore(columns, row, at)) {
      return conflict(id, "expected what the migration wrote, found other values");
    }
    if (!labelsAreKnown(columns, row)
        && !conflict(id, "expected the labels that the migration left, found others")) {
      return false;
    }
    return mayHave(id);
  }

  /** Whatever is asked for, the database would not take it. */
  private boolean mayHave(long id) {
    String keptOut = exchange == null ? null : exchange.kept().get(id);
    if (keptOut != null) {
      differences.add(
          Kind.CHANGED_SINCE, id, "cannot get back what it had: " + keptOut + "; left as it is");
    }
    return keptOut == null;
  }

  private boolean conflict(long id, String what) {
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

  /** Ids are used again: a node that has nothing of what was selected is not the one of then. */
  private boolean isStranger(Columns columns, int row, String selected) {
    if (selection.kind() == Selection.Kind.RELATIONSHIP || columns.hasLabel(row, selected)) {
      return false;
    }
    long id = columns.ids()[row];
    List<String> gained = namesOf(added, id);
    return !isAmong(removed.get(selected), id)
        || (!gained.isEmpty() && hasNone(columns, row, gained));
  }

  /** Where all nodes are selected, none is known by its label: what was written must tell. */
  private boolean hasNothingOfIt(Columns columns, int row) {
    long id = columns.ids()[row];
    Integer at = imaged.get(id);
    return at != null
        && !hasAnyValue(columns, row)
        && !asBefore(columns, row, at)
        && hasNone(columns, row, namesOf(added, id));
  }

  private boolean hasAnyValue(Columns columns, int row) {
    return image.values().keySet().stream().anyMatch(name -> columns.column(name)[row] != null);
  }

  /** All as the migration left them, or all as they were before it. */
  private boolean labelsAreKnown(Columns columns, int row) {
    long id = columns.ids()[row];
    List<String> gained = namesOf(added, id);
    List<String> lost = namesOf(removed, id);
    boolean written = hasAll(columns, row, gained) && hasNone(columns, row, lost);
    return written || (hasAll(columns, row, lost) && hasNone(columns, row, gained));
  }

  private static boolean hasAll(Columns columns, int row, List<String> labels) {
    return labels.stream().allMatch(label -> columns.hasLabel(row, label));
  }

  private static boolean hasNone(Columns columns, int row, List<String> labels) {
    return labels.stream().noneMatch(label -> columns.hasLabel(row, label));
  }

  private static List<String> namesOf(Map<String, Set<Long>> labels, long id) {
    return labels.entrySet().stream()
        .filter(label -> label.getValue().contains(id))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isAmong(@Nullable Set<Long> ids, long id) {
    return ids != null && ids.contains(id);
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
