package org.drover.deploy.estimate;

import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds several visits together to so many members a second. Thread-safe. */
final class Rate {

  private static final long MILLIS_PER_SECOND = 1_000;

  private final @Nullable Long perSecond;
  private final InstantSource clock;
  private final long began;
  private final Semaphore never = new Semaphore(0);
  private long visited;

  /**
   * @param perSecond null for no bound
   */
  Rate(@Nullable Long perSecond, InstantSource clock) {
    this.perSecond = perSecond;
    this.clock = clock;
    this.began = clock.millis();
  }

  /** Waits until so many more are not too many. */
  void visited(long members) throws InterruptedException {
    long wait = millisUntil(members);
    if (wait > 0) {
      // Nobody ever gives a permit: it is a wait that an interrupt ends.
      var unused = never.tryAcquire(wait, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized long millisUntil(long members) {
    visited += members;
    return perSecond == null ? 0 : began + visited * MILLIS_PER_SECOND / perSecond - clock.millis();
  }
}
