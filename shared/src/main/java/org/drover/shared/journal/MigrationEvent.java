package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/** What happened to a migration. Each event says when, and who or what caused it and why. */
public sealed interface MigrationEvent extends Stored {

  Instant at();

  /**
   * @param spec the spec's source text, as it was submitted
   * @param execute whether a backfill was asked for, or only a survey
   */
  record Submitted(String spec, boolean execute, String author, Instant at)
      implements MigrationEvent {}

  /** A backfill was asked for after the survey. */
  record ExecutionRequested(String author, Instant at) implements MigrationEvent {}

  /**
   * Somebody asked for a further pass. One that is under way is given up for it.
   *
   * @param options null if there are none
   */
  record PassRequested(
      PassKind kind,
      @JsonInclude(Include.NON_NULL) @Nullable PassOptions options,
      String author,
      String why,
      Instant at)
      implements MigrationEvent {}

  /**
   * A pass was planned and begins.
   *
   * @param pass 1, 2, 3 …
   * @param reason why the planner chose this keyspace
   * @param expected members that the plan visits, about
   * @param options null if there are none
   */
  record PassStarted(
      int pass,
      PassKind kind,
      String reason,
      long expected,
      List<ShardPlan> shards,
      @JsonInclude(Include.NON_NULL) @Nullable PassOptions options,
      Instant at)
      implements MigrationEvent {

    /** One without options. */
    public PassStarted(
        int pass, PassKind kind, String reason, long expected, List<ShardPlan> shards, Instant at) {
      this(pass, kind, reason, expected, shards, null, at);
    }
  }

  /**
   * A shard is at its end.
   *
   * @param ranges how many ranges it took
   * @param epoch the number of its last owner; one more than it had takeovers; 0 in a survey
   */
  record ShardFinished(int pass, int shard, Tally tally, long ranges, long epoch, Instant at)
      implements MigrationEvent {}

  record PassFinished(int pass, Tally tally, Instant at) implements MigrationEvent {}

  /**
   * No further range starts.
   *
   * @param author a person, or {@code drover} if the program paused by itself
   * @param why what happened and what to do
   */
  record Paused(String author, String why, Instant at) implements MigrationEvent {}

  /**
   * @param accept which side counts where fence and journal disagree; null if the pause had another
   *     cause
   */
  record Resumed(String author, String why, @Nullable Accept accept, Instant at)
      implements MigrationEvent {}

  record Cancelled(String author, String why, Instant at) implements MigrationEvent {}

  /** Every pass that was asked for is finished. */
  record Completed(Instant at) implements MigrationEvent {}
}
