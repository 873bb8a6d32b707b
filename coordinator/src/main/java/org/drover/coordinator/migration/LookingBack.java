package org.drover.coordinator.migration;

import java.util.List;
import org.drover.shared.keyspace.ShardPlan;

/**
 * What a pass has to know of one that it looks back at.
 *
 * @param shards of that pass; none if it looks back at none
 * @param cleanupBegun whether a cleanup may have removed fences since, and was given up
 */
public record LookingBack(List<ShardPlan> shards, boolean cleanupBegun) {

  public LookingBack {
    shards = List.copyOf(shards);
  }
}
