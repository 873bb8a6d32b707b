package org.drover.worker.range;

import java.util.function.LongConsumer;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;

/** A range that says how many bytes were read in it so far. */
final class MeteredRange extends WrappedRange {

  private final LongConsumer bytes;
  private long read;

  MeteredRange(OpenRange range, LongConsumer bytes) {
    super(range);
    this.bytes = bytes;
  }

  private Columns metered(Columns columns) {
    read += columns.bytes();
    bytes.accept(read);
    return columns;
  }

  @Override
  public ReadRange read(RangeRequest request, ColumnNeed need) {
    ReadRange found = super.read(request, need);
    metered(found.columns());
    return found;
  }

  @Override
  public ReadRange readWithin(RangeRequest request, ColumnNeed need, Room room) {
    ReadRange found = super.readWithin(request, need, room);
    metered(found.columns());
    return found;
  }

  @Override
  public Columns readWhole(RangeRequest request, ColumnNeed need, Room room) {
    return metered(super.readWhole(request, need, room));
  }

  @Override
  public Columns reread(long[] ids, ColumnNeed need) {
    return metered(super.reread(ids, need));
  }

  @Override
  public Columns fetch(long[] ids, ColumnNeed need) {
    return metered(super.fetch(ids, need));
  }

  @Override
  public Columns fetchWithin(long[] ids, ColumnNeed need, Room room) {
    return metered(super.fetchWithin(ids, need, room));
  }
}
