package org.drover.bench.measure;

import org.jspecify.annotations.Nullable;

/**
 * One turn of one contender.
 *
 * @param round from 1; others do not count
 * @param seconds from the start, or from submitting, until it was done
 * @param databaseCpuSeconds of the database's process; null where it does not tell
 * @param clientCpuSeconds of the contender's own processes
 * @param journalCpuSeconds of Drover's PostgreSQL
 * @param planningSeconds and runningSeconds as a migration has them: before and after its pass
 *     began; null for others
 */
public record Sample(
    String job,
    String contender,
    int round,
    long nodes,
    double seconds,
    double nodesPerSecond,
    @Nullable Double databaseCpuSeconds,
    double clientCpuSeconds,
    double journalCpuSeconds,
    @Nullable Double planningSeconds,
    @Nullable Double runningSeconds) {

  public boolean counts() {
    return round > 0;
  }
}
