package org.drover.worker.shard;

import java.util.List;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.SliceLeft;
import org.drover.shared.protocol.Waiting;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.shard.ShardState.Position;
import org.jspecify.annotations.Nullable;

/**
 * How far a shard is, under which owner, and how far there is to go. In the journal, if nothing
 * else is said.
 *
 * @param plan as it is by now
 * @param narrowed how many times its slice was narrowed
 * @param ends where to, the last ones
 */
record Progress(long epoch, Position position, ShardPlan plan, int narrowed, List<Key> ends) {

  /** One that was never narrowed, or of which nobody knows where to. */
  Progress(long epoch, Position position, ShardPlan plan, int narrowed) {
    this(epoch, position, plan, narrowed, List.of());
  }

  /** How far a shard is by its state. */
  static Progress of(ShardState state) {
    return switch (state) {
      case ShardState.Unassigned unassigned -> throw noSlice();
      case ShardState.Open open ->
          new Progress(open.epoch(), open.position(), open.plan(), open.narrowed(), open.ends());
      case ShardState.Ended ended ->
          new Progress(
              ended.epoch(), ended.position(), ended.plan(), ended.narrowed(), ended.ends());
    };
  }

  static IllegalStateException noSlice() {
    return new IllegalStateException("a shard without a slice was told about ranges");
  }

  /** Behind a range that is committed, and may not be in the journal yet. */
  Progress behind(RangeRecord range) {
    return new Progress(epoch, position.behind(range.to(), range.tally()), plan, narrowed, ends);
  }

  boolean atEnd() {
    return position.atEndOf(plan);
  }

  /**
   * What the migration is told of it.
   *
   * @param node the cluster address of the owner
   * @param waiting for what; null if it runs
   */
  MigrationRequest.ShardProgressed report(ShardId shard, String node, @Nullable Waiting waiting) {
    return new MigrationRequest.ShardProgressed(
        shard, node, epoch, position.sequence(), position.tally(), left(), waiting);
  }

  SliceLeft left() {
    return new SliceLeft(position.cursor(), plan.slice().to(), narrowed, ends);
  }
}
