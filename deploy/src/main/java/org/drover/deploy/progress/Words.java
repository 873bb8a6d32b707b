package org.drover.deploy.progress;

import java.time.Duration;
import java.util.Locale;
import org.drover.shared.protocol.MigrationView.Phase;

/** Numbers and states in the words that people read. */
public final class Words {

  private Words() {}

  /** A clause as a sentence of its own. */
  public static String sentence(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }

  /** A count with thousands set apart. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A count and what is counted, in the singular where it is one. */
  public static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A pace, in whole nodes a second. */
  public static String pace(double nodesPerSecond) {
    return count(Math.round(nodesPerSecond)) + "/s";
  }

  /** What was measured, with its unit: two decimals below a hundred. */
  static String amount(double value, String unit) {
    String number = String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.0f", value);
    return unit.isEmpty() || unit.equals("%") ? number + unit : number + " " + unit;
  }

  /** Whole percent, rounded down so that 100 % means all. */
  public static String percent(long part, long whole) {
    return share(part, whole) + "%";
  }

  static long share(long part, long whole) {
    return whole <= 0 ? 100 : Math.min(100, 100 * part / whole);
  }

  /** Tenths of a second below ten, whole seconds below two minutes, then minutes and hours. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  /** Seconds as a clock shows them: {@code 1:05} or {@code 2:01:05}. */
  static String clock(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  public static String phase(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
