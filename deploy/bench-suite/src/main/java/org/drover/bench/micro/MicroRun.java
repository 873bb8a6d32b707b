package org.drover.bench.micro;

import java.util.Collection;
import java.util.List;
import org.drover.shared.neo4j.ColumnsBenchmark;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks in a JVM of their own. */
public final class MicroRun {

  private static final List<Class<?>> ALL =
      List.of(CanonicalKeyBenchmark.class, ColumnsBenchmark.class, EvidenceBenchmark.class);

  /**
   * What one of them found.
   *
   * @param nanoseconds a node, or a cell where the benchmark is about cells
   * @param error half the width of the 99.9 % confidence interval, in nanoseconds
   * @param bytesAllocated for the same
   */
  public record Piece(String name, double nanoseconds, double error, double bytesAllocated) {}

  private MicroRun() {}

  /**
   * @param seconds for warming up, and as many again for measuring
   * @throws IllegalStateException if JMH cannot run them
   */
  public static List<Piece> run(int seconds) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .warmupIterations(seconds)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(seconds)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true);
    ALL.forEach(benchmark -> options.include("^" + benchmark.getName().replace(".", "\\.")));
    try {
      Collection<RunResult> results = new Runner(options.build()).run();
      return results.stream().map(MicroRun::piece).toList();
    } catch (RunnerException failure) {
      throw new IllegalStateException("JMH could not run: " + failure.getMessage(), failure);
    }
  }

  private static Piece piece(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    String benchmark = result.getParams().getBenchmark();
    String owner = benchmark.substring(0, benchmark.lastIndexOf('.'));
    String name =
        owner.substring(owner.lastIndexOf('.') + 1).replace("Benchmark", "")
            + benchmark.substring(benchmark.lastIndexOf('.'));
    return new Piece(
        name,
        time.getScore(),
        time.getScoreError(),
        allocated == null ? Double.NaN : allocated.getScore());
  }
}
