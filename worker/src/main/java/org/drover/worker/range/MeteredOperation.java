package org.drover.worker.range;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Halving;
import org.drover.shared.keyspace.Key;
import org.jspecify.annotations.Nullable;

/** Any operation, with a meter on what it reads. */
final class MeteredOperation implements RangeOperation {

  private final AtomicLong bytes = new AtomicLong();
  private final RangeOperation operation;

  /**
   * @param gate which every commit passes
   * @param made the operation over a store
   */
  MeteredOperation(RangeStore store, CommitGate gate, Function<RangeStore, RangeOperation> made) {
    this.operation = made.apply(new WrappingStore(store, range -> metered(range, gate)));
  }

  private OpenRange metered(OpenRange range, CommitGate gate) {
    return new MeteredRange(
        new GatedRange(range, gate), read -> bytes.accumulateAndGet(read, Math::max));
  }

  @Override
  public boolean fenced() {
    return operation.fenced();
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    bytes.set(0);
    return operation.run(ownership, cursor, size);
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
  public RangeRecord runPart(
      Ownership ownership, @Nullable Key cursor, RangeSize size, Halving halving) {
    bytes.set(0);
    return operation.runPart(ownership, cursor, size, halving);
  }

  @Override
  public long bytesRead() {
    return Math.max(bytes.get(), operation.bytesRead());
  }
}
