package org.drover.shared.neo4j;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs a cell to come from the driver, and to be handed to it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ColumnsBenchmark.CELLS)
public class ColumnsBenchmark {

  static final int CELLS = 10_000;

  private final @Nullable Object[] texts = texts();
  private final Value fromDriver = Cells.list(texts);

  private static @Nullable Object[] texts() {
    @Nullable Object[] texts = new Object[CELLS];
    for (int row = 0; row < CELLS; row++) {
      texts[row] = "Person" + row + "@example.com";
    }
    return texts;
  }

  @Benchmark
  public @Nullable Object[] read() {
    return Cells.column(fromDriver);
  }

  @Benchmark
  public Value write() {
    return Cells.list(texts);
  }

  /** What the driver's own conversion would take. */
  @Benchmark
  public Value writeByTheDriver() {
    return Values.value(texts);
  }
}
