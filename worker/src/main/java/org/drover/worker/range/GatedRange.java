package org.drover.worker.range;

import org.drover.shared.graph.OpenRange;
import org.drover.shared.keyspace.Key;

/** A range that is not committed before it may be. */
final class GatedRange extends WrappedRange {

  private final CommitGate gate;

  GatedRange(OpenRange range, CommitGate gate) {
    super(range);
    this.gate = gate;
  }

  @Override
  public void commit(Key cursor, String record) {
    gate.pass();
    super.commit(cursor, record);
  }
}
