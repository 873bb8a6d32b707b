package org.drover.shared.transform;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.drover.shared.plugin.MemberBatch;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;

/** Some rows of columns, as a transform of the operator's own sees them; written at its end. */
final class ColumnBatch implements MemberBatch {

  private static final int REASON_CHARS_MAX = 200;
  private static final Set<Class<?>> SINGLE =
      Set.of(
          Long.class,
          Double.class,
          Boolean.class,
          String.class,
          LocalDate.class,
          LocalTime.class,
          OffsetTime.class,
          LocalDateTime.class,
          ZonedDateTime.class,
          IsoPeriod.class,
          GeoPoint.class);

  private final Step.Java step;
  private final Columns columns;
  private final int[] rows;
  private final @Nullable Object[][] sources;
  private final @Nullable Object[][] made;
  private final BitSet[] set;
  private final @Nullable String[] refused;

  ColumnBatch(Step.Java step, Columns columns, int[] rows) {
    this.step = step;
    this.columns = columns;
    this.rows = rows;
    this.sources = new Object[step.of().size()][];
    Arrays.setAll(sources, of -> columns.column(step.of().get(of)));
    this.made = new Object[step.into().size()][rows.length];
    this.set = new BitSet[step.into().size()];
    Arrays.setAll(set, into -> new BitSet());
    this.refused = new String[rows.length];
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public @Nullable Object value(int of, int row) {
    return sources[of][rows[row]];
  }

  @Override
  public void set(int into, int row, @Nullable Object value) {
    made[into][row] = value;
    set[into].set(row);
  }

  @Override
  public void refuse(int row, String reason) {
    if (refused[row] == null) {
      String said = String.valueOf(reason);
      refused[row] = said.substring(0, Math.min(said.length(), REASON_CHARS_MAX));
    }
  }

  /** Puts what was made into the columns. */
  void write() {
    for (int row = 0; row < rows.length; row++) {
      String reason = refused[row] == null ? unfit(row) : refused[row];
      if (reason == null) {
        write(row);
      } else {
        columns.refuse(rows[row], JavaStep.NAME, step.transform() + ": " + reason);
      }
    }
  }

  private void write(int row) {
    for (int into = 0; into < made.length; into++) {
      if (set[into].get(row)) {
        columns.set(step.into().get(into), rows[row], made[into][row]);
      }
    }
  }

  /** What no property can hold; null if all is well. */
  private @Nullable String unfit(int row) {
    for (int into = 0; into < made.length; into++) {
      Object value = made[into][row];
      if (value != null && !isStorable(value)) {
        String what =
            value instanceof List<?>
                ? "a list of several types, or of none that a list has,"
                : "a value of type " + value.getClass().getSimpleName();
        return "made %s for '%s', which no property holds".formatted(what, step.into().get(into));
      }
    }
    return null;
  }

  private static boolean isStorable(Object value) {
    if (value instanceof List<?> list) {
      Object first = list.isEmpty() ? "" : list.getFirst();
      return first != null
          && SINGLE.contains(first.getClass())
          && list.stream().allMatch(item -> list.isEmpty() || first.getClass().isInstance(item));
    }
    return value instanceof byte[] || SINGLE.contains(value.getClass());
  }
}
