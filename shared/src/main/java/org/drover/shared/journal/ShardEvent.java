package org.drover.shared.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/** What happened to a shard. */
public sealed interface ShardEvent extends Stored {

  Instant at();

  /** The shard was given its slice; always the first event. */
  record Assigned(ShardPlan plan, PassKind kind, Instant at) implements ShardEvent {}

  /**
   * An owner took the shard over in the graph.
   *
   * @param epoch the fence's epoch from now on
   * @param node the cluster address of the owner
   * @param decided when an operator decided what was in force at this takeover, and is not from now
   *     on; null if nobody had
   */
  record Claimed(
      long epoch, String node, @JsonInclude(Include.NON_NULL) @Nullable Instant decided, Instant at)
      implements ShardEvent {}

  /**
   * A range is done, in the graph and here.
   *
   * @param sequence 1, 2, 3 … within the shard
   * @param from the key before the range's first one; null where the slice begins below every key
   * @param to the range's last key
   * @param epoch the owner under whom it was committed; 0 in a survey
   * @param millis from opening the transaction to its commit
   * @param reconciled whether this event was recovered from the fence after a crash
   * @param evidence null if the pass leaves none
   * @param delay what held it up before it began; null if nothing did that is worth a word, or
   *     nobody knows any more
   */
  record RangeFinished(
      long sequence,
      @Nullable Key from,
      Key to,
      Tally tally,
      long epoch,
      long millis,
      boolean reconciled,
      @JsonInclude(Include.NON_NULL) @Nullable Evidence evidence,
      @JsonInclude(Include.NON_NULL) @Nullable Delay delay,
      Instant at)
      implements ShardEvent {

    /** One that nothing held up. */
    public RangeFinished(
        long sequence,
        @Nullable Key from,
        Key to,
        Tally tally,
        long epoch,
        long millis,
        boolean reconciled,
        @Nullable Evidence evidence,
        Instant at) {
      this(sequence, from, to, tally, epoch, millis, reconciled, evidence, null, at);
    }

    /** One that leaves no evidence, either. */
    public RangeFinished(
        long sequence,
        @Nullable Key from,
        Key to,
        Tally tally,
        long epoch,
        long millis,
        boolean reconciled,
        Instant at) {
      this(sequence, from, to, tally, epoch, millis, reconciled, null, null, at);
    }
  }

  /**
   * A range is being tried again and again for so long that it is told before it is done: first
   * after ten seconds, then each time that it has taken twice as long.
   *
   * @param range its number
   */
  record Retried(long range, Delay.Retries retries, Instant at) implements ShardEvent {}

  /**
   * An operator decided which side counts after one of the databases was restored; the ranges
   * counted from here on continue at this cursor.
   */
  record Realigned(Accept accept, long sequence, @Nullable Key cursor, String author, Instant at)
      implements ShardEvent {}

  /**
   * The slice ends earlier from now on; what lies behind that is another shard's.
   *
   * @param to its last key, behind the cursor
   * @param before the last key until now
   */
  record Narrowed(Key to, Key before, Instant at) implements ShardEvent {}

  /** The cursor is at the end of the slice. */
  record Finished(Tally tally, Instant at) implements ShardEvent {}
}
