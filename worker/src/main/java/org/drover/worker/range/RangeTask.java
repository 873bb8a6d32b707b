package org.drover.worker.range;

import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.Retirement;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.jspecify.annotations.Nullable;

/**
 * What an operation is made for: one shard of one pass.
 *
 * @param spec for who looks back, by what spec the ranges were written
 * @param correction by what spec members are to be migrated instead, for who looks back; null if
 *     nothing was corrected since
 */
public record RangeTask(
    ShardId shard,
    ShardPlan plan,
    PassKind kind,
    PassOptions options,
    Spec spec,
    @Nullable Spec correction) {

  /** One whose migration was never corrected. */
  public RangeTask(ShardId shard, ShardPlan plan, PassKind kind, PassOptions options, Spec spec) {
    this(shard, plan, kind, options, spec, null);
  }

  /** What members are to be like now. */
  Spec corrected() {
    return correction == null ? spec : correction;
  }

  /**
   * Whom its ranges visit. Where ids were listed, members are known by these, whatever they are.
   */
  Selection members() {
    return visitsListed() ? spec.throughout() : spec.selection();
  }

  /** Whether its members were listed because they leave what is selected. */
  boolean visitsListed() {
    return plan.keyspace() instanceof Keyspace.IdSet && spec.listsMembers();
  }

  /** The shard with the same slice in the pass that this one looks back at. */
  ShardId looksBackAt() {
    Integer pass = options.of();
    if (pass == null) {
      throw new IllegalStateException("shard %s looks back at no pass".formatted(shard));
    }
    return new ShardId(shard.migration(), pass, shard.number());
  }

  /** What is to be taken out of the graph. */
  Retirement retirement() {
    Retirement retirement = options.retirement();
    if (retirement == null) {
      throw new IllegalStateException("shard %s is not told what to take out".formatted(shard));
    }
    return retirement;
  }

  /** How much a verification looks at. */
  Level level() {
    return spec.level(options.level());
  }
}
