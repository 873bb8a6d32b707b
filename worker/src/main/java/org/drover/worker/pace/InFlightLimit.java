package org.drover.worker.pace;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.util.concurrent.TimeUnit;

/**
 * How many transactions may be in flight. Two limits of the library, of which the smaller counts:
 * one follows the gradient of the latency, the other gives way on conflicts and memory errors and
 * comes back one by one.
 *
 * <p>Ranges aim at a duration, so their latency says nothing by itself; what is followed is the
 * time that a thousand nodes take.
 */
final class InFlightLimit {

  /** As many shards of one migration as a node usually has; beyond that it grows by use. */
  private static final int AT_START = 8;

  /** Of what is asked for: the tail of a slice, or a range of holes, says little of latency. */
  private static final double WHOLE_RANGE = 0.5;

  private static final int NODES_PER_SAMPLE = 1_000;
  private static final double CONFLICT_BACKOFF = 0.5;

  /** The database may take twice as long as it did over the last ranges before this gives way. */
  private static final double LATENCY_TOLERANCE = 2.0;

  private final Limit byLatency;
  private final Limit byConflicts;

  /**
   * @param most never more than this
   */
  InFlightLimit(int most) {
    int start = Math.min(AT_START, most);
    this.byLatency =
        Gradient2Limit.newBuilder()
            .initialLimit(start)
            .minLimit(1)
            .maxConcurrency(most)
            .queueSize(1)
            .rttTolerance(LATENCY_TOLERANCE)
            .build();
    // A time limit is the database's business: a range that takes too long fails there.
    this.byConflicts =
        AIMDLimit.newBuilder()
            .initialLimit(start)
            .minLimit(1)
            .maxLimit(most)
            .backoffRatio(CONFLICT_BACKOFF)
            .timeout(1, TimeUnit.DAYS)
            .build();
  }

  int most() {
    return Math.max(1, Math.min(byLatency.getLimit(), byConflicts.getLimit()));
  }

  /** In a word, what holds it where it is. */
  String signal() {
    return byConflicts.getLimit() < byLatency.getLimit() ? "conflicts" : "latency";
  }

  /**
   * A range was finished.
   *
   * @param asked how many nodes it was to hold
   * @param inFlight while it ran, itself among them
   */
  void finished(int asked, long visited, long millis, int inFlight) {
    if (visited < asked * WHOLE_RANGE) {
      return;
    }
    long perSample =
        TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis)) * NODES_PER_SAMPLE / visited;
    byLatency.onSample(0, Math.max(1, perSample), inFlight, false);
    byConflicts.onSample(0, Math.max(1, perSample), inFlight, false);
  }

  /** A range ended in a conflict, or for lack of memory. */
  void gaveWay(int inFlight) {
    byConflicts.onSample(0, 1, inFlight, true);
  }
}
