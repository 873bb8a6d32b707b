package org.drover.worker.shard;

import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.TooHeavy;
import org.drover.shared.journal.Halving;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSize;
import org.jspecify.annotations.Nullable;

/**
 * The range that is in flight.
 *
 * @param at behind which it is
 * @param size how large it may be
 */
record InFlight(RangeOperation operation, Progress at, int attempt, RangeSize size) {

  /** How many it may hold. */
  int nodes() {
    return size.nodes();
  }

  /**
   * Runs it. Blocking.
   *
   * @param part that it is of a range that the database refused; null for a whole one
   * @throws org.drover.shared.graph.GraphException if it did not happen, or may have happened
   */
  Awaited run(ShardId shard, @Nullable Halving part) {
    try {
      return new Awaited.Committed(record(shard, part));
    } catch (CommitGate.StillShut late) {
      return new Awaited.TooEarly();
    } catch (TooHeavy heavy) {
      return new Awaited.TooLittleRoom(heavy.bytes());
    }
  }

  private RangeRecord record(ShardId shard, @Nullable Halving part) {
    Ownership owner = new Ownership(shard, at.epoch(), at.position().sequence());
    Key cursor = at.position().cursor();
    return part == null
        ? operation.run(owner, cursor, size)
        : operation.runPart(owner, cursor, size, part);
  }
}
