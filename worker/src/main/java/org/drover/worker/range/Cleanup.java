package org.drover.worker.range;

import java.time.InstantSource;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what it visits, without a fence: fences are what it deletes, and to delete twice does no
 * harm.
 */
final class Cleanup implements RangeOperation {

  private final RangeStore store;
  private final Selection selection;
  private final Cut cut;
  private final InstantSource clock;

  Cleanup(RangeStore store, Selection selection, Cut cut, InstantSource clock) {
    this.store = store;
    this.selection = selection;
    this.cut = cut;
    this.clock = clock;
  }

  @Override
  public boolean fenced() {
    return false;
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    long begin = clock.millis();
    try (OpenRange range = store.unfenced(selection)) {
      ReadRange read = range.read(cut.next(cursor, size.nodes()), Stages.IDS_ONLY);
      long[] ids = read.columns().ids();
      range.delete(ids);
      range.commit(read.to(), "");
      Tally tally = new Tally(ids.length, ids.length);
      return new RangeRecord(cursor, read.to(), tally, clock.millis() - begin);
    }
  }
}
