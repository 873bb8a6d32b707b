package org.drover.shared.protocol;

import org.drover.shared.journal.Limits;
import org.drover.shared.spec.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a budget, in the words of the spec; what is null stays.
 *
 * @param rate {@code 20000/s}, or {@code none} for no bound
 * @param memory {@code 512MiB}, or {@code none} for no bound
 * @param rangeMillis how long a range should take
 * @param errors {@code 1%}
 */
public record LimitChange(
    @Nullable Integer workers,
    @Nullable String rate,
    @Nullable String memory,
    @Nullable Long rangeMillis,
    @Nullable String errors) {

  public static final String NONE = "none";

  private static final int WORKERS_MAX = 1_000;
  private static final long RANGE_MILLIS_MIN = 10;

  /** Ranges carry a time limit of ten seconds in the database. */
  private static final long RANGE_MILLIS_MAX = 5_000;

  public static LimitChange ofWorkers(int workers) {
    return new LimitChange(workers, null, null, null, null);
  }

  /**
   * The limits after this change.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public Limits of(Limits before) {
    return new Limits(
        workers == null ? before.workers() : within("workers", workers, 1, WORKERS_MAX),
        rate == null ? before.nodesPerSecond() : rate(rate),
        memory == null ? before.memoryBytes() : bytes(memory),
        errors == null ? before.errorsPercent() : Amounts.percent(errors),
        rangeMillis == null
            ? before.rangeMillis()
            : within("the duration of a range, in ms,", rangeMillis));
  }

  private static @Nullable Long rate(String text) {
    return text.equals(NONE) ? null : Amounts.rate(text);
  }

  private static @Nullable Long bytes(String text) {
    return text.equals(NONE) ? null : Amounts.bytes(text);
  }

  private static long within(String what, long value) {
    return within(
        what,
        (int) Math.min(value, Integer.MAX_VALUE),
        (int) RANGE_MILLIS_MIN,
        (int) RANGE_MILLIS_MAX);
  }

  private static int within(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: expected %d to %d, found %d".formatted(what, least, most, value));
    }
    return value;
  }
}
