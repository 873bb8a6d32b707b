package org.drover.shared.protocol;

import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.jspecify.annotations.Nullable;

/** What a migration asks of a shard. Each may arrive twice, late, or never: it is sent again. */
public sealed interface ShardRequest extends Wire {

  /**
   * Work on this shard until its end.
   *
   * @param options of the pass
   * @param spec the spec's source text
   * @param decision which side counts if fence and journal disagree; null to stop and say so
   */
  record Run(
      ShardId shard,
      ShardPlan plan,
      PassKind kind,
      PassOptions options,
      String spec,
      @Nullable Decision decision)
      implements ShardRequest {

    /** The same, decided otherwise. */
    public Run with(@Nullable Decision other) {
      return new Run(shard, plan, kind, options, spec, other);
    }
  }

  /**
   * Finish the range in flight, give away about half of what is left behind it, and go on. Nothing
   * happens if little is left, or if it does not run.
   *
   * @param run as it was asked to run
   * @param narrowed how many times it was narrowed, as far as the migration knows; a shard that was
   *     narrowed more often only says so
   */
  record Divide(Run run, int narrowed) implements ShardRequest {}

  /** Finish the range in flight, start no other. */
  record Halt() implements ShardRequest {}

  /** The cluster moves this shard: finish the range in flight and make room. */
  record HandOff() implements ShardRequest {}
}
