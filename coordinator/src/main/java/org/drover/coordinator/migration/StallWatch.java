package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Whether a migration stalls: no range was finished for a minute although nothing holds it back, or
 * no sample came while baselines are measured. One that is held back is healthy.
 */
final class StallWatch {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private long ranges = -1;
  private @Nullable Instant since;

  /**
   * @param finished ranges of the pass so far, and samples of baselines that are being measured
   * @param mayRun whether nothing holds it back
   */
  void look(long finished, boolean mayRun, Instant now) {
    if (finished != ranges || !mayRun || since == null) {
      ranges = finished;
      since = now;
    }
  }

  /** Nothing is to run: once it is, a minute begins anew. */
  void rest() {
    since = null;
  }

  /** Since when nothing was finished; null if nothing was to be. */
  @Nullable Instant still() {
    return since;
  }

  /** Since when it stalls; null if it does not. */
  @Nullable Instant stalled(Instant now) {
    Instant last = since;
    return last != null && last.plus(PATIENCE).isBefore(now) ? last : null;
  }

  /**
   * Whether all that run wait for what is bounded in the whole cluster. Where nobody runs nothing
   * is held back, and what a worker node bounds by itself (latency, memory) is no reason to finish
   * nothing for a minute: its ranges in flight should be.
   *
   * @param why what holds the pace of the cluster down; null if nothing does
   */
  static boolean heldBack(List<ShardProgressed> running, @Nullable Waiting why) {
    return !running.isEmpty()
        && running.stream()
            .map(ShardProgressed::waiting)
            .allMatch(waiting -> waiting != null && isOfCluster(waiting, why));
  }

  private static boolean isOfCluster(Waiting waiting, @Nullable Waiting why) {
    return waiting.throttled()
        && switch (waiting.signal()) {
          case "rate", "pace" -> true;
          default -> why != null && why.signal().equals(waiting.signal());
        };
  }
}
