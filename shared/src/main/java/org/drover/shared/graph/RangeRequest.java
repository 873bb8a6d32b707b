package org.drover.shared.graph;

import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.jspecify.annotations.Nullable;

/** Which keys a range is to visit. */
public sealed interface RangeRequest {

  /** Members whose id is in {@code (from, to]}; the range ends at {@code to}. */
  record IdSlice(long from, long to) implements RangeRequest {}

  /**
   * Members with these ids, ascending, as far as they still belong to the selection; the range ends
   * at {@code to}.
   */
  record IdList(long[] ids, long to) implements RangeRequest {}

  /**
   * Members whose key is in {@code (from, end]}, in the order of the index, about {@code limit} of
   * them: never a part of those that share a key. The range ends at the last key found, or at
   * {@code end} if there are no more.
   */
  record PropertySlice(Keyspace.Property keyspace, @Nullable Key from, Key end, int limit)
      implements RangeRequest {}
}
