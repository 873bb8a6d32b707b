package org.drover.coordinator.migration;

import java.util.List;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Spec;
import org.jspecify.annotations.Nullable;

/**
 * A pass whose ranges are all done and which is to be looked at as a whole.
 *
 * @param shards of the pass
 * @param first how the graph was before anything was written; null if nobody looked
 * @param own how it was before this pass; null if nobody looked
 * @param undone passes that a rollback undoes, of those that changed nobody twice; otherwise none
 * @param together that rollback, and those before it that undid a part of the same
 */
public record ExaminationOrder(
    Spec spec,
    int pass,
    PassKind kind,
    PassOptions options,
    List<ShardPlan> shards,
    @Nullable Baseline first,
    @Nullable Baseline own,
    List<Integer> undone,
    List<Integer> together) {

  public ExaminationOrder {
    shards = List.copyOf(shards);
    undone = List.copyOf(undone);
    together = List.copyOf(together);
  }

  /** Whether it is a verification that was not limited to a part. */
  public boolean looksAtEverything() {
    return kind == PassKind.VERIFY && options.shards() == null && options.since() == null;
  }

  /** How much a verification looks at. */
  public Level level() {
    return spec.level(options.level());
  }
}
