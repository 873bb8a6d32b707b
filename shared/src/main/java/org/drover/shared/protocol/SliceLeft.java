package org.drover.shared.protocol;

import java.util.List;
import org.drover.shared.keyspace.Key;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a shard's slice, as the shard knows it.
 *
 * @param cursor the last finished key; null where the slice begins below every key
 * @param to the last key of the slice
 * @param narrowed how many times the slice was narrowed until it ended there
 * @param ends where to, each time; of the first times it may not be known
 */
public record SliceLeft(@Nullable Key cursor, Key to, int narrowed, List<Key> ends) {

  /** Older nodes say only where it ends now. */
  public SliceLeft {
    if (ends == null || ends.isEmpty()) {
      ends = narrowed == 0 ? List.of() : List.of(to);
    }
    ends = List.copyOf(ends);
  }

  /** One of which nothing is known but its end. */
  public SliceLeft(@Nullable Key cursor, Key to, int narrowed) {
    this(cursor, to, narrowed, List.of());
  }

  /**
   * Where it was narrowed to the next time.
   *
   * @param times fewer than it was narrowed
   */
  public Key endBehind(int times) {
    return ends.get(Math.max(0, ends.size() - narrowed + times));
  }
}
