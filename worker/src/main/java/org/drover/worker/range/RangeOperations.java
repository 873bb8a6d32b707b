package org.drover.worker.range;

import java.time.InstantSource;
import java.util.List;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.spec.Inverse;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Undo;
import org.drover.shared.transform.Transform;

/** Makes the operation that a pass of a migration runs over a shard's ranges. */
public final class RangeOperations {

  private final IdSets sets;
  private final UndoRecords undo;
  private final InstantSource clock;

  public RangeOperations(IdSets sets, UndoRecords undo, InstantSource clock) {
    this.sets = sets;
    this.undo = undo;
    this.clock = clock;
  }

  /** Blocks while a shard over an id set loads its ids, or while an index is looked for. */
  public RangeOperation of(RangeTask task, RangeStore graph) {
    if (task.plan().keyspace() instanceof Keyspace.Property property) {
      graph.requireIndex(task.spec().selection(), property);
    }
    return new MeteredOperation(graph, store -> made(task, store));
  }

  private RangeOperation made(RangeTask task, RangeStore store) {
    Spec spec = task.spec();
    Scope scope = new Scope(spec.selection(), spec.mode() == Mode.LIVE);
    return switch (task.kind()) {
      case SURVEY ->
          new Survey(
              store, spec.selection(), Transform.compile(spec.transform()), cut(task), clock);
      case BACKFILL, SWEEP -> backfill(task, store, scope);
      case ROLLBACK ->
          spec.undo() == Undo.KEEP
              ? new Rollback(store, scope, undo, task, clock)
              : new Backfill(
                  store, scope, Transform.compile(Inverse.of(spec)), cut(task), null, clock);
    };
  }

  private RangeOperation backfill(RangeTask task, RangeStore store, Scope scope) {
    List<Step> steps = task.spec().transform();
    return task.spec().undo() == Undo.KEEP
        ? new Backfill(
            store, scope, Transform.compileToColumns(steps), cut(task), new Keeping(undo), clock)
        : new Backfill(store, scope, Transform.compile(steps), cut(task), null, clock);
  }

  private Cut cut(RangeTask task) {
    return Cut.of(task.plan().keyspace(), task.plan().slice(), sets);
  }
}
