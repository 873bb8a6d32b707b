package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/** What happened to a migration. Each event says when, and who or what caused it and why. */
public sealed interface MigrationEvent extends Stored {

  Instant at();

  /**
   * @param spec the spec's source text, as it was submitted
   * @param execute whether a backfill was asked for, or only a survey
   * @param sample how large a part the survey visits, in percent; null for all
   */
  record Submitted(
      String spec,
      boolean execute,
      @JsonInclude(Include.NON_NULL) @Nullable Double sample,
      String author,
      Instant at)
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
      implements MigrationEvent {}

  /**
   * A shard is at its end.
   *
   * @param ranges how many ranges it took
   * @param epoch the number of its last owner; one more than it had takeovers; 0 in a survey
   */
  record ShardFinished(int pass, int shard, Tally tally, long ranges, long epoch, Instant at)
      implements MigrationEvent {}

  /**
   * A shard gave a part of what was left to it away, for workers were idle.
   *
   * @param to where its slice ends from now on
   * @param rest the shard that begins there
   */
  record ShardSplit(int pass, int shard, Key to, ShardPlan rest, String why, Instant at)
      implements MigrationEvent {

    /** The same, where the rest has another number. */
    public ShardSplit numbered(int number) {
      return new ShardSplit(pass, shard, to, rest.numbered(number), why, at);
    }
  }

  /**
   * A cleanup has removed what was kept in the journal's database for the migration's passes: from
   * its beginning on nothing could be rolled back any more.
   *
   * @param undoRecords how many were left
   * @param idSets how many were left
   */
  record RecordsRemoved(int pass, long undoRecords, long idSets, Instant at)
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

  /**
   * Somebody changed what the migration may use.
   *
   * @param limits all of them, as they are from now on
   */
  record BudgetChanged(Limits limits, String author, String why, Instant at)
      implements MigrationEvent, PaceEvent {}

  /**
   * What was only surveyed so far goes by another spec, which makes the same of the same members.
   *
   * @param spec the new spec's source text
   * @param why in what the two differ
   */
  record SpecAmended(String spec, String author, String why, Instant at)
      implements MigrationEvent, PaceEvent {}

  /** The kill switch was thrown: no range starts in the whole cluster. */
  record Stopped(String author, String why, Instant at) implements MigrationEvent, PaceEvent {}

  /** The kill switch was taken back. */
  record WentOn(String author, String why, Instant at) implements MigrationEvent, PaceEvent {}

  /** A worker node was asked to finish its ranges and to leave the cluster. */
  record NodeDrained(String node, String author, String why, Instant at)
      implements MigrationEvent, PaceEvent {}

  /**
   * How long a probe takes while the pass does not run yet.
   *
   * @param probe its place among the spec's guards, from 0
   */
  record ProbeMeasured(int pass, int probe, double p95Millis, Instant at)
      implements MigrationEvent, PaceEvent {}

  /**
   * The governor moved the pace by more than a little.
   *
   * @param pace 0 to 1
   * @param why the signal that decided, its value and its threshold, in words
   * @param strained the pace at which a signal was last beyond its threshold; null if none was
   */
  record PaceChanged(
      double pace, String why, Instant at, @JsonInclude(Include.NON_NULL) @Nullable Double strained)
      implements MigrationEvent, PaceEvent {}

  /**
   * No range is finished although nothing holds the pass back.
   *
   * @param since when the last one was, or when ranges were due
   * @param why what its shards said since, in words
   */
  record Stalled(int pass, Instant since, String why, Instant at)
      implements MigrationEvent, PaceEvent {}

  /**
   * A range was finished again, or it is not to be any more.
   *
   * @param since when the stall began
   * @param why what its shards said all that time, as far as it is known, in words
   */
  record StallEnded(int pass, Instant since, String why, Instant at)
      implements MigrationEvent, PaceEvent {}

  /** How the graph was before the pass began to write. */
  record BaselineTaken(int pass, Baseline baseline, Instant at)
      implements MigrationEvent, AssuranceEvent {}

  /** What was found about a pass as a whole, when its last range was done. */
  record Examined(int pass, Examination examination, Instant at)
      implements MigrationEvent, AssuranceEvent {}

  /**
   * Something that the spec names went wrong.
   *
   * @param pass in which it was found
   * @param evidence what was found, in words
   */
  record TriggerFired(int pass, Trigger trigger, Reaction reaction, String evidence, Instant at)
      implements MigrationEvent, AssuranceEvent {}

  /**
   * Somebody wants applications to go over to what the migration made.
   *
   * @param level of the verification that it must pass
   * @param behind how many passes there were before
   * @param despite what stands against it and is known not to matter; null if nothing was named
   */
  record CutoverRequested(
      Level level,
      int behind,
      @JsonInclude(Include.NON_NULL) @Nullable Trigger despite,
      String author,
      String why,
      Instant at)
      implements MigrationEvent, AssuranceEvent {}

  /** Applications may go over from now on. */
  record CutOver(String version, Instant at) implements MigrationEvent, AssuranceEvent {}

  /**
   * Applications may not go over.
   *
   * @param why what stands against it, and what to do
   */
  record CutoverRefused(String why, Instant at) implements MigrationEvent, AssuranceEvent {}
}
