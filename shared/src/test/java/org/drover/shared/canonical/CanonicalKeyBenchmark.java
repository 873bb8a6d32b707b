package org.drover.shared.canonical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.drover.shared.spec.Normalization;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a key costs, in a batch of 10,000 nodes with four short ASCII strings: time and, by the GC
 * profiler, bytes for one node.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CanonicalKeyBenchmark.NODES)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CanonicalKeyBenchmark {

  static final int NODES = 10_000;

  private static final Set<Normalization> EVERYTHING = Set.of(Normalization.values());
  private static final List<String> NAMES = List.of("value", "field", "row_key", "dump");

  private final long[] ids = new long[NODES];
  private final Map<String, @Nullable Object[]> properties = new HashMap<>();
  private final List<Map<String, Object>> all = new ArrayList<>();
  private final List<Stage> canonicalKey =
      Transform.compile(
          List.of(new Step.CanonicalKey("v2", NAMES, EVERYTHING, "key", "key_version")));
  private final List<Stage> rowHash =
      Transform.compile(List.of(new Step.RowHash("v2", Set.of(), EVERYTHING, "hash", null)));

  public CanonicalKeyBenchmark() {
    NAMES.forEach(name -> properties.put(name, new Object[NODES]));
    for (int row = 0; row < NODES; row++) {
      ids[row] = row;
      Map<String, Object> node =
          Map.of(
              "value",
              "Person" + row + "@Example.com ",
              "field",
              "email",
              "row_key",
              "row-" + row,
              "dump",
              "breach_2024");
      node.forEach((name, value) -> column(name)[all.size()] = value);
      all.add(node);
    }
  }

  /** The key alone, without a batch around it. */
  @Benchmark
  public void key(Blackhole sink) {
    KeyHash hash = KeyHash.canonicalKey("v2", EVERYTHING);
    @Nullable Object[] value = column("value");
    @Nullable Object[] field = column("field");
    @Nullable Object[] rowKey = column("row_key");
    @Nullable Object[] dump = column("dump");
    for (int row = 0; row < NODES; row++) {
      hash.start(4);
      hash.add(value[row]);
      hash.add(field[row]);
      hash.add(rowKey[row]);
      hash.add(dump[row]);
      sink.consume(hash.finish());
    }
  }

  /** The step, as a range runs it, and what the writer asks for after it. */
  @Benchmark
  public Columns.Changes canonicalKeyStep() {
    return run(canonicalKey, Columns.read(ids, properties, null, null));
  }

  @Benchmark
  public Columns.Changes rowHashStep() {
    return run(rowHash, Columns.read(ids, Map.of(), null, all));
  }

  private static Columns.Changes run(List<Stage> stages, Columns columns) {
    ((Stage.Columnar) stages.getFirst()).run(columns);
    return columns.changes();
  }

  private @Nullable Object[] column(String name) {
    return properties.getOrDefault(name, new Object[0]);
  }

  public static void main(String[] arguments) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(CanonicalKeyBenchmark.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
