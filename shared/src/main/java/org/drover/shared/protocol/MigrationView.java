package org.drover.shared.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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
 * @param errorsSpent how much of its error budget the pass has spent: 0 nothing, 1 all of it
 * @param collisions findings of the last verification about members that share what must be unique
 * @param submittedAt when it was first submitted
 * @param endedAt when its last pass ended, or null
 * @param rollback what the passes of the last rollback came to, all together; null if its last pass
 *     was none
 * @param fired what called for that rollback, where no person did; or what fired at the end of its
 *     last pass and is for a person to decide about; else null
 */
public record MigrationView(
    String migration,
    Phase phase,
    boolean execute,
    @Nullable PassView pass,
    @Nullable String why,
    @Nullable PaceView pace,
    long quarantined,
    double errorsSpent,
    long collisions,
    Instant submittedAt,
    @Nullable Instant endedAt,
    @JsonInclude(Include.NON_NULL) @Nullable RollbackView rollback,
    @JsonInclude(Include.NON_NULL) @Nullable String fired)
    implements Wire {

  /** One that was not rolled back last. */
  public MigrationView(
      String migration,
      Phase phase,
      boolean execute,
      @Nullable PassView pass,
      @Nullable String why,
      @Nullable PaceView pace,
      long quarantined,
      double errorsSpent,
      long collisions,
      Instant submittedAt,
      @Nullable Instant endedAt) {
    this(
        migration,
        phase,
        execute,
        pass,
        why,
        pace,
        quarantined,
        errorsSpent,
        collisions,
        submittedAt,
        endedAt,
        null,
        null);
  }

  /** One of which nothing is known but why. */
  public static MigrationView unknown(String migration, Phase phase, String why) {
    return new MigrationView(
        migration, phase, false, null, why, null, 0, 0, 0, Instant.EPOCH, null);
  }

  /** Whether a migration moves; what follows for those who wait for it depends on this alone. */
  public enum Motion {
    /** It gets on by itself. */
    UNDER_WAY,
    /** It gets on when somebody resumes it. */
    PAUSED,
    /** Its survey is done; it gets on when somebody asks for the backfill. */
    SURVEYED,
    /** Nothing is left to be done; a further pass is a new order. */
    OVER
  }

  /** Where a migration stands. */
  public enum Phase {
    PLANNING(Motion.UNDER_WAY),
    SURVEYING(Motion.UNDER_WAY),
    SURVEYED(Motion.SURVEYED),
    BACKFILLING(Motion.UNDER_WAY),
    SWEEPING(Motion.UNDER_WAY),
    RETRYING(Motion.UNDER_WAY),
    ROLLING_BACK(Motion.UNDER_WAY),
    ROLLED_BACK(Motion.OVER),
    VERIFYING(Motion.UNDER_WAY),
    RETIRING(Motion.UNDER_WAY),
    CLEANING(Motion.UNDER_WAY),
    CLEANED(Motion.OVER),
    PAUSED(Motion.PAUSED),
    COMPLETED(Motion.OVER),
    CUT_OVER(Motion.OVER),
    CANCELLED(Motion.OVER),
    /** Its journal cannot be read. */
    DAMAGED(Motion.PAUSED),
    /** It does not answer; nothing else is known of it. */
    SILENT(Motion.PAUSED);

    private final Motion motion;

    Phase(Motion motion) {
      this.motion = motion;
    }

    public Motion motion() {
      return motion;
    }

    /** Whether it gets on by itself; if not, waiting longer changes nothing. */
    public boolean isUnderWay() {
      return motion == Motion.UNDER_WAY;
    }
  }

  /**
   * What a rollback came to, over all of its passes.
   *
   * @param passes their numbers, the last first
   * @param changed members that were put back
   * @param changedSince members that were not as the migration left them, whatever was done with
   *     them
   * @param digests ranges whose digest from before the migration is known
   * @param asBefore those among them that have the same one again
   * @param missing what the passes as a whole lack, each a finding
   */
  public record RollbackView(
      List<Integer> passes,
      long changed,
      long changedSince,
      long digests,
      long asBefore,
      long missing) {

    public RollbackView {
      passes = List.copyOf(passes);
    }

    /** Whether everything is as it was before, as far as that can be told. */
    @JsonIgnore
    public boolean isExact() {
      return changedSince == 0 && missing == 0 && asBefore == digests;
    }
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
   * @param part of what it is, in words, where it is not of everything; else null
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
      List<RunningShard> running,
      @JsonInclude(Include.NON_NULL) @Nullable String part) {

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
