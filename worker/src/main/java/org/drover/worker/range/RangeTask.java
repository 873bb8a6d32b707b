package org.drover.worker.range;

import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Spec;

/** What an operation is made for: one shard of one pass. */
public record RangeTask(
    ShardId shard, ShardPlan plan, PassKind kind, PassOptions options, Spec spec) {

  /** The shard with the same slice in the pass that this one looks back at. */
  ShardId looksBackAt() {
    Integer pass = options.of();
    if (pass == null) {
      throw new IllegalStateException("shard %s looks back at no pass".formatted(shard));
    }
    return new ShardId(shard.migration(), pass, shard.number());
  }
}
