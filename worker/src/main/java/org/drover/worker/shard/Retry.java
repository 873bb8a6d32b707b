package org.drover.worker.shard;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.drover.shared.graph.GraphException;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * That the same is tried again after a while.
 *
 * @param attempt the one that failed
 */
record Retry(GraphException failure, int attempt, Duration pause) {

  /** Null if it failed too many times in a row: a person is asked. */
  static @Nullable Retry after(GraphException failure, int attempt, RandomGenerator random) {
    Backoff backoff = Backoff.PATIENT;
    return attempt >= backoff.attemptsMax()
        ? null
        : new Retry(failure, attempt, backoff.before(attempt, random));
  }

  /** For the log. */
  String next() {
    return "attempt %d failed; again in %d ms".formatted(attempt, pause.toMillis());
  }

  /** For who watches. */
  Waiting why() {
    return new Waiting(
        "retry",
        failure.brief(),
        null,
        false,
        "attempt %d failed: %s".formatted(attempt, failure.getMessage()));
  }
}
