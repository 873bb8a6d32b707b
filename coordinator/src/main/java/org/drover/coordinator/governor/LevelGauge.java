package org.drover.coordinator.governor;

/** The last value of a signal that is a level; one that grows old is missing. Thread-safe. */
final class LevelGauge {

  private static final long FRESH_MILLIS = 10_000;

  private final String signal;
  private final double easeShare;
  private final String unit;
  private double value;
  private long at = Long.MIN_VALUE / 2;

  /**
   * @param easeShare the share of the threshold up to which it is at ease
   */
  LevelGauge(String signal, double easeShare, String unit) {
    this.signal = signal;
    this.easeShare = easeShare;
    this.unit = unit;
  }

  /**
   * @param seen what is not finite is a signal that cannot be had
   */
  synchronized void saw(long now, double seen) {
    value = seen;
    at = now;
  }

  synchronized Reading read(long now, double threshold) {
    return now - at > FRESH_MILLIS
        ? Reading.missing(signal, threshold, unit)
        : Reading.level(signal, value, easeShare * threshold, threshold, unit);
  }
}
