package org.drover.worker.range;

import java.time.InstantSource;
import java.util.List;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.AppliedRange;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.journal.Evidence;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Stage;
import org.jspecify.annotations.Nullable;

/** Reads a range, transforms it, writes it, and moves the fence, all in one transaction. */
final class Backfill implements RangeOperation {

  private final RangeStore store;
  private final Scope scope;
  private final List<Stage> stages;
  private final Cut cut;
  private final @Nullable Keeping keeping;
  private final InstantSource clock;

  /**
   * @param keeping null if nothing is kept; it is not asked where a statement of the operator's
   *     divides the stages
   */
  Backfill(
      RangeStore store,
      Scope scope,
      List<Stage> stages,
      Cut cut,
      @Nullable Keeping keeping,
      InstantSource clock) {
    this.store = store;
    this.scope = scope;
    this.stages = stages;
    this.cut = cut;
    this.keeping = keeping;
    this.clock = clock;
  }

  @Override
  public boolean fenced() {
    return true;
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, int nodes) {
    long begin = clock.millis();
    RangeRequest request = cut.next(cursor, nodes);
    try (OpenRange range = store.open(ownership, scope)) {
      RangeRecord done =
          keeping != null && stages.size() == 1 && stages.getFirst() instanceof Stage.Columnar stage
              ? transformAndKeep(range, request, ownership, cursor, stage, keeping)
              : unkept(cursor, transform(range, request));
      done = done.took(clock.millis() - begin);
      range.commit(done.to(), done.toJson());
      return done;
    }
  }

  private static RangeRecord unkept(@Nullable Key cursor, AppliedRange applied) {
    return new RangeRecord(cursor, applied.to(), applied.tally(), 0);
  }

  private static RangeRecord transformAndKeep(
      OpenRange range,
      RangeRequest request,
      Ownership owner,
      @Nullable Key cursor,
      Stage.Columnar stage,
      Keeping keeping) {
    ReadRange read = range.read(request, stage.need());
    Columns columns = read.columns();
    String before = Keeping.digest(columns, stage.need());
    stage.run(columns);
    Stages.refuseBadData(columns);
    String after = Keeping.digest(columns, stage.need());
    Evidence evidence = keeping.keep(owner, cursor, read.to(), columns, before, after);
    range.write(columns);
    Tally tally = new Tally(columns.size(), columns.changedRows());
    return new RangeRecord(cursor, read.to(), tally, 0, evidence);
  }

  private AppliedRange transform(OpenRange range, RangeRequest request) {
    return stages.size() == 1 && stages.getFirst() instanceof Stage.Pushdown pushdown
        ? range.apply(request, pushdown.steps())
        : stageByStage(range, request);
  }

  private AppliedRange stageByStage(OpenRange range, RangeRequest request) {
    ReadRange read = range.read(request, Stages.firstNeed(stages));
    Columns columns = read.columns();
    boolean fresh = true;
    long changed = 0;
    for (Stage stage : stages) {
      long changedHere =
          switch (stage) {
            case Stage.Pushdown pushdown -> range.apply(columns.ids(), pushdown.steps()).changed();
            case Stage.Columnar columnar ->
                write(
                    range,
                    columnar,
                    fresh ? columns : range.reread(columns.ids(), columnar.need()));
          };
      changed = Math.max(changed, changedHere);
      fresh = false;
    }
    return new AppliedRange(read.to(), new Tally(columns.size(), changed));
  }

  private static long write(OpenRange range, Stage.Columnar stage, Columns columns) {
    stage.run(columns);
    Stages.refuseBadData(columns);
    range.write(columns);
    return columns.changedRows();
  }
}
