package org.drover.worker.shard;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the same range is tried again: exponential, with jitter over its upper
 * half, after Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
 *
 * @param first the longest first wait
 * @param longest no wait is longer
 * @param attemptsMax after so many in a row a person is asked
 */
record Backoff(Duration first, Duration longest, int attemptsMax) {

  /** About an hour of trying: a database that restarts at night needs nobody. */
  static final Backoff PATIENT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), 150);

  private static final int DOUBLINGS_MAX = 20;

  /**
   * The wait before an attempt.
   *
   * @param attempt 1 for the first repetition
   */
  Duration before(int attempt, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(attempt - 1, DOUBLINGS_MAX);
    long bound = Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
  }
}
