package org.drover.coordinator.migration;

/**
 * Which moves of the pace are worth an event: falls below half of what was told last, always, since
 * whoever takes over goes on with that; rises by half and more one a minute in the long run, which
 * bounds the falls from them as well.
 */
final class PaceNews {

  private static final double MOVE = 1.5;
  private static final double FULL = 0.999;
  private static final long MILLIS_BETWEEN = 10_000;

  /** So many may come in a row; each minute brings one more. */
  private static final double ROW = 20;

  private static final double PER_MILLI = 1 / 60_000.0;

  private double told;
  private long toldAt = Long.MIN_VALUE / 2;
  private double left = ROW;

  PaceNews(double told) {
    this.told = told;
  }

  /** Whether this is news; if so, it is told now. */
  boolean tell(double pace, long now) {
    boolean fell = pace < told / 2;
    double regained = Math.min(ROW, left + Math.max(0, now - toldAt) * PER_MILLI);
    boolean held = !moved(pace) || now - toldAt < MILLIS_BETWEEN || regained < 1;
    if (held && !fell) {
      return false;
    }
    told = pace;
    toldAt = now;
    left = fell ? regained : regained - 1;
    return true;
  }

  private boolean moved(double pace) {
    return pace >= told * MOVE || pace * MOVE <= told || (pace >= FULL) != (told >= FULL);
  }
}
