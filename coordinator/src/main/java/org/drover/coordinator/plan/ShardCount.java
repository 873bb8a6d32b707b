package org.drover.coordinator.plan;

/**
 * How many shards a pass gets: one for each that may run at a time, and where there are members
 * enough several, so that none is idle at the end; few enough that beginning them, which takes as
 * long as a range, costs nothing beside their ranges.
 */
final class ShardCount {

  private static final int PER_WORKER_MAX = 3;
  private static final long MEMBERS_MIN = 20_000;
  private static final long MEMBERS_OF_SEVERAL = 100_000;
  private static final long MEMBERS_AIMED_AT = 1_000_000;
  private static final long MOST = 1_024;

  private ShardCount() {}

  /** At least 1; as many for each worker, where there is enough for all. */
  static int of(long members, int workers) {
    long reasonable = Math.max(members / MEMBERS_MIN, 1);
    if (reasonable < workers) {
      return (int) reasonable;
    }
    long perWorker = Math.clamp(members / MEMBERS_OF_SEVERAL / workers, 1, PER_WORKER_MAX);
    long forSize = members / MEMBERS_AIMED_AT;
    return (int) Math.min(Math.max(workers * perWorker, forSize), MOST);
  }
}
