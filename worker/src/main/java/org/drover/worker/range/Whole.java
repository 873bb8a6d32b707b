package org.drover.worker.range;

import java.util.List;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.Room;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;

/**
 * A journaled range, read as a whole: it cannot end early where the room does, for its digest is of
 * all its members.
 */
record Whole(RangeRequest request, RangeSize size) {

  /** A journaled range is never cut again: it held at most as many, and a few that share a key. */
  static final int NODES_MAX = 100_000;

  /**
   * Reads its members.
   *
   * @param later what will be read of them after that
   * @throws org.drover.shared.graph.TooHeavy if there is too little room
   */
  Columns readIn(OpenRange range, ColumnNeed need, List<ColumnNeed> later) {
    return size.bounded()
        ? range.readWhole(request, need, new Room(size.bytes(), later, size.oneIn()))
        : range.read(request, need).columns();
  }
}
