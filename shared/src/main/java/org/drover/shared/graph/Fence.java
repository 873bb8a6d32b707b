package org.drover.shared.graph;

import org.drover.shared.keyspace.Key;
import org.jspecify.annotations.Nullable;

/**
 * The bookkeeping node of a shard, in the graph.
 *
 * @param epoch the number of the shard's owner
 * @param sequence how many ranges were finished
 * @param cursor the last finished key, or null before the first range
 * @param record what the last range reported, in the words of whoever wrote it; null before it
 */
public record Fence(long epoch, long sequence, @Nullable Key cursor, @Nullable String record) {}
