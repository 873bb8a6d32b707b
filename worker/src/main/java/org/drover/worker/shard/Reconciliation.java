package org.drover.worker.shard;

import java.util.Objects;
import org.drover.shared.graph.Fence;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.shard.ShardState.Position;
import org.jspecify.annotations.Nullable;

/** What follows from holding a shard's journal against its fence. Nothing is ever guessed. */
sealed interface Reconciliation {

  /** Both say the same: go on. */
  record InStep() implements Reconciliation {}

  /** The crash fell between the range's commit and its event: the event is to be written now. */
  record EventMissing(RangeRecord range) implements Reconciliation {}

  /** One of the two databases was restored, or the fence is a stranger's. */
  record Disagreement(String why) implements Reconciliation {}

  static Reconciliation of(Position journal, ShardPlan plan, Fence fence) {
    if (fence.sequence() == journal.sequence()) {
      return sameCursor(journal, plan, fence) ? new InStep() : disagreement(journal, fence);
    }
    if (fence.sequence() == journal.sequence() + 1) {
      RangeRecord range = recordOf(fence);
      return range != null
              && Objects.equals(range.from(), journal.cursor())
              && isWithin(plan, range.to())
          ? new EventMissing(range)
          : disagreement(journal, fence);
    }
    return disagreement(journal, fence);
  }

  private static boolean sameCursor(Position journal, ShardPlan plan, Fence fence) {
    Key cursor = fence.cursor() == null ? plan.slice().from() : fence.cursor();
    return Objects.equals(cursor, journal.cursor());
  }

  /** What lies behind the end of the slice is another shard's; only ids are compared here. */
  private static boolean isWithin(ShardPlan plan, Key to) {
    return switch (plan.keyspace()) {
      case Keyspace.Ids ids -> to.id() <= plan.slice().to().id();
      case Keyspace.IdSet set -> to.id() <= plan.slice().to().id();
      case Keyspace.Property property -> true;
    };
  }

  private static @Nullable RangeRecord recordOf(Fence fence) {
    String text = fence.record();
    if (text == null) {
      return null;
    }
    try {
      return RangeRecord.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Disagreement disagreement(Position journal, Fence fence) {
    boolean behind = fence.sequence() < journal.sequence();
    String restored = behind ? "the graph was restored" : "the journal was restored";
    return new Disagreement(
        ("the graph's fence says range %d (cursor %s), the journal says range %d (cursor %s): "
                + "probably %s, or the fence is of another migration with this id. Choose which "
                + "side counts: 'resume --accept graph' continues from the fence, "
                + "'resume --accept journal' continues from the journal.")
            .formatted(
                fence.sequence(), fence.cursor(), journal.sequence(), journal.cursor(), restored));
  }
}
