package org.drover.shared.evidence;

import com.github.luben.zstd.Zstd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.drover.shared.canonical.ValueDigest;
import org.drover.shared.keyspace.Key;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * What a range replaced, by column, and a mark of what it put there instead.
 *
 * @param from the key before the range's first one; null below every key
 * @param ids the members of which a property was changed
 * @param marks for each of them, a digest of the values that the migration wrote
 * @param values a column for each property that was changed, with what was before; null where the
 *     member lacked it
 * @param added the labels that members gained, with those members
 * @param removed the labels that members lost
 */
public record BeforeImage(
    @Nullable Key from,
    Key to,
    long[] ids,
    long[] marks,
    Map<String, @Nullable Object[]> values,
    Map<String, long[]> added,
    Map<String, long[]> removed) {

  /** Images are many and small values repeat; higher levels take longer than they save. */
  private static final int LEVEL = 3;

  /** A range's columns are bounded by far less; a larger size means a damaged record. */
  private static final long BYTES_MAX = 1L << 30;

  /** So much of its beginning tells how large a compressed image is once it is unpacked. */
  public static final int HEADER_BYTES = 18;

  /** Unpacked, and then as values, of which text counts two bytes a character. */
  private static final int TIMES_HELD = 3;

  /** The image of a batch that was transformed and not yet written. */
  public static BeforeImage of(@Nullable Key from, Key to, Columns columns) {
    Columns.Changes after = columns.changes();
    Columns.Changes before = columns.changesBefore();
    List<String> names = after.values().keySet().stream().sorted().toList();
    Map<String, @Nullable Object[]> values = new LinkedHashMap<>();
    @Nullable Object[][] written = new Object[names.size()][];
    for (int i = 0; i < written.length; i++) {
      String name = names.get(i);
      values.put(name, columnOf(before, name));
      written[i] = columnOf(after, name);
    }
    return new BeforeImage(
        from,
        to,
        after.ids(),
        marks(after.ids().length, written),
        values,
        columns.labelsAdded(),
        columns.labelsRemoved());
  }

  private static @Nullable Object[] columnOf(Columns.Changes changes, String name) {
    @Nullable Object[] column = changes.values().get(name);
    if (column == null) {
      throw new IllegalStateException("property " + name + " changes, but has no column");
    }
    return column;
  }

  /**
   * The marks of rows.
   *
   * @param columns in the order of their names
   */
  public static long[] marks(int rows, @Nullable Object[][] columns) {
    ValueDigest digest = new ValueDigest();
    long[] marks = new long[rows];
    for (int row = 0; row < rows; row++) {
      for (@Nullable Object[] column : columns) {
        digest.addValue(column[row]);
      }
      marks[row] = digest.first64Bits();
    }
    return marks;
  }

  /** The same of some of its members alone. */
  public BeforeImage only(Set<Long> members) {
    int[] rows = IntStream.range(0, ids.length).filter(row -> members.contains(ids[row])).toArray();
    Map<String, @Nullable Object[]> some = new LinkedHashMap<>();
    values.forEach(
        (name, column) ->
            some.put(name, IntStream.of(rows).mapToObj(row -> column[row]).toArray()));
    return new BeforeImage(
        from,
        to,
        IntStream.of(rows).mapToLong(row -> ids[row]).toArray(),
        IntStream.of(rows).mapToLong(row -> marks[row]).toArray(),
        some,
        only(members, added),
        only(members, removed));
  }

  private static Map<String, long[]> only(Set<Long> members, Map<String, long[]> labels) {
    Map<String, long[]> some = new LinkedHashMap<>();
    labels.forEach(
        (label, those) ->
            some.put(label, LongStream.of(those).filter(members::contains).toArray()));
    return some;
  }

  /** As it is stored: compressed. */
  public byte[] toBytes() {
    return Zstd.compress(ImageWriter.write(this), LEVEL);
  }

  /**
   * About how many bytes it takes to read an image. What is damaged weighs what there is of it:
   * whoever reads it is told.
   *
   * @param stored how many bytes it takes as it is stored
   * @param header the first of them, {@link #HEADER_BYTES} or all
   */
  public static long weight(long stored, byte[] header) {
    long unpacked = Zstd.getFrameContentSize(header);
    boolean known = unpacked >= 0 && unpacked <= BYTES_MAX;
    return known ? stored + TIMES_HELD * unpacked : stored;
  }

  /**
   * The inverse of {@link #toBytes}.
   *
   * @throws IllegalArgumentException if the bytes are not of an image
   */
  public static BeforeImage read(byte[] bytes) {
    long size = Zstd.getFrameContentSize(bytes);
    if (size < 0 || size > BYTES_MAX) {
      throw new IllegalArgumentException("the bytes are not of a before-image");
    }
    return ImageReader.read(Zstd.decompress(bytes, (int) size));
  }
}
