package org.drover.coordinator.plan;

import java.util.List;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Spec;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Whom a pass over listed ids was to visit. Where the label goes, nothing else tells it later. */
public final class ListedMembers {

  private ListedMembers() {}

  /**
   * Whether members leave what is selected, and were all listed.
   *
   * @param shards of the pass
   */
  public static boolean areKnown(Spec spec, List<ShardPlan> shards) {
    return spec.listsMembers()
        && shards.stream().allMatch(shard -> shard.keyspace() instanceof Keyspace.IdSet);
  }

  /** Blocking. */
  public static Roaring64Bitmap of(List<ShardPlan> shards, IdSets sets) {
    Roaring64Bitmap members = new Roaring64Bitmap();
    for (ShardPlan shard : shards) {
      if (shard.keyspace() instanceof Keyspace.IdSet listed) {
        members.or(sets.read(listed.set(), shard.slice()));
      }
    }
    return members;
  }
}
