package org.drover.shared.protocol;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.drover.shared.journal.Limits;
import org.drover.shared.spec.Amounts;
import org.drover.shared.spec.Budget;
import org.drover.shared.spec.Thresholds;
import org.drover.shared.spec.Window;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a budget, in the words of the spec; what is null stays.
 *
 * @param rate {@code 20000/s}, or {@code none} for no bound
 * @param memory {@code 512MiB}, or {@code none} for no bound
 * @param rangeMillis how long a range should take
 * @param errors {@code 1%}
 * @param thresholds by the guard's name: {@code +20%} of {@code probe 1}, {@code 70%} of {@code
 *     database-cpu}; those that are not named stay
 * @param windows all of them, such as {@code Mon-Fri 20:00-06:00 UTC}; empty for always
 */
public record LimitChange(
    @Nullable Integer workers,
    @Nullable String rate,
    @Nullable String memory,
    @Nullable Long rangeMillis,
    @Nullable String errors,
    @Nullable Map<String, String> thresholds,
    @Nullable List<String> windows) {

  public static final String NONE = "none";

  private static final long RANGE_MILLIS_MIN = 10;

  /** Ranges carry a time limit of ten seconds in the database. */
  private static final long RANGE_MILLIS_MAX = 5_000;

  private static final Limits ANY = new Limits(1, null, null, 1, 1_000, Map.of(), null);

  public static LimitChange ofWorkers(int workers) {
    return new LimitChange(workers, null, null, null, null, null, null);
  }

  /**
   * The limits after this change.
   *
   * @throws IllegalArgumentException that says what was expected, and found
   */
  public Limits of(Limits before) {
    return new Limits(
        workers == null
            ? before.workers()
            : (int) within("workers", workers, 1, Budget.WORKERS_MAX),
        rate == null ? before.nodesPerSecond() : bound("rate", rate, Amounts::rate),
        memory == null ? before.memoryBytes() : bound("memory", memory, Amounts::bytes),
        errors == null ? before.errorsPercent() : read("errors", errors, Amounts::percent),
        rangeMillis == null
            ? before.rangeMillis()
            : (int) within("rangeMillis", rangeMillis, RANGE_MILLIS_MIN, RANGE_MILLIS_MAX),
        thresholds == null ? before.thresholds() : changed(before.thresholds(), thresholds),
        windows == null ? before.windows() : windows.stream().map(LimitChange::window).toList());
  }

  /**
   * Whether each value is one at all; which guards there are, only the migration knows.
   *
   * @throws IllegalArgumentException that says what was expected, and found
   */
  public void check() {
    new LimitChange(workers, rate, memory, rangeMillis, errors, null, windows).of(ANY);
    if (thresholds != null) {
      thresholds.forEach(Thresholds::check);
    }
  }

  /**
   * Whether every guard that it names is one of these.
   *
   * @throws IllegalArgumentException that says what was expected, and found
   */
  public void checkGuards(Set<String> guards) {
    for (String name : thresholds == null ? Set.<String>of() : thresholds.keySet()) {
      if (!guards.contains(name)) {
        throw new IllegalArgumentException(
            guards.isEmpty()
                ? "the spec has no guards, so there is no threshold of '%s'".formatted(name)
                : "there is no guard '%s'; expected one of %s"
                    .formatted(name, String.join(", ", new TreeSet<>(guards))));
      }
    }
  }

  private Map<String, Double> changed(Map<String, Double> before, Map<String, String> changes) {
    checkGuards(before.keySet());
    Map<String, Double> after = new TreeMap<>(before);
    changes.forEach((name, text) -> after.put(name, Thresholds.parse(name, text)));
    return after;
  }

  /** As it is printed, so that the same window is the same text. */
  private static String window(String text) {
    try {
      return Window.parse(text).toString();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "window '%s': %s".formatted(text, wrong.getMessage()), wrong);
    }
  }

  private static @Nullable Long bound(String name, String text, Function<String, Long> amount) {
    return text.equals(NONE) ? null : read(name, text, amount);
  }

  private static <T> T read(String name, String text, Function<String, T> amount) {
    try {
      return amount.apply(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "%s: %s, found '%s'".formatted(name, wrong.getMessage(), text), wrong);
    }
  }

  private static long within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: expected %d to %d, found %d".formatted(name, least, most, value));
    }
    return value;
  }
}
