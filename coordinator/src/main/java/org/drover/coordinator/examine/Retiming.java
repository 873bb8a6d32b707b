package org.drover.coordinator.examine;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.drover.shared.journal.QueryResult;
import org.drover.shared.spec.DeclaredQuery;

/**
 * A slow moment is no slow query: what took too long is timed again a while later, and of each
 * percentile the lowest counts, since others can only add to it.
 */
record Retiming(Supplier<QueryResult> timing, Consumer<Duration> pause) {

  /** Longer each time, so that a neighbour's work has passed by one of them. */
  static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

  /** What it returned the last time, and how long it took at best. */
  QueryResult of(DeclaredQuery query, QueryResult before) {
    QueryResult best = timing.get();
    for (Duration length : PAUSES) {
      if (Comparison.ofLatencies(query, before, best).isEmpty()) {
        return best;
      }
      pause.accept(length);
      best = lower(best, timing.get());
    }
    return best;
  }

  private static QueryResult lower(QueryResult earlier, QueryResult now) {
    return new QueryResult(
        now.name(),
        now.rows(),
        now.digest(),
        Math.min(earlier.samples(), now.samples()),
        Math.min(earlier.p50Millis(), now.p50Millis()),
        Math.min(earlier.p95Millis(), now.p95Millis()),
        Math.min(earlier.p99Millis(), now.p99Millis()));
  }
}
