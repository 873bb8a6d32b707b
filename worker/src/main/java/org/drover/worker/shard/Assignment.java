package org.drover.worker.shard;

import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.ShardRequest;

/**
 * What a shard knows when it starts its runner.
 *
 * @param at where the journal is
 * @param journaled the last sequence number that the shard has replayed
 * @param divide whether the runner begins by giving half of what is left away
 */
record Assignment(
    ShardId shard, ShardRequest.Run run, Progress at, long journaled, boolean divide) {}
