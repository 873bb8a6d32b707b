package org.drover.worker.range;

import java.util.List;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.OpenRange.Room;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.transform.ColumnNeed;

/** Which keys a range is to visit, as far as there is room for what is read of them. */
record Wanted(RangeRequest request, RangeSize size) {

  /**
   * Reads them.
   *
   * @param later what will be read of them after that
   */
  ReadRange readIn(OpenRange range, ColumnNeed need, List<ColumnNeed> later) {
    return size.bounded()
        ? range.readWithin(request, need, new Room(size.bytes(), later, size.oneIn()))
        : range.read(request, need);
  }
}
