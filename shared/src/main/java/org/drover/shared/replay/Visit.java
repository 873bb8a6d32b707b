package org.drover.shared.replay;

import java.time.Instant;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What one pass did about one key.
 *
 * @param keyspace in which the key was looked for
 * @param range the range in which it lies; null if the shard has not come to it
 */
public record Visit(
    int pass, PassKind kind, int shard, Keyspace keyspace, @Nullable VisitedRange range) {

  /**
   * A finished range.
   *
   * @param number within the shard
   * @param node the cluster address of the worker; null if nobody claimed the shard
   * @param at when it was journaled
   */
  public record VisitedRange(
      long number,
      @Nullable Key from,
      Key to,
      Tally tally,
      @Nullable String node,
      long epoch,
      boolean reconciled,
      Instant at) {}
}
