package org.drover.coordinator.plan;

import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Sampled;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a pass.
 *
 * @param reason which keyspace, and why that one
 * @param expected members that the shards visit, about
 * @param shards empty if there is nothing to visit
 * @param sample how large a part of everything they visit; null for all
 * @param baseline how the graph was before it; null if nobody looked
 * @param transforms the versions of operators' own transforms, by name; null if it runs none
 */
public record PassPlan(
    String reason,
    long expected,
    List<ShardPlan> shards,
    @Nullable Sampled sample,
    @Nullable Baseline baseline,
    @Nullable Map<String, String> transforms) {

  public PassPlan {
    shards = List.copyOf(shards);
  }

  /** One over everything, before which nobody looked at the graph as a whole. */
  public PassPlan(String reason, long expected, List<ShardPlan> shards) {
    this(reason, expected, shards, null, null, null);
  }

  /**
   * One that visits a part.
   *
   * @param sample how large it is; null for all
   */
  public PassPlan(String reason, long expected, List<ShardPlan> shards, @Nullable Sampled sample) {
    this(reason, expected, shards, sample, null, null);
  }

  /** The same, with how the graph was before it. */
  public PassPlan after(Baseline measured) {
    return new PassPlan(reason, expected, shards, sample, measured, transforms);
  }

  /** The same, by these versions of operators' own transforms. */
  public PassPlan by(Map<String, String> versions) {
    return new PassPlan(
        reason, expected, shards, sample, baseline, versions.isEmpty() ? null : versions);
  }

  /** The same, with what else is to be said of it. */
  PassPlan told(String more) {
    return new PassPlan(reason + "; " + more, expected, shards, sample, baseline, transforms);
  }

  List<ShardId> shardIds(String migration, int pass) {
    return shards.stream().map(shard -> new ShardId(migration, pass, shard.number())).toList();
  }
}
