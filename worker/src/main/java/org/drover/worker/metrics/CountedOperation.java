package org.drover.worker.metrics;

import java.util.function.Supplier;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Halving;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.worker.metrics.WorkerMetrics.Finished;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSize;
import org.jspecify.annotations.Nullable;

/** A range operation whose ranges are counted and timed. */
public final class CountedOperation implements RangeOperation {

  private final RangeOperation operation;
  private final ShardId shard;
  private final WorkerMetrics metrics;

  public CountedOperation(RangeOperation operation, ShardId shard, WorkerMetrics metrics) {
    this.operation = operation;
    this.shard = shard;
    this.metrics = metrics;
  }

  @Override
  public boolean fenced() {
    return operation.fenced();
  }

  @Override
  public long bytesRead() {
    return operation.bytesRead();
  }

  @Override
  public int members(@Nullable Key cursor, int otherwise) {
    return operation.members(cursor, otherwise);
  }

  @Override
  public boolean leavesOut() {
    return operation.leavesOut();
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    return counted(() -> operation.run(ownership, cursor, size));
  }

  @Override
  public RangeRecord runPart(
      Ownership ownership, @Nullable Key cursor, RangeSize size, Halving halving) {
    return counted(() -> operation.runPart(ownership, cursor, size, halving));
  }

  private RangeRecord counted(Supplier<RangeRecord> work) {
    long begun = System.nanoTime();
    try {
      RangeRecord range = work.get();
      metrics.finished(shard, new Finished(range.tally(), System.nanoTime() - begun, bytesRead()));
      if (fenced()) {
        metrics.checkpoint(shard, range.tally());
      }
      if (leavesOut()) {
        metrics.quarantined(shard, range.tally().setAside());
      }
      return range;
    } catch (GraphException e) {
      metrics.failed(shard, e.kind());
      throw e;
    }
  }
}
