package org.drover.coordinator.plan;

/**
 * How many shards a pass gets: enough that every worker has several, so that none is idle at the
 * end; few enough that taking them over costs nothing beside their ranges.
 */
final class ShardCount {

  private static final int PER_WORKER_MAX = 3;
  private static final long MEMBERS_MIN = 20_000;
  private static final long MEMBERS_AIMED_AT = 1_000_000;
  private static final long MOST = 1_024;

  private ShardCount() {}

  /** At least 1; as many for each worker, where there is enough for all. */
  static int of(long members, int workers) {
    long reasonable = Math.max(members / MEMBERS_MIN, 1);
    if (reasonable < workers) {
      return (int) reasonable;
    }
    long forBalance = workers * Math.min(reasonable / workers, PER_WORKER_MAX);
    long forSize = members / MEMBERS_AIMED_AT;
    return (int) Math.min(Math.max(forBalance, forSize), MOST);
  }
}
