package org.drover.coordinator.governor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Moves the pace by the worst of the signals: down at once and in proportion where that is beyond
 * its threshold, down gently where less room is left than is to be kept, up where more is. How
 * quickly up depends on the pace at which a signal was last beyond its threshold: very quickly to
 * seven tenths of that, for so much was borne; with care by it; and freely where nothing is known.
 * Knows no clock; it is told how much time has passed.
 */
public final class Governor {

  /** Where a guarded migration begins. */
  static final double START = 0.1;

  /** A rush takes no more than that: from further down the pace would be late when it is over. */
  static final double LOW = 0.01;

  /**
   * Where it ends if a signal stays beyond its threshold even so. Never zero: what is slow for
   * another reason would stop the migration for good.
   */
  static final double FLOOR = 0.0025;

  /** Most rushes are over sooner. */
  private static final double STRAINED_AT_LOW_SECONDS = 30;

  /** What was strained for long is not at ease for a moment's sake. */
  private static final double FORGOTTEN_PER_SECOND = 0.2;

  /** From the one to the other in seven seconds. */
  private static final double SINKING_PER_SECOND = 0.2;

  /** No faster than this while a signal is missing. */
  static final double BLIND = 0.25;

  /** So far beyond a threshold is no accident of sampling: seven tenths of the room there is. */
  private static final double FAR_BEYOND = -0.7;

  private static final double LOSS_PER_HEADROOM = 0.5;
  private static final double LOSS_MOST = 0.3;

  /** Where the pace settles: most of the room is kept, for what is measured is never exact. */
  private static final double KEPT = 0.7;

  /** With all the room, twice the pace in twelve seconds, where nothing is known against it. */
  private static final double GROWTH_PER_SECOND = 0.06;

  /** Near what was too much. A percentile over ten seconds knows of a new pace no sooner. */
  private static final double CAREFUL_PER_SECOND = 0.01;

  private static final double NEAR = 1.25;

  /** Half as much again in a second, until it is between a share of what was too much and all. */
  private static final double RETURN_PER_SECOND = 0.4;

  private static final double RETURN_SHARE = 0.7;

  /** What is strained again by the pace that it came back to is borne no more. */
  private static final double LEARNT = 0.7;

  /** Nearly as much as it comes back to quickly. */
  private static final double RETURNED = 0.65;

  /** So much faster than when it was last strained: it is not on its way down. */
  private static final double REGAINED = 1.1;

  /** At the threshold, half of the pace in seven seconds. */
  private static final double SHRINKING_PER_SECOND = 0.1;

  /** Two rushes that are nearer to each other than that are one. */
  private static final double ONE_RUSH_SECONDS = 10;

  /** A signal that was beyond its threshold by chance is not to take all of the memory. */
  private static final double FORGOTTEN = 0.5;

  /** More than that was not looked at, and does not count. */
  private static final double STEP_SECONDS_MAX = 5;

  private double pace;
  private @Nullable Reading worst;

  /** The pace at which a signal was beyond its threshold; 0 if none ever was. */
  private double strained;

  /** The pace when a signal was last seen beyond its threshold. */
  private double strainedLast;

  private double calmSeconds = ONE_RUSH_SECONDS;

  /** How long a signal has been beyond its threshold at a low pace, less what was forgotten. */
  private double strainedAtLow;

  /**
   * @param pace where it begins
   */
  public Governor(double pace) {
    this(pace, null);
  }

  /**
   * @param pace where it goes on, after a failover; one that is no number begins anew
   * @param strained what {@link #strained} said before it; null if nothing is known
   */
  public Governor(double pace, @Nullable Double strained) {
    this.pace = Double.isFinite(pace) ? Math.clamp(pace, FLOOR, 1) : START;
    this.strained = strained == null || !Double.isFinite(strained) ? 0 : strained;
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
    double counted = seconds > 0 ? Math.min(seconds, STEP_SECONDS_MAX) : 0;
    Reading missing = first(readings, true);
    Reading least = first(readings, false);
    double headroom = least == null ? 1 : least.headroom();
    worst = least;
    double lowest = lowest(headroom, counted);
    if (headroom < 0) {
      if (calmSeconds >= ONE_RUSH_SECONDS) {
        strained = Math.max(pace, strained * FORGOTTEN);
      } else if (isBackAndStrained()) {
        strained *= LEARNT;
      }
      strainedLast = pace;
      calmSeconds = 0;
    } else {
      calmSeconds += counted;
    }
    if (missing != null && headroom >= 0) {
      worst = missing;
      pace = pace > BLIND ? Math.max(BLIND, pace * (1 - LOSS_MOST)) : pace;
    } else {
      pace *= Math.exp(drift(headroom) * counted);
    }
    pace = Math.clamp(pace, lowest, 1);
    return pace;
  }

  /** The least that the pace may be now: low, and lower only where that has not helped for long. */
  private double lowest(double headroom, double seconds) {
    double low = Math.min(pace, LOW);
    if (headroom >= 0 || pace > LOW) {
      strainedAtLow = Math.max(0, strainedAtLow - FORGOTTEN_PER_SECOND * seconds);
    } else {
      strainedAtLow = Math.min(strainedAtLow + seconds, 2 * STRAINED_AT_LOW_SECONDS);
    }
    return strainedAtLow <= STRAINED_AT_LOW_SECONDS
        ? low
        : Math.max(FLOOR, low * Math.exp(-SINKING_PER_SECOND * seconds));
  }

  /** It came back to what was borne, and it was not: then this is no rush of somebody else's. */
  private boolean isBackAndStrained() {
    return pace > REGAINED * strainedLast && pace > RETURNED * strained;
  }

  /** By how much the logarithm of the pace changes in a second. */
  private double drift(double headroom) {
    if (headroom < FAR_BEYOND) {
      return Math.log(Math.max(LOSS_MOST, 1 + LOSS_PER_HEADROOM * headroom));
    }
    return headroom < KEPT
        ? -SHRINKING_PER_SECOND * (KEPT - headroom) / KEPT
        : growth() * (headroom - KEPT) / (1 - KEPT);
  }

  private double growth() {
    if (pace > NEAR * strained) {
      return GROWTH_PER_SECOND;
    }
    return pace < RETURN_SHARE * strained ? RETURN_PER_SECOND : CAREFUL_PER_SECOND;
  }

  public double pace() {
    return pace;
  }

  /** The pace at which a signal was last beyond its threshold; null if none was. */
  public @Nullable Double strained() {
    return strained == 0 ? null : strained;
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
