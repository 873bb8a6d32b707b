package org.drover.shared.evidence;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.drover.shared.canonical.ValueDigest;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the members of a batch, by id, and their values as they now are. Two batches have
 * the same digest if they hold the same members with the same values.
 */
public final class BatchDigest {

  private BatchDigest() {}

  /**
   * @param need which values: those that were read by it, and no others
   */
  public static String of(Columns columns, ColumnNeed need) {
    ValueDigest digest = new ValueDigest();
    int[] rows = byId(columns.ids());
    digest.add(rows.length);
    for (int row : rows) {
      digest.add(columns.ids()[row]);
    }
    List<String> names = need.properties().stream().sorted().toList();
    for (String name : names) {
      @Nullable Object[] column = columns.column(name);
      digest.addName(name);
      for (int row : rows) {
        digest.addValue(column[row]);
      }
    }
    if (need.labels()) {
      labels(digest, columns, rows);
    }
    if (need.allProperties()) {
      properties(digest, columns, rows);
    }
    return digest.hex();
  }

  private static void labels(ValueDigest digest, Columns columns, int[] rows) {
    for (int row : rows) {
      columns.labelsOf(row).forEach(digest::addValue);
    }
  }

  private static void properties(ValueDigest digest, Columns columns, int[] rows) {
    for (int row : rows) {
      columns.propertiesOf(row).forEach((name, value) -> digest.addName(name).addValue(value));
    }
  }

  /** Most batches come by id already: only others are worth an object for each row. */
  private static int[] byId(long[] ids) {
    IntStream rows = IntStream.range(0, ids.length);
    for (int row = 1; row < ids.length; row++) {
      if (ids[row] < ids[row - 1]) {
        return rows.boxed()
            .sorted(Comparator.comparingLong(at -> ids[at]))
            .mapToInt(Integer::intValue)
            .toArray();
      }
    }
    return rows.toArray();
  }
}
