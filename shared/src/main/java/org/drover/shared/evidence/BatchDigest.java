package org.drover.shared.evidence;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.drover.shared.canonical.ValueDigest;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the members of a batch, by id, and their values at one moment. Two batches have the
 * same digest if they hold the same members with the same values.
 *
 * <p>Each column has a digest of its own, and the batch's is over theirs: so what a transform
 * leaves alone is hashed once, and not before and after.
 */
public final class BatchDigest {

  private final Columns columns;
  private final ColumnNeed need;
  private final int[] rows;
  private final Map<String, byte[]> byColumn;
  private final String hex;

  private BatchDigest(
      Columns columns,
      ColumnNeed need,
      int[] rows,
      Map<String, byte[]> known,
      Collection<String> anew) {
    ValueDigest digest = new ValueDigest();
    this.columns = columns;
    this.need = need;
    this.rows = rows;
    this.byColumn = new TreeMap<>(known);
    for (String name : anew) {
      byColumn.put(name, column(digest, columns.column(name)));
    }
    this.hex = whole(digest);
  }

  /**
   * The digest of a batch as it now is.
   *
   * @param need which values: those that were read by it, and no others
   */
  public static BatchDigest of(Columns columns, ColumnNeed need) {
    return new BatchDigest(columns, need, byId(columns.ids()), Map.of(), need.properties());
  }

  /** The digest of the same batch, which was as it was read, after it was transformed. */
  public BatchDigest transformed() {
    List<String> anew = columns.dirtyProperties().stream().filter(byColumn::containsKey).toList();
    return new BatchDigest(columns, need, rows, byColumn, anew);
  }

  /** In lower case. */
  public String hex() {
    return hex;
  }

  private byte[] column(ValueDigest digest, @Nullable Object[] values) {
    for (int row : rows) {
      digest.addValue(values[row]);
    }
    return digest.bytes();
  }

  private String whole(ValueDigest digest) {
    digest.add(rows.length);
    for (int row : rows) {
      digest.add(columns.ids()[row]);
    }
    byColumn.forEach((name, of) -> digest.addName(name).addValue(of));
    if (need.labels()) {
      labels(digest);
    }
    if (need.allProperties()) {
      properties(digest);
    }
    return digest.hex();
  }

  private void labels(ValueDigest digest) {
    for (int row : rows) {
      columns.labelsOf(row).forEach(digest::addValue);
    }
  }

  private void properties(ValueDigest digest) {
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
