package org.drover.shared.keyspace;

/**
 * One shard as planned: the unit of placement.
 *
 * @param number 0, 1, 2 … within the pass
 * @param expected how many nodes it holds, about
 */
public record ShardPlan(int number, Keyspace keyspace, Slice slice, long expected) {}
