package org.drover.shared.protocol;

import org.drover.shared.keyspace.Key;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a shard's slice, as the shard knows it.
 *
 * @param cursor the last finished key; null where the slice begins below every key
 * @param to the last key of the slice
 * @param narrowed how many times the slice was narrowed until it ended there
 */
public record SliceLeft(@Nullable Key cursor, Key to, int narrowed) {}
