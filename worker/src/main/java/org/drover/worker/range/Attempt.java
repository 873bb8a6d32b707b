package org.drover.worker.range;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.drover.shared.evidence.BatchDigest;
import org.drover.shared.evidence.Quarantine.Entry;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.AppliedRange;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Evidence;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Columns.Refusal;
import org.drover.shared.transform.Stage;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a range, in one transaction: everything before its commit. Members that cannot be
 * migrated are left out, if that is allowed.
 */
final class Attempt {

  private final OpenRange range;
  private final List<Stage> stages;
  private final boolean mayLeaveOut;
  private final @Nullable Dedupe dedupe;
  private final Map<Long, Entry> out;
  private final Map<Long, Entry> tooLate = new LinkedHashMap<>();
  private Duplicates duplicates = Duplicates.NONE;
  private long[] ids = {};

  /**
   * @param dedupe null if nobody is a duplicate
   * @param out members that are left out from the beginning
   */
  Attempt(
      OpenRange range,
      List<Stage> stages,
      boolean mayLeaveOut,
      @Nullable Dedupe dedupe,
      Map<Long, Entry> out) {
    this.range = range;
    this.stages = stages;
    this.mayLeaveOut = mayLeaveOut;
    this.dedupe = dedupe;
    this.out = new LinkedHashMap<>(out);
  }

  /** What is to be done in it. */
  List<Stage> stages() {
    return stages;
  }

  /** The members that were found; empty if nobody asked for them one by one. */
  long[] ids() {
    return ids;
  }

  /** Those among them that are left out. */
  Map<Long, Entry> out() {
    return out;
  }

  /**
   * Members that were refused when an earlier stage had already written them: the range must be
   * tried again without them. Empty if there are none.
   */
  Map<Long, Entry> tooLate() {
    return tooLate;
  }

  RangeRecord keeping(
      Wanted wanted, Ownership owner, @Nullable Key cursor, Stage.Columnar stage, Keeping keeping) {
    ReadRange read = wanted.readIn(range, stage.need(), List.of());
    Columns columns = found(read);
    BatchDigest before = BatchDigest.of(columns, stage.need());
    transform(stage, columns);
    // Of who was migrated before, nobody says now that he is as he was written.
    String after = columns.anyPassedOver() ? null : before.transformed().hex();
    Evidence evidence = keeping.keep(owner, cursor, read.to(), columns, before.hex(), after);
    range.write(columns);
    return new RangeRecord(cursor, read.to(), tally(columns.changedRows()), 0, evidence);
  }

  RangeRecord stageByStage(Wanted wanted, @Nullable Key cursor) {
    ReadRange read = wanted.readIn(range, Stages.firstNeed(stages), Stages.laterNeeds(stages));
    Columns columns = found(read);
    boolean fresh = true;
    long changed = 0;
    for (Stage stage : stages) {
      long changedHere =
          switch (stage) {
            case Stage.Pushdown pushdown -> range.apply(in(), pushdown.steps()).changed();
            case Stage.Columnar columnar ->
                fresh
                    ? write(columnar, columns)
                    : writeLater(columnar, range.reread(in(), columnar.need()));
          };
      changed = Math.max(changed, changedHere);
      fresh = false;
    }
    return new RangeRecord(cursor, read.to(), tally(changed), 0);
  }

  RangeRecord pushedDown(RangeRequest request, @Nullable Key cursor, Stage.Pushdown stage) {
    AppliedRange applied = range.apply(request, stage.steps());
    return new RangeRecord(cursor, applied.to(), applied.tally(), 0);
  }

  private Columns found(ReadRange read) {
    ids = read.columns().ids();
    if (!out.isEmpty()) {
      out.keySet().retainAll(Arrays.stream(ids).boxed().collect(Collectors.toSet()));
    }
    duplicates = Duplicates.among(ids, dedupe, range);
    if (duplicates.listed()) {
      duplicates
          .earlier()
          .keySet()
          .forEach(
              id ->
                  out.putIfAbsent(id, new Entry(id, null, Duplicates.STEP, duplicates.reason(id))));
    } else {
      out.keySet().removeAll(duplicates.earlier().keySet());
    }
    return read.columns();
  }

  private Tally tally(long changed) {
    return new Tally(ids.length, changed, out.size(), duplicates.skipped());
  }

  private long[] in() {
    return out.isEmpty() && duplicates.earlier().isEmpty()
        ? ids
        : Arrays.stream(ids)
            .filter(id -> !out.containsKey(id) && !duplicates.isSkipped(id))
            .toArray();
  }

  private long write(Stage.Columnar stage, Columns columns) {
    transform(stage, columns);
    range.write(columns);
    return columns.changedRows();
  }

  private long writeLater(Stage.Columnar stage, Columns columns) {
    stage.run(columns);
    refusals(columns).forEach(entry -> tooLate.put(entry.member(), entry));
    range.write(columns);
    return columns.changedRows();
  }

  private void transform(Stage.Columnar stage, Columns columns) {
    if (!out.isEmpty()) {
      for (int row = 0; row < columns.size(); row++) {
        Entry entry = out.get(columns.ids()[row]);
        if (entry != null) {
          columns.refuse(row, entry.step(), entry.reason());
        }
      }
    }
    duplicates.refuseIn(columns);
    stage.run(columns);
    refusals(columns).stream()
        .filter(entry -> !duplicates.isSkipped(entry.member()))
        .forEach(entry -> out.put(entry.member(), entry));
  }

  private List<Entry> refusals(Columns columns) {
    if (!mayLeaveOut) {
      Stages.refuseBadData(columns);
    }
    return columns.refusals().stream().map(Attempt::entry).toList();
  }

  private static Entry entry(Refusal refusal) {
    return new Entry(refusal.id(), null, refusal.step(), refusal.reason());
  }
}
