package org.drover.shared.transform;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The labels of a batch: as read, if they were, and what became of them. */
final class LabelChanges {

  private final @Nullable List<List<String>> read;
  private final Map<String, BitSet> added = new LinkedHashMap<>();
  private final Map<String, BitSet> removed = new LinkedHashMap<>();

  LabelChanges(@Nullable List<List<String>> read) {
    this.read = read;
  }

  boolean has(int row, String label) {
    if (marked(added, row, label)) {
      return true;
    }
    if (marked(removed, row, label)) {
      return false;
    }
    return had(row, label);
  }

  boolean had(int row, String label) {
    if (read == null) {
      throw new IllegalStateException("label " + label + " is asked for, but no labels were read");
    }
    return read.get(row).contains(label);
  }

  /** A row's labels with its changes, in alphabetical order. */
  List<String> of(int row) {
    if (read == null) {
      throw new IllegalStateException("labels are asked for, but none were read");
    }
    SortedSet<String> labels = new TreeSet<>(read.get(row));
    added.forEach((label, rows) -> changeIf(rows.get(row), () -> labels.add(label)));
    removed.forEach((label, rows) -> changeIf(rows.get(row), () -> labels.remove(label)));
    return List.copyOf(labels);
  }

  private static void changeIf(boolean condition, Runnable change) {
    if (condition) {
      change.run();
    }
  }

  void add(int row, String label) {
    move(row, label, removed, added, read != null && read.get(row).contains(label));
  }

  void remove(int row, String label) {
    move(row, label, added, removed, read != null && !read.get(row).contains(label));
  }

  /** What was read of a row is what counts again. */
  void restore(int row) {
    added.values().forEach(rows -> rows.clear(row));
    removed.values().forEach(rows -> rows.clear(row));
  }

  boolean changed(int row) {
    return marked(added, row) || marked(removed, row);
  }

  Map<String, BitSet> added() {
    return added;
  }

  Map<String, BitSet> removed() {
    return removed;
  }

  private static void move(
      int row, String label, Map<String, BitSet> from, Map<String, BitSet> to, boolean asRead) {
    BitSet undone = from.get(label);
    if (undone != null) {
      undone.clear(row);
    }
    if (!asRead) {
      to.computeIfAbsent(label, any -> new BitSet()).set(row);
    }
  }

  private static boolean marked(Map<String, BitSet> marks, int row, String label) {
    BitSet rows = marks.get(label);
    return rows != null && rows.get(row);
  }

  private static boolean marked(Map<String, BitSet> marks, int row) {
    for (BitSet rows : marks.values()) {
      if (rows.get(row)) {
        return true;
      }
    }
    return false;
  }
}
