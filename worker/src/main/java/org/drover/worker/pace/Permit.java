package org.drover.worker.pace;

import org.drover.shared.keyspace.ShardId;

/**
 * Leave to run one range.
 *
 * @param nodes how many it may hold, about
 * @param bytes that its columns may take
 * @param rangeMillis how long ranges should take
 */
public record Permit(ShardId shard, int nodes, long bytes, long rangeMillis) {}
