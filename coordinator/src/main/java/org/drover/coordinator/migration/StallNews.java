package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.Standstill;
import org.jspecify.annotations.Nullable;

/**
 * Which stalls are worth events: those that last. One is told when it has lasted, and when it ends.
 * How many are told is bounded, so that a pass whose every range takes minutes has no two for each.
 */
final class StallNews {

  /** While nobody has a range in flight. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** A range takes its time, and so does a measurement. */
  private static final Duration LATE = Duration.ofSeconds(60);

  /** So many may come in a row; each ten minutes bring one more. */
  private static final double ROW = 20;

  private static final double PER_SECOND = 1 / 600.0;

  private Standstill said = new Standstill();
  private @Nullable Instant since;
  private @Nullable Instant toldAt;
  private double left = ROW;

  /**
   * How a pass stands.
   *
   * @param due how many of its shards are to run
   * @param running those that do
   * @param measuring whether baselines are measured, so that no range is due
   */
  record Look(int pass, int due, List<ShardProgressed> running, boolean measuring) {}

  /** A range was finished, or nothing is to be: whatever stalled does so no longer. */
  Optional<MigrationEvent> moves(Standing.@Nullable Stall open, Instant now) {
    String why = said.words();
    since = null;
    said = new Standstill();
    return open == null
        ? Optional.empty()
        : Optional.of(
            new MigrationEvent.StallEnded(
                open.pass(), open.since(), why.isEmpty() ? open.why() : why, now));
  }

  /**
   * Once a second, while nothing is finished although it should be.
   *
   * @param open the stall that was told and has not ended; null if there is none
   * @param still since when
   */
  Optional<MigrationEvent> stands(
      Look look, Standing.@Nullable Stall open, Instant still, Instant now) {
    boolean other = since != null && !since.equals(still);
    Optional<MigrationEvent> end = other ? moves(open, now) : Optional.empty();
    since = still;
    said.look(
        look.running().stream().map(shard -> Standstill.words(shard.waiting())).toList(),
        look.due());
    Duration patience = said.inFlight() || look.measuring() ? LATE : SOON;
    boolean begins = open == null && !still.plus(patience).isAfter(now) && may(now);
    return begins
        ? Optional.of(new MigrationEvent.Stalled(look.pass(), still, said.words(), now))
        : end;
  }

  private boolean may(Instant now) {
    Instant before = toldAt;
    double regained = before == null ? 0 : Duration.between(before, now).toSeconds() * PER_SECOND;
    double has = Math.min(ROW, left + Math.max(0, regained));
    if (has < 1) {
      return false;
    }
    left = has - 1;
    toldAt = now;
    return true;
  }
}
