package org.drover.coordinator.plan;

import java.util.List;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;

/**
 * The shards of a pass.
 *
 * @param reason which keyspace, and why that one
 * @param expected members that the shards visit, about
 * @param shards empty if there is nothing to visit
 */
public record PassPlan(String reason, long expected, List<ShardPlan> shards) {

  public PassPlan {
    shards = List.copyOf(shards);
  }

  List<ShardId> shardIds(String migration, int pass) {
    return shards.stream().map(shard -> new ShardId(migration, pass, shard.number())).toList();
  }
}
