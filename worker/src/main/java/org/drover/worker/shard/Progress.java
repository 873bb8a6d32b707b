package org.drover.worker.shard;

import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.SliceLeft;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.shard.ShardState.Position;

/**
 * How far a shard is, under which owner, and how far there is to go. In the journal, if nothing
 * else is said.
 *
 * @param plan as it is by now
 * @param narrowed how many times its slice was narrowed
 */
record Progress(long epoch, Position position, ShardPlan plan, int narrowed) {

  /** Behind a range that is committed, and may not be in the journal yet. */
  Progress behind(RangeRecord range) {
    return new Progress(epoch, position.behind(range.to(), range.tally()), plan, narrowed);
  }

  boolean atEnd() {
    return position.atEndOf(plan);
  }

  SliceLeft left() {
    return new SliceLeft(position.cursor(), plan.slice().to(), narrowed);
  }
}
