package org.drover.shared.evidence;

import java.util.List;
import java.util.function.Consumer;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.keyspace.ShardId;

/**
 * The values that a survey saw coming for properties that must not be shared, as the first 64 bits
 * of their hashes, so that equal ones are found without holding all of them in memory. Blocking.
 */
public interface ForeseenKeys {

  /**
   * What one range foresees for one property that nothing keeps members from sharing.
   *
   * @param hashes aligned with the ids
   */
  record Part(String property, long[] ids, long[] hashes) {}

  /**
   * What one range foresees under a constraint that allows each value only once.
   *
   * @param bidders members that get a value under the constraint that they did not have
   * @param sought the hashes of those values, aligned with the bidders
   * @param holders who has one of these values already, member or not
   * @param held the hashes of what they have, aligned with the holders
   * @param leaving members that have a value under the constraint, and will not have it any more
   */
  record Bids(
      Uniqueness unique,
      long[] bidders,
      long[] sought,
      long[] holders,
      long[] held,
      long[] leaving) {}

  /** Stores what a range foresees, in place of what an earlier attempt at it stored. */
  void store(ShardId shard, long sequence, List<Part> parts, List<Bids> bids);

  /** Hands over every part of a pass, in any order. */
  void each(String migration, int pass, Consumer<Part> consumer);

  /** The same for what constraints are about. */
  void eachBids(String migration, int pass, Consumer<Bids> consumer);

  /**
   * Removes everything of a migration, a few rows at a time.
   *
   * @return how many rows there were
   */
  long remove(String migration);
}
