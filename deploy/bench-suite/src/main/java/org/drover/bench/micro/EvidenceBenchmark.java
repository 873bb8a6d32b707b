package org.drover.bench.micro;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.drover.shared.evidence.BatchDigest;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.keyspace.Key;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What digests and undo records cost a node. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Batch.NODES)
public class EvidenceBenchmark {

  private static final ColumnNeed NEED = need();

  private final Columns columns = rewritten();
  private final BatchDigest before = BatchDigest.of(columns, NEED);
  private final BeforeImage image = BeforeImage.of(null, Key.of(Batch.NODES), columns);
  private final byte[] compressed = image.toBytes();

  /** Every value that is replaced is a text, so that the image is as large as it gets. */
  private static Columns rewritten() {
    Columns columns = new Batch().columns();
    for (String name : Batch.NAMES) {
      for (int row = 0; row < Batch.NODES; row++) {
        columns.set(name, row, "new " + row);
      }
    }
    return columns;
  }

  private static ColumnNeed need() {
    Set<String> names = new HashSet<>(Batch.NAMES);
    names.addAll(List.of("key", "key_version"));
    return new ColumnNeed(names, false, false);
  }

  /** Of what was read. */
  @Benchmark
  public String digest() {
    return BatchDigest.of(columns, NEED).hex();
  }

  /** Of what is written: only columns that differ are hashed anew, here four of six. */
  @Benchmark
  public String digestAfter() {
    return before.transformed().hex();
  }

  @Benchmark
  public BeforeImage beforeImage() {
    return BeforeImage.of(null, Key.of(Batch.NODES), columns);
  }

  @Benchmark
  public byte[] writeAndCompress() {
    return image.toBytes();
  }

  @Benchmark
  public BeforeImage decompressAndRead() {
    return BeforeImage.read(compressed);
  }
}
