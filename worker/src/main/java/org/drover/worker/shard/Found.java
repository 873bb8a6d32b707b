package org.drover.worker.shard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.jspecify.annotations.Nullable;

/**
 * What the graph says of a shard that was taken over.
 *
 * @param stands what the fence stands for; null if it does not say
 * @param rests what was split off the slice that the journal knows, by the fences of other shards:
 *     empty unless the journal was restored from before
 * @param others those, and all that was split off them in turn
 * @param beyond whether the fence's cursor lies behind the end of what remains of the slice
 */
record Found(
    Fence fence,
    @Nullable ShardPlan stands,
    List<ShardPlan> rests,
    List<ShardId> others,
    boolean beyond) {

  /** Looks around in the graph, once the fence is claimed. Blocking. */
  static Found of(Fence fence, ShardId shard, ShardPlan plan, RangeStore store) {
    List<ShardPlan> slices = store.slices(shard);
    List<ShardPlan> rests = rests(plan, slices);
    return new Found(
        fence,
        slices.stream().filter(slice -> slice.number() == plan.number()).findFirst().orElse(null),
        rests,
        descendants(rests, slices).stream()
            .map(rest -> new ShardId(shard.migration(), shard.pass(), rest.number()))
            .toList(),
        isBeyond(fence.cursor(), end(plan, rests), plan.keyspace(), store));
  }

  /** Whether the fence is of this slice: a split moves its end, and nothing ever its beginning. */
  boolean isOf(ShardPlan plan) {
    return stands == null
        || (stands.keyspace().isLineOf(plan.keyspace())
            && Objects.equals(stands.slice().from(), plan.slice().from()));
  }

  /**
   * Where the slice ends by what was split off it.
   *
   * @param end where the journal says that it ends
   */
  List<ShardEvent> narrowings(Key end, Instant at) {
    List<ShardEvent> narrowings = new ArrayList<>();
    Key before = end;
    for (ShardPlan rest : rests) {
      Key to = Objects.requireNonNull(rest.slice().from(), "what is split off begins at a key");
      narrowings.add(new ShardEvent.Narrowed(to, before, at));
      before = to;
    }
    return narrowings;
  }

  /**
   * What was split off a slice. Each time the rest took over the slice's end, and got a number
   * above all that were there.
   */
  private static List<ShardPlan> rests(ShardPlan whole, List<ShardPlan> slices) {
    List<ShardPlan> rests = new ArrayList<>();
    ShardPlan rest = next(whole, whole.number(), slices);
    while (rest != null) {
      rests.add(rest);
      Key from = rest.slice().from();
      rest =
          from == null ? null : next(whole.narrowed(from, whole.expected()), rest.number(), slices);
    }
    return List.copyOf(rests);
  }

  private static @Nullable ShardPlan next(ShardPlan whole, int above, List<ShardPlan> slices) {
    return slices.stream()
        .filter(slice -> slice.number() > above)
        .filter(slice -> slice.keyspace().isLineOf(whole.keyspace()))
        .filter(slice -> slice.slice().to().equals(whole.slice().to()))
        .min(Comparator.comparingInt(ShardPlan::number))
        .orElse(null);
  }

  private static List<ShardPlan> descendants(List<ShardPlan> rests, List<ShardPlan> slices) {
    List<ShardPlan> all = new ArrayList<>();
    for (ShardPlan rest : rests) {
      all.add(rest);
      all.addAll(descendants(rests(rest, slices), slices));
    }
    return all;
  }

  private static Key end(ShardPlan plan, List<ShardPlan> rests) {
    Slice last = rests.isEmpty() ? plan.slice() : rests.getLast().slice();
    Key from = last.from();
    return rests.isEmpty() || from == null ? plan.slice().to() : from;
  }

  /** Only the database knows the order of a property's values. */
  private static boolean isBeyond(
      @Nullable Key cursor, Key end, Keyspace keyspace, RangeStore store) {
    if (cursor == null || cursor.equals(end)) {
      return false;
    }
    return switch (keyspace) {
      case Keyspace.Ids ids -> isAbove(cursor, end);
      case Keyspace.IdSet set -> isAbove(cursor, end);
      case Keyspace.Property property -> store.isBehind(cursor, end);
    };
  }

  /** What is no id is nowhere in the slice. */
  private static boolean isAbove(Key cursor, Key end) {
    return !(cursor.value() instanceof Long) || cursor.id() > end.id();
  }
}
