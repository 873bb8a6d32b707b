package org.drover.shared.journal;

import org.drover.shared.spec.Budget;
import org.jspecify.annotations.Nullable;

/**
 * What a migration may use at the moment: the spec's budget, and after that what orders made of it.
 *
 * @param workers shards at a time, in the whole cluster
 * @param nodesPerSecond in the whole cluster; null for no bound
 * @param memoryBytes on each worker node; null for no bound
 * @param errorsPercent the share of quarantined members at which the migration pauses
 * @param rangeMillis how long a range should take
 */
public record Limits(
    int workers,
    @Nullable Long nodesPerSecond,
    @Nullable Long memoryBytes,
    double errorsPercent,
    long rangeMillis) {

  public static final long RANGE_MILLIS_DEFAULT = 1_000;

  public static Limits of(Budget budget) {
    return new Limits(
        budget.workers(),
        budget.nodesPerSecond(),
        budget.memoryBytes(),
        budget.errorsPercent(),
        RANGE_MILLIS_DEFAULT);
  }
}
