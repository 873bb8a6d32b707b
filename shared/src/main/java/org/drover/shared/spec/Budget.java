package org.drover.shared.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration may use.
 *
 * @param workers how many shards run at a time in the whole cluster; at least 1
 * @param nodesPerSecond in the whole cluster; null for as many as the database bears
 * @param memoryBytes what ranges in flight may hold on one worker node; null for no bound
 * @param errorsPercent the share of quarantined members at which the migration pauses
 * @param windows the times in which it runs; empty for always
 */
public record Budget(
    int workers,
    @Nullable Long nodesPerSecond,
    @Nullable Long memoryBytes,
    double errorsPercent,
    List<Window> windows) {

  /** Unless the spec says otherwise. */
  public static final double ERRORS_PERCENT_DEFAULT = 1;

  /** More shards at a time are refused, whoever asks for them. */
  public static final int WORKERS_MAX = 1_000;

  public Budget {
    windows = List.copyOf(windows);
  }

  /** One that bounds nothing but how many shards run at a time. */
  public Budget(int workers) {
    this(workers, null, null, ERRORS_PERCENT_DEFAULT, List.of());
  }
}
