package org.drover.worker.range;

import java.time.InstantSource;
import java.util.List;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.spec.Selection;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Stage;
import org.jspecify.annotations.Nullable;

/** Reads a range and transforms it, and writes nothing: counts what a backfill would change. */
final class Survey implements RangeOperation {

  private final RangeStore store;
  private final Selection selection;
  private final List<Stage> stages;
  private final Cut cut;
  private final Foresight foresight;
  private final @Nullable Dedupe dedupe;
  private final InstantSource clock;

  Survey(
      RangeStore store,
      Selection selection,
      List<Stage> stages,
      Cut cut,
      Foresight foresight,
      @Nullable Dedupe dedupe,
      InstantSource clock) {
    this.store = store;
    this.selection = selection;
    this.stages = stages;
    this.cut = cut;
    this.foresight = foresight;
    this.dedupe = dedupe;
    this.clock = clock;
  }

  @Override
  public boolean fenced() {
    return false;
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    long begin = clock.millis();
    Wanted wanted = new Wanted(cut.next(cursor, size.nodes()), size);
    try (OpenRange range = store.survey(selection)) {
      ReadRange read = wanted.readIn(range, need(), List.of());
      return foreseen(range, ownership, cursor, read).took(clock.millis() - begin);
    }
  }

  /** Of what only the database understands nothing more is foreseen. */
  private ColumnNeed need() {
    ColumnNeed need = Stages.firstNeed(stages);
    return stages.size() == 1 && stages.getFirst() instanceof Stage.Columnar
        ? need.and(foresight.need())
        : need;
  }

  private RangeRecord foreseen(
      OpenRange range, Ownership ownership, @Nullable Key cursor, ReadRange read) {
    Columns columns = read.columns();
    Duplicates duplicates = Duplicates.among(columns.ids(), dedupe, range);
    if (stages.size() > 1 || !(stages.getFirst() instanceof Stage.Columnar columnar)) {
      // A statement of the operator's, among the stages, changes whatever it visits.
      return new RangeRecord(cursor, read.to(), unseen(columns.size(), duplicates), 0);
    }
    duplicates.refuseIn(columns);
    columnar.run(columns);
    long open = foresight.refuseTooLarge(columns, range);
    long refused = columns.refusals().size() - duplicates.skipped();
    Tally tally = new Tally(columns.size(), columns.changedRows(), refused, duplicates.skipped());
    return new RangeRecord(
        cursor, read.to(), tally, 0, foresight.of(ownership, columns, duplicates, open, range));
  }

  private static Tally unseen(long visited, Duplicates duplicates) {
    long left = duplicates.earlier().size();
    return new Tally(visited, visited - left, left - duplicates.skipped(), duplicates.skipped());
  }
}
