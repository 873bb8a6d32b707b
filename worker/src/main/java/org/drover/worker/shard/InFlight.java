package org.drover.worker.shard;

import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Halving;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeRecord;
import org.jspecify.annotations.Nullable;

/**
 * The range that is in flight.
 *
 * @param at behind which it is
 * @param nodes how many it may hold
 */
record InFlight(RangeOperation operation, Progress at, int attempt, int nodes) {

  /**
   * Runs it, with everything that {@link RangeOperation#run} throws. Blocking.
   *
   * @param part that it is of a range that the database refused; null for a whole one
   */
  RangeRecord run(ShardId shard, @Nullable Halving part) {
    Ownership owner = new Ownership(shard, at.epoch(), at.position().sequence());
    Key cursor = at.position().cursor();
    return part == null
        ? operation.run(owner, cursor, nodes)
        : operation.runPart(owner, cursor, nodes, part);
  }
}
