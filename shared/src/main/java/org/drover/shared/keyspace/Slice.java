package org.drover.shared.keyspace;

import org.jspecify.annotations.Nullable;

/**
 * The keys {@code (from, to]}.
 *
 * @param from the key before the first one, or null where the slice begins below every key
 * @param to the last key, included
 */
public record Slice(@Nullable Key from, Key to) {

  public static Slice ids(long from, long to) {
    return new Slice(Key.of(from), Key.of(to));
  }
}
