package org.drover.shared.replay;

import java.util.Locale;

/** How long something took, for people: {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}. */
final class Seconds {

  private static final long TENTHS_BELOW = 10;
  private static final long MINUTES_FROM = 120;

  private Seconds() {}

  static String words(long millis) {
    long seconds = millis / 1000;
    if (seconds < TENTHS_BELOW) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return seconds < MINUTES_FROM
        ? seconds + " s"
        : "%d min %d s".formatted(seconds / 60, seconds % 60);
  }
}
