package org.drover.coordinator.migration;

/** Which moves of the pace are worth an event: those from one band to another, and not too many. */
final class PaceNews {

  private static final double[] BANDS = {0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 0.999};
  private static final long MILLIS_BETWEEN = 10_000;
  private static final long MILLIS_BETWEEN_FALLS = 2_000;

  private double told;
  private long toldAt = Long.MIN_VALUE / 2;

  PaceNews(double told) {
    this.told = told;
  }

  /** Whether this is news; if so, it is told now. */
  boolean tell(double pace, long now) {
    boolean fell = pace < told / 2;
    long between = fell ? MILLIS_BETWEEN_FALLS : MILLIS_BETWEEN;
    if (band(pace) == band(told) || now - toldAt < between) {
      return false;
    }
    told = pace;
    toldAt = now;
    return true;
  }

  private static int band(double pace) {
    int band = 0;
    while (band < BANDS.length && pace >= BANDS[band]) {
      band++;
    }
    return band;
  }
}
