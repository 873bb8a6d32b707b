package org.drover.coordinator.governor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Moves the pace by signals: gives way at once and in proportion to how far the worst of them is
 * beyond its threshold, and comes back slowly while all of them are at ease, and more slowly still
 * to where it had to give way before. Knows no clock; it is told how much time has passed.
 */
public final class Governor {

  /** Where a guarded migration begins. */
  static final double START = 0.1;

  /**
   * A pace is never zero for a signal: what is slow for another reason would stop the migration for
   * good.
   */
  static final double FLOOR = 0.01;

  /** No faster than this while a signal is missing. */
  static final double BLIND = 0.25;

  /** From the floor to full pace in half a minute. */
  private static final double GROWTH_PER_SECOND = 0.035;

  /** Nothing is gained by growing into a threshold. */
  private static final double GROWS_ABOVE = 0.4;

  private static final double LOSS_PER_HEADROOM = 0.5;
  private static final double LOSS_MOST = 0.3;

  /** So much of the pace at which a signal was beyond its threshold is come back to quickly. */
  private static final double NEAR = 0.6;

  /**
   * What strained it once may not strain it for ever: in so many seconds twice as much is tried.
   */
  private static final double FORGETS_SECONDS = 180;

  private double pace;
  private @Nullable Reading worst;

  /** The pace at which a signal was beyond its threshold the last time. */
  private double strained = 1;

  private boolean givesWay;

  /**
   * @param pace where it goes on, after a failover; {@link #START} for a beginning
   */
  public Governor(double pace) {
    this.pace = pace;
  }

  public static double start() {
    return START;
  }

  /**
   * Looks at all signals.
   *
   * @param seconds since the last time
   * @return the pace from now on
   */
  public double step(List<Reading> readings, double seconds) {
    Reading missing = first(readings, true);
    Reading least = first(readings, false);
    double headroom = least == null ? 1 : least.headroom();
    strained = headroom < 0 && !givesWay ? pace : strained;
    givesWay = headroom < 0;
    if (headroom < 0) {
      worst = least;
      pace *= Math.pow(Math.max(LOSS_MOST, 1 + LOSS_PER_HEADROOM * headroom), Math.min(seconds, 2));
    } else if (missing != null) {
      worst = missing;
      pace = pace > BLIND ? Math.max(BLIND, pace * (1 - LOSS_MOST)) : pace;
    } else if (headroom > GROWS_ABOVE) {
      worst = least;
      strained = Math.min(1, strained * Math.pow(2, seconds / FORGETS_SECONDS));
      double quickly = strained < 1 ? NEAR * strained : 1;
      pace = Math.max(pace, Math.min(quickly, pace + GROWTH_PER_SECOND * headroom * seconds));
    } else {
      worst = least;
    }
    pace = Math.clamp(pace, FLOOR, 1);
    return pace;
  }

  public double pace() {
    return pace;
  }

  /** What holds the pace below 1; null if nothing does. */
  public @Nullable Waiting why() {
    Reading decided = worst;
    if (pace >= 1) {
      return null;
    }
    if (decided == null) {
      return Waiting.on("governor", "the signals are being read for the first time");
    }
    String threshold = amount(decided.threshold(), decided.unit());
    Double value = decided.value();
    if (value == null) {
      return new Waiting(
          decided.signal(),
          null,
          threshold,
          true,
          "%s cannot be read, so the pace is %s".formatted(decided.signal(), percent()));
    }
    String found = amount(value, decided.unit());
    return Waiting.throttled(
        decided.signal(),
        found,
        threshold,
        "%s is %s of %s, so the pace is %s"
            .formatted(decided.signal(), found, threshold, percent()));
  }

  private String percent() {
    return String.format(Locale.ROOT, pace < 0.1 ? "%.1f%%" : "%.0f%%", 100 * pace);
  }

  static String amount(double value, String unit) {
    String number = String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.0f", value);
    return unit.isEmpty() || unit.equals("%") ? number + unit : number + " " + unit;
  }

  /** The missing one, or of those that are there the one with the least room. */
  private static @Nullable Reading first(List<Reading> readings, boolean missing) {
    return readings.stream()
        .filter(reading -> (reading.value() == null) == missing)
        .min(Comparator.comparingDouble(Reading::headroom))
        .orElse(null);
  }
}
