package org.drover.shared.evidence;

import java.util.List;
import java.util.function.Consumer;
import org.drover.shared.keyspace.ShardId;

/**
 * The values that a survey saw coming for properties that must not be shared, as the first 64 bits
 * of their hashes, so that equal ones are found without holding all of them in memory. Blocking.
 */
public interface ForeseenKeys {

  /**
   * What one range foresees for one property.
   *
   * @param hashes aligned with the ids
   */
  record Part(String property, long[] ids, long[] hashes) {}

  /** Stores a range's parts, in place of what an earlier attempt at it stored. */
  void store(ShardId shard, long sequence, List<Part> parts);

  /** Hands over every part of a pass, in any order. */
  void each(String migration, int pass, Consumer<Part> consumer);

  /**
   * Removes everything of a migration, a few rows at a time.
   *
   * @return how many rows there were
   */
  long remove(String migration);
}
