package org.drover.bench.report;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.drover.bench.measure.Sample;
import org.drover.bench.measure.Spread;
import org.jspecify.annotations.Nullable;

/**
 * One contender's rounds of one job.
 *
 * @param databaseCpu seconds a million nodes, as the other two
 */
public record Figures(
    String job,
    String contender,
    Spread nodesPerSecond,
    @Nullable Spread databaseCpu,
    Spread clientCpu,
    Spread journalCpu,
    @Nullable Spread planningSeconds,
    @Nullable Spread runningSeconds) {

  /** Null if no round counted. */
  static @Nullable Figures of(List<Sample> all, String job, String contender) {
    List<Sample> own =
        all.stream()
            .filter(Sample::counts)
            .filter(one -> one.job().equals(job) && one.contender().equals(contender))
            .toList();
    Spread speed = spread(own, Sample::nodesPerSecond);
    Spread client = spread(own, one -> perMillion(one.clientCpuSeconds(), one));
    Spread journal = spread(own, one -> perMillion(one.journalCpuSeconds(), one));
    return speed == null || client == null || journal == null
        ? null
        : new Figures(
            job,
            contender,
            speed,
            spread(own, one -> perMillion(one.databaseCpuSeconds(), one)),
            client,
            journal,
            spread(own, Sample::planningSeconds),
            spread(own, Sample::runningSeconds));
  }

  private static @Nullable Spread spread(
      List<Sample> own, Function<Sample, @Nullable Double> figure) {
    return Spread.of(own.stream().map(figure).filter(Objects::nonNull).toList());
  }

  private static @Nullable Double perMillion(@Nullable Double seconds, Sample sample) {
    return seconds == null ? null : seconds / sample.nodes() * 1e6;
  }
}
