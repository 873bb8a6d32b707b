package org.drover.bench.micro;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.drover.shared.canonical.KeyHash;
import org.drover.shared.spec.Normalization;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a key costs a node. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.NODES)
public class CanonicalKeyBenchmark {

  private static final Set<Normalization> EVERYTHING = Set.of(Normalization.values());

  private final Batch batch = new Batch();
  private final Stage.Columnar canonicalKey =
      columnar(new Step.CanonicalKey("v2", Batch.NAMES, EVERYTHING, "key", "key_version"));
  private final Stage.Columnar rowHash =
      columnar(new Step.RowHash("v2", Set.of(), EVERYTHING, "hash", null));

  /** The key alone, without a batch around it. */
  @Benchmark
  public void key(Blackhole sink) {
    KeyHash hash = KeyHash.canonicalKey("v2", EVERYTHING);
    @Nullable Object[][] sources = Batch.NAMES.stream().map(batch::column).toArray(Object[][]::new);
    for (int row = 0; row < Batch.NODES; row++) {
      hash.start(sources.length);
      for (@Nullable Object[] source : sources) {
        hash.add(source[row]);
      }
      sink.consume(hash.finish());
    }
  }

  /** The step, as a range runs it, and what the writer asks for after it. */
  @Benchmark
  public Columns.Changes canonicalKeyStep() {
    return run(canonicalKey, batch.columns());
  }

  @Benchmark
  public Columns.Changes rowHashStep() {
    return run(rowHash, Columns.read(batch.ids(), Map.of(), null, batch.nodes()));
  }

  private static Columns.Changes run(Stage.Columnar stage, Columns columns) {
    stage.run(columns);
    return columns.changes();
  }

  private static Stage.Columnar columnar(Step step) {
    return (Stage.Columnar) Transform.compile(List.of(step)).getFirst();
  }
}
