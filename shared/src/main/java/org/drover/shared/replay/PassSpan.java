package org.drover.shared.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.jspecify.annotations.Nullable;

/**
 * From when to when a pass was under way.
 *
 * @param to when it ended, or was given up; now if it is under way
 */
record PassSpan(int pass, PassKind kind, Instant from, Instant to, boolean ended) {

  /**
   * The span of one pass; empty if there is none of this number.
   *
   * @param wanted null for the last one
   */
  static Optional<PassSpan> of(List<MigrationEvent> own, @Nullable Integer wanted, Instant now) {
    PassSpan found = null;
    for (MigrationEvent event : own) {
      if (event instanceof MigrationEvent.PassStarted started
          && (wanted == null || started.pass() == wanted)) {
        found = new PassSpan(started.pass(), started.kind(), started.at(), now, false);
      } else if (found != null && !found.ended && found.endsWith(event)) {
        found = new PassSpan(found.pass, found.kind, found.from, event.at(), true);
      }
    }
    return Optional.ofNullable(found);
  }

  /** Its end, or an order that puts something else in its place. */
  private boolean endsWith(MigrationEvent event) {
    return event instanceof MigrationEvent.PassFinished
        || event instanceof MigrationEvent.Cancelled
        || event instanceof MigrationEvent.PassRequested
        || event instanceof MigrationEvent.PassStarted;
  }

  /** Never zero, so that something can be divided by it. */
  double seconds() {
    return Math.max(0.001, Duration.between(from, to).toMillis() / 1000.0);
  }
}
