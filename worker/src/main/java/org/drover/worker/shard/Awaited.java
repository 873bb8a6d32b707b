package org.drover.worker.shard;

import org.drover.shared.graph.GraphException;
import org.drover.shared.keyspace.Key;
import org.drover.shared.protocol.Decision;
import org.drover.shared.protocol.ShardRequest;
import org.drover.worker.pace.Pacer;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeRecord;
import org.jspecify.annotations.Nullable;

/** What a runner awaits in one of its phases, and in no other. */
sealed interface Awaited extends ShardRunner.Command {

  /**
   * The shard was taken over.
   *
   * @param found what the graph says; null if the pass has no fences
   * @param middle where the operation ends; null for the end of the slice
   */
  record Prepared(RangeOperation operation, @Nullable Found found, @Nullable Key middle)
      implements Awaited {

    /** What the shard is told of it. */
    Shard.Command news(ShardRequest.Run run) {
      return found == null
          ? new Shard.FenceNotNeeded(middle)
          : new Shard.FenceClaimed(run, found, middle);
    }
  }

  /** The shard was replayed before its journal's last event was there. */
  record Outdated() implements Awaited {}

  /** Set the fence to the journal's position; an operator decided so. */
  record Realign(Shard.FenceClaimed claimed, Decision decision, Progress journal)
      implements Awaited {}

  /** That was done. */
  record Realigned(Realign done) implements Awaited {}

  /** A range is in the graph. */
  record Committed(RangeRecord range) implements Awaited {}

  /** A range was ready to be committed, and the one before it not in the journal. */
  record TooEarly() implements Awaited {}

  /** A range was not read, since it was given too little room for its first members. */
  record TooLittleRoom(long needed) implements Awaited {}

  /** A call to the graph failed. */
  record Failed(GraphException failure) implements Awaited {}

  /** The wait before the same is tried again is over. */
  record TryAgain() implements Awaited {}

  /** The node's pacer has spoken. */
  record PaceAnswered(Pacer.Answer answer) implements Awaited {}
}
