package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), 10);

  // 200 ms doubled a times, at most 30 s; the jitter takes away at most half.
  @Test
  void waitsDoubleUntilTheLongest() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int attempt = 1; attempt <= 40; attempt++) {
      long bound = Math.min(200L << Math.min(attempt - 1, 20), 30_000);
      assertThat(BACKOFF.before(attempt, random).toMillis()).isBetween(bound / 2, bound);
    }
  }
}
