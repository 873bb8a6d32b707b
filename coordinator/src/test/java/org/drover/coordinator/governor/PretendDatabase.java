package org.drover.coordinator.governor;

import java.util.Random;

/**
 * A small model of a database that somebody else uses: what a request takes is spread as latencies
 * are, grows with the transactions in flight, and is now and then a pause of its own. Seconds are
 * those of the model.
 */
final class PretendDatabase {

  private static final double MEDIAN_MILLIS = 1.2;
  private static final double SPREAD = 0.45;
  private static final double PAUSES_EVERY_SECONDS = 8;

  /** A range and its rest are over in so long. */
  private static final double CYCLE_SECONDS = 1;

  private static final int SHARDS = 4;

  /** What one, two, three transactions in flight add is this, times their number to the power. */
  private static final double POWER = 1.3;

  private final Random random;
  private final double slowerPerTransaction;
  private double now;
  private double inFlight;
  private double others;
  private double pausedUntil;
  private double nextPause;

  /**
   * @param slowerPerTransaction by which share of its time one transaction makes a request slower
   */
  PretendDatabase(long seed, double slowerPerTransaction) {
    this.random = new Random(seed);
    this.slowerPerTransaction = slowerPerTransaction;
    this.nextPause = untilPause();
  }

  private double untilPause() {
    return -PAUSES_EVERY_SECONDS * Math.log(1 - random.nextDouble());
  }

  /** Others make it so much slower. */
  void othersAdd(double share) {
    others = share;
  }

  void pass(double seconds, double pace) {
    now += seconds;
    double allowed = pace * SHARDS;
    double whole = Math.floor(allowed);
    boolean works = now % CYCLE_SECONDS < (allowed - whole) * CYCLE_SECONDS;
    inFlight = whole + (works ? 1 : 0);
    if (now >= nextPause) {
      pausedUntil = now + 0.01 + 0.02 * random.nextDouble();
      nextPause = now + untilPause();
    }
  }

  /** How long a request takes that begins now. */
  double millis() {
    double slower = 1 + others + slowerPerTransaction * Math.pow(inFlight, POWER);
    double paused = Math.max(0, pausedUntil - now) * 1_000;
    return MEDIAN_MILLIS * Math.exp(SPREAD * random.nextGaussian()) * slower + paused;
  }
}
