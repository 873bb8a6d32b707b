package org.drover.worker.shard;

import java.util.List;
import java.util.Objects;
import org.drover.shared.graph.Fence;
import org.drover.shared.keyspace.Key;
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

  /**
   * One of the two databases was restored, or the fence is a stranger's.
   *
   * @param againstGraph why the graph cannot be what counts; null if it can
   */
  record Disagreement(String why, @Nullable String againstGraph) implements Reconciliation {}

  static Reconciliation of(Position journal, ShardPlan plan, Found found) {
    Fence fence = found.fence();
    if (!found.isOf(plan)) {
      return anotherSlice(plan, found);
    }
    if (!found.rests().isEmpty()) {
      return unknownSplit(journal, plan, found);
    }
    if (fence.sequence() == journal.sequence() && sameCursor(journal, plan, fence)) {
      return new InStep();
    }
    RangeRecord missing = fence.sequence() == journal.sequence() + 1 ? recordOf(fence) : null;
    return missing != null
            && Objects.equals(missing.from(), journal.cursor())
            && Objects.equals(missing.to(), fence.cursor())
            && !found.beyond()
        ? new EventMissing(missing)
        : disagreement(journal, found);
  }

  private static boolean sameCursor(Position journal, ShardPlan plan, Fence fence) {
    Key cursor = fence.cursor() == null ? plan.slice().from() : fence.cursor();
    return Objects.equals(cursor, journal.cursor());
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

  private static Disagreement disagreement(Position journal, Found found) {
    Fence fence = found.fence();
    boolean behind = fence.sequence() < journal.sequence();
    String restored = behind ? "the graph was restored" : "the journal was restored";
    return new Disagreement(
        ("the graph's fence says range %d (cursor %s), the journal says range %d (cursor %s): "
                + "probably %s, or the fence is of another migration with this id. Choose which "
                + "side counts: 'resume --accept graph' continues from the fence, "
                + "'resume --accept journal' continues from the journal.")
            .formatted(
                fence.sequence(), fence.cursor(), journal.sequence(), journal.cursor(), restored),
        againstGraph(found));
  }

  /** Behind the end of the slice another shard works. */
  private static @Nullable String againstGraph(Found found) {
    return found.beyond()
        ? ("'--accept graph' cannot be carried out: the graph's fence stands at %s, which is behind the"
                + " end of the shard's slice, where another shard works. Restore the graph and the"
                + " journal from the same time, or choose 'resume --accept journal'.")
            .formatted(found.fence().cursor())
        : null;
  }

  /** The journal's own end of the slice is not where the graph says that it is. */
  private static Disagreement unknownSplit(Position journal, ShardPlan plan, Found found) {
    List<Integer> numbers = found.rests().stream().map(ShardPlan::number).toList();
    String why =
        ("the graph has fences of shards that were split off this one, and the journal has never"
                + " heard of them (%s): it was restored from before. Choose which side counts:"
                + " 'resume --accept graph' takes the split over, and each shard continues from its"
                + " fence; 'resume --accept journal' continues from range %d (cursor %s), and does"
                + " again what was done behind it.")
            .formatted(numbers, journal.sequence(), journal.cursor());
    return new Disagreement(
        why,
        journal.atEndOf(plan)
            ? "'--accept graph' cannot be carried out: by the journal the shard is at its end. "
                + why
            : againstGraph(found));
  }

  private static Disagreement anotherSlice(ShardPlan plan, Found found) {
    ShardPlan stands = Objects.requireNonNull(found.stands());
    String why =
        ("the graph's fence is of another slice: of the keys behind %s, where the journal's shard has"
                + " those behind %s. The journal was restored from before the pass was planned, and"
                + " was planned anew, or the fence is of another migration with this id. Restore a"
                + " later journal, or roll back; or, for a transform that may be repeated,"
                + " 'resume --accept journal' does all of it again.")
            .formatted(stands.slice().from(), plan.slice().from());
    return new Disagreement(why, "'--accept graph' cannot be carried out: " + why);
  }
}
