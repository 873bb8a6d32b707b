package org.drover.shared.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The thresholds of guards by the guards' names, which are those of their signals. */
public final class Thresholds {

  private static final String PROBE = "probe";
  private static final String CPU = "database-cpu";
  private static final String TRANSACTIONS = "transactions";
  private static final String LOCK_WAITS = "lock-waits";
  private static final String PROMETHEUS = "prometheus";
  private static final String HTTP = "http";

  private static final List<String> KINDS =
      List.of(PROBE, CPU, TRANSACTIONS, LOCK_WAITS, PROMETHEUS, HTTP);

  private Thresholds() {}

  /**
   * The guards' names, in their order: {@code probe 1} by its place, {@code database-cpu} alone;
   * any other that is not the only one of its kind by its place too.
   */
  public static List<String> names(List<Guard> guards) {
    List<String> names = new ArrayList<>();
    for (Guard guard : guards) {
      String kind = kind(guard);
      boolean alone = guards.stream().filter(other -> kind(other).equals(kind)).count() == 1;
      names.add(alone && !kind.equals(PROBE) ? kind : kind + " " + (names.size() + 1));
    }
    return names;
  }

  /** Each in the unit that its guard has in a spec. */
  public static Map<String, Double> of(List<Guard> guards) {
    List<String> names = names(guards);
    Map<String, Double> thresholds = new TreeMap<>();
    for (int place = 0; place < names.size(); place++) {
      thresholds.put(names.get(place), threshold(guards.get(place)));
    }
    return thresholds;
  }

  /**
   * A threshold as the spec would have it: {@code +10%} for a probe, {@code 80%} for a share, a
   * number for anything else.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static double parse(String name, String text) {
    try {
      if (name.startsWith(PROBE)) {
        return Amounts.rise(text);
      }
      if (isShare(name)) {
        return Amounts.load(text);
      }
      return isCount(name)
          ? number(text, 1, "of at least 1")
          : number(text, Double.MIN_VALUE, "above 0");
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "the threshold of %s: %s, found '%s'".formatted(name, wrong.getMessage(), text), wrong);
    }
  }

  /**
   * The same of a name that a guard may have; what no guard is called is not looked at.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static void check(String name, String text) {
    if (KINDS.stream().anyMatch(name::startsWith)) {
      parse(name, text);
    }
  }

  /** The inverse of {@link #parse}. */
  public static String text(String name, double threshold) {
    if (name.startsWith(PROBE)) {
      return Amounts.ofRise(threshold);
    }
    return isShare(name)
        ? Amounts.ofPercent(threshold)
        : BigDecimal.valueOf(threshold).stripTrailingZeros().toPlainString();
  }

  private static boolean isShare(String name) {
    return name.startsWith(CPU);
  }

  private static boolean isCount(String name) {
    return name.startsWith(TRANSACTIONS) || name.startsWith(LOCK_WAITS);
  }

  private static double number(String text, double least, String expected) {
    try {
      double number = Double.parseDouble(text);
      if (number >= least && Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("expected a number such as 20", wrong);
    }
    throw new IllegalArgumentException("expected a number " + expected);
  }

  private static String kind(Guard guard) {
    return switch (guard) {
      case Guard.Probe probe -> PROBE;
      case Guard.DatabaseCpu cpu -> CPU;
      case Guard.Transactions transactions -> TRANSACTIONS;
      case Guard.LockWaits waits -> LOCK_WAITS;
      case Guard.Prometheus prometheus -> PROMETHEUS;
      case Guard.Http http -> HTTP;
    };
  }

  private static double threshold(Guard guard) {
    return switch (guard) {
      case Guard.Probe probe -> probe.percent();
      case Guard.DatabaseCpu cpu -> cpu.percent();
      case Guard.Transactions transactions -> transactions.max();
      case Guard.LockWaits waits -> waits.max();
      case Guard.Prometheus prometheus -> prometheus.max();
      case Guard.Http http -> http.max();
    };
  }
}
