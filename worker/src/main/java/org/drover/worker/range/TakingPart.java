package org.drover.worker.range;

import java.time.InstantSource;
import java.util.List;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.transform.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Takes back by its inverse what some ranges of an earlier pass added, each as a whole. Those that
 * were not asked for, and those that were taken back already, are passed over.
 */
final class TakingPart implements RangeOperation {

  private final RangeStore store;
  private final Scope scope;
  private final List<Stage> inverse;
  private final Undone undone;
  private final Cut rest;
  private final InstantSource clock;

  /**
   * @param rest cuts what the journal has no range of
   */
  TakingPart(
      RangeStore store,
      Scope scope,
      List<Stage> inverse,
      Undone undone,
      Cut rest,
      InstantSource clock) {
    this.store = store;
    this.scope = scope;
    this.inverse = inverse;
    this.undone = undone;
    this.rest = rest;
    this.clock = clock;
  }

  @Override
  public boolean fenced() {
    return true;
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    long sequence = ownership.sequence() + 1;
    Key passedOver = undone.endOfWhatIsLeftAlone(sequence);
    if (passedOver != null) {
      try (OpenRange range = store.open(ownership, scope)) {
        RangeRecord nothing = new RangeRecord(cursor, passedOver, Tally.NONE, 0);
        range.commit(nothing.to(), nothing.toJson());
        return nothing;
      }
    }
    Cut whole = undone.cutOf(sequence);
    return whole == null
        ? taking(rest).run(ownership, cursor, size)
        : taking(whole).run(ownership, cursor, RangeSize.ofAnyWeight(Whole.NODES_MAX));
  }

  private Backfill taking(Cut cut) {
    return new Backfill(store, scope, inverse, cut, null, null, null, clock);
  }
}
