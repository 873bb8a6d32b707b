package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a migration stalls: no range was finished for a minute although nothing holds it back.
 * One that is held back is healthy.
 */
final class StallWatch {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private long ranges = -1;
  private @Nullable Instant since;

  /**
   * @param finished ranges of the pass so far
   * @param mayRun whether nothing holds it back
   */
  void look(long finished, boolean mayRun, Instant now) {
    if (finished != ranges || !mayRun || since == null) {
      ranges = finished;
      since = now;
    }
  }

  /** Since when it stalls; null if it does not. */
  @Nullable Instant stalled(Instant now) {
    Instant last = since;
    return last != null && last.plus(PATIENCE).isBefore(now) ? last : null;
  }
}
