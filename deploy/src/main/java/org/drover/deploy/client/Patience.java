package org.drover.deploy.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asking again until something is so, in the thread that needs it; another may end the waiting. */
public final class Patience {

  private final Duration every;
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Asks ten times a second. */
  public Patience() {
    this(Duration.ofMillis(100));
  }

  public Patience(Duration every) {
    this.every = every;
  }

  /**
   * Asks now and again until the answer is yes.
   *
   * @param limit after which it is given up
   * @return whether the answer was yes in time
   * @throws Unreachable if the waiting was ended or interrupted
   */
  public boolean until(Duration limit, BooleanSupplier question) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!question.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Waits for a moment, between two questions. */
  public void pause() {
    try {
      if (ended.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unreachable("stopped waiting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while waiting", e);
    }
  }

  /** Ends the waiting, from another thread. */
  public void end() {
    ended.countDown();
  }

  public boolean isEnded() {
    return ended.getCount() == 0;
  }
}
