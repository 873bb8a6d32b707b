package org.drover.bench.growth;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.bench.report.Machine;
import org.jspecify.annotations.Nullable;

/**
 * What growing cost.
 *
 * @param largestToSmallest nodes a second at the largest size over those at the smallest
 * @param workerPeakMebibytes the most memory that the worker had resident; its heap has 256 MiB
 */
public record Growth(
    double largestToSmallest,
    @Nullable Long workerPeakMebibytes,
    List<Size> sizes,
    Instant at,
    Machine machine,
    Map<String, String> versions) {

  /**
   * One size.
   *
   * @param nodesPerSecond the median of its rounds, from submitting to done
   * @param planningByIdSeconds from submitting until the first shard may run
   * @param planningByPropertySeconds the same for a keyspace of an indexed text, of a survey
   * @param databaseCpuSeconds for a million nodes; null where the database does not tell
   * @param clientCpuSeconds the same of the coordinator and the worker together
   * @param workerPeakMebibytes so far
   */
  public record Size(
      long nodes,
      List<Double> samples,
      double nodesPerSecond,
      @Nullable Double planningByIdSeconds,
      double planningByPropertySeconds,
      @Nullable Double databaseCpuSeconds,
      double clientCpuSeconds,
      @Nullable Long workerPeakMebibytes) {}
}
