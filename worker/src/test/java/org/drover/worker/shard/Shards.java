package org.drover.worker.shard;

import java.time.Instant;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;

/** The vocabulary of the tests about shards. */
final class Shards {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final ShardId SHARD = new ShardId("keys", 1, 0);

  private Shards() {}

  /** A shard over the ids {@code (from, to]}. */
  static ShardPlan over(long from, long to) {
    return new ShardPlan(0, new Keyspace.Ids(100_000), Slice.ids(from, to), to - from);
  }

  static ShardEvent assigned(ShardPlan plan) {
    return new ShardEvent.Assigned(plan, PassKind.BACKFILL, NOW);
  }

  static ShardEvent claimed(long epoch) {
    return new ShardEvent.Claimed(epoch, "worker:1", null, NOW);
  }

  static ShardEvent range(long sequence, long from, long to) {
    return new ShardEvent.RangeFinished(
        sequence, Key.of(from), Key.of(to), new Tally(to - from, to - from), 1, 5, false, NOW);
  }

  static ShardState after(ShardEvent... events) {
    ShardState state = new ShardState.Unassigned();
    for (ShardEvent event : events) {
      state = state.apply(event);
    }
    return state;
  }
}
