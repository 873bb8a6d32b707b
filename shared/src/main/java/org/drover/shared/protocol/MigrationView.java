package org.drover.shared.protocol;

import java.time.Instant;
import java.util.List;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * A migration as people see it: what the status command and the HTTP API show.
 *
 * @param phase where it stands, in one word
 * @param execute whether a backfill was asked for, or only a survey
 * @param pass the pass it is in or ended with; null before the first was planned
 * @param why the reason of the present phase where there is one: why it is paused, or null
 * @param pace how fast it may go, and why; null where nothing can run
 * @param quarantined members that could not be migrated, at most a second old
 * @param submittedAt when it was first submitted
 * @param endedAt when its last pass ended, or null
 */
public record MigrationView(
    String migration,
    Phase phase,
    boolean execute,
    @Nullable PassView pass,
    @Nullable String why,
    @Nullable PaceView pace,
    long quarantined,
    Instant submittedAt,
    @Nullable Instant endedAt) {

  /** Where a migration stands. */
  public enum Phase {
    PLANNING,
    SURVEYING,
    SURVEYED,
    BACKFILLING,
    SWEEPING,
    RETRYING,
    ROLLING_BACK,
    ROLLED_BACK,
    VERIFYING,
    RETIRING,
    CLEANING,
    CLEANED,
    PAUSED,
    COMPLETED,
    CUT_OVER,
    CANCELLED
  }

  /**
   * One pass.
   *
   * @param reason why the planner chose this keyspace
   * @param expected members that the plan visits, about
   * @param tally what finished ranges did, at most a second old
   * @param nodesPerSecond over the last few seconds; 0 when nothing runs
   * @param etaSeconds until the pass ends at this pace; null if it cannot be said
   * @param takeovers how often a shard changed its owner
   */
  public record PassView(
      int number,
      PassKind kind,
      String reason,
      long expected,
      Tally tally,
      long ranges,
      double nodesPerSecond,
      @Nullable Long etaSeconds,
      int shardsWaiting,
      int shardsRunning,
      int shardsFinished,
      long takeovers,
      Instant startedAt,
      @Nullable Instant finishedAt,
      List<RunningShard> running) {

    public PassView {
      running = List.copyOf(running);
    }
  }

  /**
   * A shard that is being worked on.
   *
   * @param node the cluster address of its worker, or null if none has reported yet
   * @param waiting for what it waits, or null if a range is in flight
   */
  public record RunningShard(
      int number, @Nullable String node, Tally tally, long expected, @Nullable Waiting waiting) {}
}
