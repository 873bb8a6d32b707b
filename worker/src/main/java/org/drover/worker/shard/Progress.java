package org.drover.worker.shard;

import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.SliceLeft;
import org.drover.worker.shard.ShardState.Position;

/**
 * Where a shard's journal is, under which owner, and how far there is to go.
 *
 * @param plan as it is by now
 * @param narrowed how many times its slice was narrowed
 */
record Progress(long epoch, Position position, ShardPlan plan, int narrowed) {

  SliceLeft left() {
    return new SliceLeft(position.cursor(), plan.slice().to(), narrowed);
  }
}
