package org.drover.worker.range;

import java.time.InstantSource;
import java.util.List;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.journal.FinishedRanges;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Inverse;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Undo;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;
import org.jspecify.annotations.Nullable;

/** Makes the operation that a pass of a migration runs over a shard's ranges. */
public final class RangeOperations {

  /** Beyond this nothing is gained (measured; see the architecture page). */
  private static final int NODES_MAX = 10_000;

  /**
   * Labels are changed so quickly that what comes with a range weighs more; how much larger ranges
   * gain is not measured side by side (see the findings among the benchmarks).
   */
  private static final int NODES_MAX_OF_LABELS = 40_000;

  private final IdSets sets;
  private final UndoRecords undo;
  private final FinishedRanges finished;
  private final Quarantine quarantine;
  private final ForeseenKeys foreseen;
  private final InstantSource clock;

  public RangeOperations(
      IdSets sets,
      UndoRecords undo,
      FinishedRanges finished,
      Quarantine quarantine,
      ForeseenKeys foreseen,
      InstantSource clock) {
    this.sets = sets;
    this.undo = undo;
    this.finished = finished;
    this.quarantine = quarantine;
    this.foreseen = foreseen;
    this.clock = clock;
  }

  /**
   * Blocks while a shard over an id set loads its ids, or while an index is looked for.
   *
   * @param gate which every commit passes
   */
  public RangeOperation of(RangeTask task, RangeStore graph, CommitGate gate) {
    if (task.plan().keyspace() instanceof Keyspace.Property property) {
      graph.requireIndex(task.spec().selection(), property);
    }
    return new MeteredOperation(graph, gate, store -> made(task, store));
  }

  /**
   * The operation of a survey, which needs no more than this. Blocks like {@link #of}.
   *
   * @param foreseen where the keys are kept that it sees coming
   */
  public static RangeOperation survey(
      RangeTask task, RangeStore graph, IdSets sets, ForeseenKeys foreseen, InstantSource clock) {
    return new MeteredOperation(
        graph, new CommitGate(), store -> surveying(task, store, sets, foreseen, clock));
  }

  private static Survey surveying(
      RangeTask task, RangeStore store, IdSets sets, ForeseenKeys foreseen, InstantSource clock) {
    Spec spec = task.spec();
    Selection.Kind kind = spec.selection().kind();
    return new Survey(
        store,
        spec.selection(),
        Transform.compileToColumns(spec.transform()),
        Cut.of(task.plan().keyspace(), task.plan().slice(), sets),
        new Foresight(foreseen, spec, store.unique(kind), store.bounded(kind)),
        spec.dedupe(),
        clock);
  }

  /**
   * The key that divides what is left of a shard into about equal parts. Blocking.
   *
   * @param cursor the last finished key; null where the slice begins below every key
   * @param left how many nodes there are behind it, about
   * @return behind the cursor and before the end of the slice; null if there is none
   */
  public @Nullable Key middle(
      ShardPlan plan, Selection selection, @Nullable Key cursor, long left, RangeStore graph) {
    return new Middle(cursor, plan.slice().to())
        .of(plan.keyspace(), sets, new Middle.Index(graph, selection, left));
  }

  /** How many nodes one range of a pass may hold. */
  public static int nodesMax(PassKind kind, Spec spec) {
    return switch (kind) {
      case BACKFILL, SWEEP, RETRY -> onlyLabels(spec) ? NODES_MAX_OF_LABELS : NODES_MAX;
      case SURVEY, VERIFY, RETIRE, CLEANUP, ROLLBACK -> NODES_MAX;
    };
  }

  /** By the database alone: no column travels for them. */
  private static boolean onlyLabels(Spec spec) {
    return !keeps(spec)
        && spec.dedupe() == null
        && spec.transform().stream()
            .allMatch(step -> step instanceof Step.AddLabel || step instanceof Step.RemoveLabel);
  }

  private RangeOperation made(RangeTask task, RangeStore store) {
    Spec spec = task.spec();
    Scope scope = new Scope(task.members(), spec.mode() == Mode.LIVE);
    return switch (task.kind()) {
      case SURVEY -> surveying(task, store, sets, foreseen, clock);
      case BACKFILL, SWEEP, RETRY -> backfill(task, store);
      case VERIFY ->
          new Verify(store, task, finished.of(task.looksBackAt()), sets, quarantine, undo, clock);
      case CLEANUP -> new Cleanup(store, store.fencesOf(spec.migration()), cut(task), clock);
      case ROLLBACK -> rollback(task, store, scope);
      case RETIRE -> taking(task.retirement().steps(), task, store, scope);
    };
  }

  private RangeOperation rollback(RangeTask task, RangeStore store, Scope scope) {
    Spec spec = task.spec();
    if (spec.undo() == Undo.KEEP) {
      Undone undone = new Undone(task, finished, sets);
      Waiting waiting = new Waiting(task, finished, undo);
      return new Rollback(store, scope, undo, task, undone, waiting, clock);
    }
    List<Step> inverse = Inverse.of(spec);
    return task.options().isOfAPart()
        ? new TakingPart(
            store,
            scope,
            Transform.compile(inverse),
            new Undone(task, finished, sets),
            cut(task),
            clock)
        : taking(inverse, task, store, scope);
  }

  /** A backfill that takes away what another one added. It keeps nothing and leaves nobody out. */
  private Backfill taking(List<Step> steps, RangeTask task, RangeStore store, Scope scope) {
    return new Backfill(store, scope, Transform.compile(steps), cut(task), null, null, null, clock);
  }

  private static boolean keeps(Spec spec) {
    return spec.undo() == Undo.KEEP || spec.verification() != null;
  }

  /** Digests and images are of columns: a pushdown is given up for them where they are wanted. */
  private static List<Stage> stages(RangeTask task) {
    Spec spec = task.spec();
    if (seesWhoWasMigrated(task)) {
      return Transform.compileForThoseWith(spec.selection().common(), spec.transform());
    }
    return keeps(spec)
        ? Transform.compileToColumns(spec.transform())
        : Transform.compile(spec.transform());
  }

  /** A sweep over members that were listed visits all of them, as other sweeps do. */
  private static boolean seesWhoWasMigrated(RangeTask task) {
    return task.visitsListed()
        && !task.spec().writesUnknown()
        && (task.kind() == PassKind.SWEEP || keeps(task.spec()));
  }

  private RangeOperation backfill(RangeTask task, RangeStore store) {
    Spec spec = task.spec();
    Selection visited = seesWhoWasMigrated(task) ? task.members() : spec.selection();
    return new Backfill(
        store,
        new Scope(visited, spec.mode() == Mode.LIVE),
        stages(task),
        cut(task),
        keeps(spec) ? new Keeping(spec.undo() == Undo.KEEP ? undo : null) : null,
        new SettingAside(quarantine, task.plan().keyspace(), task.kind() == PassKind.RETRY),
        spec.dedupe(),
        clock);
  }

  private Cut cut(RangeTask task) {
    return Cut.of(task.plan().keyspace(), task.plan().slice(), sets);
  }
}
