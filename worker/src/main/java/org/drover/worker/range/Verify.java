package org.drover.worker.range;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.drover.shared.evidence.BatchDigest;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Spec;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Stage;
import org.jspecify.annotations.Nullable;

/** Holds the ranges that an earlier pass journaled against the graph, and writes nothing. */
final class Verify implements RangeOperation {

  private final RangeStore store;
  private final RangeTask task;
  private final List<RangeFinished> journaled;
  private final IdSets sets;
  private final LeftOut leftOut;
  private final UndoCheck undo;
  private final Stage.@Nullable Columnar corrected;
  private final InstantSource clock;
  private final Probe probe;
  private int last;

  Verify(
      RangeStore store,
      RangeTask task,
      List<RangeFinished> journaled,
      IdSets sets,
      Quarantine quarantine,
      UndoRecords records,
      InstantSource clock) {
    this.store = store;
    this.task = task;
    this.journaled = journaled;
    this.sets = sets;
    this.leftOut = new LeftOut(quarantine, task.looksBackAt());
    this.undo = new UndoCheck(records, task.looksBackAt(), journaled);
    Spec correction = task.correction();
    this.corrected = correction == null ? null : Stages.onlyColumnar(correction);
    this.clock = clock;
    this.probe = new Probe(task);
  }

  @Override
  public boolean fenced() {
    return false;
  }

  @Override
  public int members(@Nullable Key cursor, int otherwise) {
    RangeFinished range = asked() ? find(cursor) : null;
    return range == null ? otherwise : Math.toIntExact(Math.max(1, range.tally().visited()));
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    long begin = clock.millis();
    if (!asked()) {
      return unseen(cursor, task.plan().slice().to());
    }
    RangeFinished expected = rangeBehind(cursor);
    Differences differences = new Differences();
    // A shard has one fence, whichever of its ranges are looked at.
    if (Objects.equals(cursor, task.plan().slice().from())) {
      checkFence(differences);
    }
    Instant since = task.options().since();
    boolean early = since != null && expected.at().isBefore(since);
    Seen seen = early ? Seen.NOTHING : look(expected, size, differences);
    Tally tally = new Tally(seen.ids().length, 0, differences.count());
    boolean nothing = differences.isEmpty() && seen.digest() == null;
    Evidence evidence = nothing ? null : differences.evidence(seen.digest());
    return new RangeRecord(cursor, expected.to(), tally, clock.millis() - begin, evidence);
  }

  private boolean asked() {
    return task.options().names(task.shard().number());
  }

  private Seen look(RangeFinished expected, RangeSize size, Differences differences) {
    try (OpenRange range = store.survey(task.members())) {
      Seen seen = compare(range, expected, size, differences);
      probe.send(store, seen.ids(), differences);
      return seen;
    }
  }

  /** A shard that nobody asked to see is passed over. */
  private static RangeRecord unseen(@Nullable Key cursor, Key to) {
    return new RangeRecord(cursor, to, Tally.NONE, 0);
  }

  /**
   * @param digest of the range as it was found; null where it is not kept
   */
  private record Seen(long[] ids, @Nullable String digest) {
    static final Seen NOTHING = new Seen(new long[0], null);
  }

  private Seen compare(
      OpenRange range, RangeFinished expected, RangeSize size, Differences differences) {
    boolean standard = level().includes(Level.STANDARD);
    Stage.Columnar stage = standard ? Stages.onlyColumnar(task.spec()) : null;
    Columns columns = whole(range, expected, stage == null ? Stages.IDS_ONLY : stage.need(), size);
    if (columns.size() != expected.tally().visited()) {
      differences.add(
          Kind.COUNT,
          null,
          "range %d had %d members, now it has %d"
              .formatted(expected.sequence(), expected.tally().visited(), columns.size()));
    }
    leftOut.compare(expected, differences);
    if (level().includes(Level.FORENSIC)) {
      undo.compare(expected, differences);
    }
    if (standard) {
      checkUnique(range, columns.ids(), differences);
    }
    String found = stage == null ? null : values(range, columns, stage, expected, differences);
    return new Seen(columns.ids(), level().includes(Level.FORENSIC) ? found : null);
  }

  private Columns whole(OpenRange range, RangeFinished expected, ColumnNeed need, RangeSize size) {
    List<ColumnNeed> later = corrected == null ? List.of() : List.of(corrected.need());
    return new Whole(request(expected), size).readIn(range, need, later);
  }

  /**
   * Compares digests, and where they do not say enough each member; returns the digest as found.
   */
  private String values(
      OpenRange range,
      Columns columns,
      Stage.Columnar stage,
      RangeFinished expected,
      Differences differences) {
    long[] retried = leftOut.retried(columns.ids());
    String found = BatchDigest.of(columns, stage.need()).hex();
    String written = expected.evidence() == null ? null : expected.evidence().after();
    boolean differs = written != null && !written.equals(found);
    // A digest says nothing of what a transform would make that was corrected since.
    boolean each =
        written == null || differs || corrected != null || level().includes(Level.RIGOROUS);
    boolean recomputed = each && Repeatable.against(task.spec()).isEmpty();
    if (recomputed) {
      long before = differences.count();
      recompute(range, columns, differences);
      differs &= differences.count() == before;
    }
    // What was retried since is no longer what the range wrote.
    differs &= retried.length == 0;
    if (differs) {
      boolean note = recomputed && task.spec().mode() == Mode.LIVE;
      differences.add(note ? Kind.REWRITTEN : Kind.DIGEST, null, since(expected, recomputed));
    }
    return found;
  }

  /** Applications that write old and new do so all the time; nobody else is to. */
  private static String since(RangeFinished expected, boolean recomputed) {
    String agrees = recomputed ? ", and every member is what the transform makes of it" : "";
    return "the values of range %d are not those that were written%s: they were changed since"
        .formatted(expected.sequence(), agrees);
  }

  private static void excuse(Columns columns, long id) {
    for (int row = 0; row < columns.size(); row++) {
      if (columns.ids()[row] == id) {
        columns.refuse(row, LeftOut.EXCUSED, "");
      }
    }
  }

  private void recompute(OpenRange range, Columns read, Differences differences) {
    Columns columns = corrected == null ? read : range.reread(read.ids(), corrected.need());
    leftOut.excuse(columns);
    Duplicates.among(columns.ids(), task.spec().dedupe(), range)
        .earlier()
        .keySet()
        .forEach(duplicate -> excuse(columns, duplicate));
    Stages.again(task.corrected()).run(columns);
    columns.refusals().stream()
        .filter(refusal -> !refusal.step().equals(LeftOut.EXCUSED))
        .forEach(
            refusal ->
                differences.add(
                    Kind.VALUE, refusal.id(), refusal.step() + ": " + refusal.reason()));
    String what =
        corrected == null
            ? "its values are not what the transform makes of it"
            : "its values are not what the corrected transform makes of it; 'drover sweep' migrates"
                + " it again";
    for (int row = 0; row < columns.size(); row++) {
      if (columns.changed(row)) {
        differences.add(Kind.VALUE, columns.ids()[row], what);
      }
    }
  }

  private void checkUnique(OpenRange range, long[] ids, Differences differences) {
    for (String property : task.spec().verified().unique()) {
      for (OpenRange.Shared shared : range.sharing(ids, property)) {
        for (long member : shared.members()) {
          differences.add(Kind.COLLISION, member, collision(member, shared, property));
        }
      }
    }
  }

  private static String collision(long member, OpenRange.Shared shared, String property) {
    long other = member == shared.lowest() ? shared.highest() : shared.lowest();
    return shared.holders() == 2
        ? "id %d has the same '%s'".formatted(other, property)
        : "id %d and %d others have the same '%s'".formatted(other, shared.holders() - 2, property);
  }

  private void checkFence(Differences differences) {
    Optional<Fence> fence = store.fence(task.looksBackAt());
    Key end = task.plan().slice().to();
    if (fence.isEmpty() || !end.equals(fence.get().cursor())) {
      differences.add(
          Kind.FENCE,
          null,
          "the fence of shard %s stands at %s, expected %s"
              .formatted(
                  task.looksBackAt(),
                  fence.map(Fence::cursor).map(Key::toString).orElse("nothing"),
                  end));
    }
  }

  private RangeRequest request(RangeFinished range) {
    ShardPlan plan = task.plan();
    return Cut.of(plan.keyspace(), new Slice(range.from(), range.to()), sets)
        .next(range.from(), Whole.NODES_MAX);
  }

  private RangeFinished rangeBehind(@Nullable Key cursor) {
    RangeFinished range = find(cursor);
    if (range == null) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          "the journal has no range of shard %s that begins behind %s; 'drover prove' says more"
              .formatted(task.looksBackAt(), cursor),
          null);
    }
    return range;
  }

  /** Begins where it found the last one, for they come in order. */
  private @Nullable RangeFinished find(@Nullable Key cursor) {
    for (int tried = 0; tried < journaled.size(); tried++) {
      int place = (last + tried) % journaled.size();
      if (Objects.equals(journaled.get(place).from(), cursor)) {
        last = place;
        return journaled.get(place);
      }
    }
    return null;
  }

  private Level level() {
    return task.level();
  }
}
