package org.drover.worker.pace;

import org.drover.shared.keyspace.ShardId;

/**
 * Leave to run one range.
 *
 * @param nodes how many it may hold, about
 * @param bytes that its columns may take
 * @param oneIn of how many nodes one is weighed before they are sent; 1 weighs each
 * @param rangeMillis how long ranges should take
 */
public record Permit(ShardId shard, int nodes, long bytes, int oneIn, long rangeMillis) {}
