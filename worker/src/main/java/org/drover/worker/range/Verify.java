package org.drover.worker.range;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.drover.shared.evidence.BatchDigest;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.ReadRange;
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
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Verification;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;
import org.jspecify.annotations.Nullable;

/** Holds the ranges that an earlier pass journaled against the graph, and writes nothing. */
final class Verify implements RangeOperation {

  /** A journaled range is never cut again: it held at most as many, and a few that share a key. */
  private static final int NODES_MAX = 100_000;

  private final RangeStore store;
  private final RangeTask task;
  private final List<RangeFinished> journaled;
  private final IdSets sets;
  private final LeftOut leftOut;
  private final Stage.@Nullable Columnar corrected;
  private final InstantSource clock;
  private final Probe probe;
  private int next;

  Verify(
      RangeStore store,
      RangeTask task,
      List<RangeFinished> journaled,
      IdSets sets,
      Quarantine quarantine,
      InstantSource clock) {
    this.store = store;
    this.task = task;
    this.journaled = journaled;
    this.sets = sets;
    this.leftOut = new LeftOut(quarantine, task.looksBackAt());
    Spec correction = task.correction();
    this.corrected = correction == null ? null : columnar(correction);
    this.clock = clock;
    this.probe = new Probe(task);
  }

  @Override
  public boolean fenced() {
    return false;
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, int nodes) {
    long begin = clock.millis();
    if (!task.options().names(task.shard().number())) {
      return unseen(cursor, task.plan().slice().to());
    }
    RangeFinished expected = rangeBehind(cursor);
    Instant since = task.options().since();
    if (since != null && expected.at().isBefore(since)) {
      return unseen(cursor, expected.to());
    }
    Differences differences = new Differences();
    try (OpenRange range = store.survey(task.spec().selection())) {
      Seen seen = compare(range, expected, differences);
      if (Objects.equals(cursor, task.plan().slice().from())) {
        checkFence(differences);
      }
      probe.send(store, seen.ids(), differences);
      Tally tally = new Tally(seen.ids().length, 0, differences.count());
      boolean nothing = differences.count() == 0 && seen.digest() == null;
      Evidence evidence =
          nothing ? null : new Evidence(null, seen.digest(), null, differences.findings());
      return new RangeRecord(cursor, expected.to(), tally, clock.millis() - begin, evidence);
    }
  }

  /** What nobody asked to see is passed over. */
  private static RangeRecord unseen(@Nullable Key cursor, Key to) {
    return new RangeRecord(cursor, to, Tally.NONE, 0);
  }

  /**
   * @param digest of the range as it was found; null where it is not kept
   */
  private record Seen(long[] ids, @Nullable String digest) {}

  private Seen compare(OpenRange range, RangeFinished expected, Differences differences) {
    Spec spec = task.spec();
    boolean standard = level().includes(Level.STANDARD);
    boolean repeatable = Repeatable.against(spec).isEmpty();
    Stage.Columnar stage = standard ? columnar(spec) : null;
    ReadRange read = range.read(request(expected), stage == null ? Stages.IDS_ONLY : stage.need());
    Columns columns = read.columns();
    if (columns.size() != expected.tally().visited()) {
      differences.add(
          Kind.COUNT,
          null,
          "range %d had %d members, now it has %d"
              .formatted(expected.sequence(), expected.tally().visited(), columns.size()));
    }
    leftOut.compare(expected, differences);
    if (stage == null) {
      return new Seen(columns.ids(), null);
    }
    long[] retried = leftOut.retried(columns.ids());
    String found = BatchDigest.of(columns, stage.need());
    boolean differs = digestDiffers(expected, found);
    // A digest says nothing of what a transform would make that was corrected since.
    boolean each = differs || corrected != null || level().includes(Level.RIGOROUS);
    if (repeatable && each) {
      long before = differences.count();
      recompute(range, columns, stage, differences);
      differs &= differences.count() == before;
    }
    // What was retried since is no longer what the range wrote.
    differs &= retried.length == 0;
    if (differs) {
      differences.add(
          Kind.DIGEST,
          null,
          "the values of range %d are not those that were written, and every member is what the transform makes of it: they were changed since"
              .formatted(expected.sequence()));
    }
    checkUnique(range, columns, differences);
    return new Seen(columns.ids(), level().includes(Level.FORENSIC) ? found : null);
  }

  private static void excuse(Columns columns, long id) {
    for (int row = 0; row < columns.size(); row++) {
      if (columns.ids()[row] == id) {
        columns.refuse(row, LeftOut.EXCUSED, "");
      }
    }
  }

  private static boolean digestDiffers(RangeFinished expected, String found) {
    Evidence evidence = expected.evidence();
    String after = evidence == null ? null : evidence.after();
    return after != null && !after.equals(found);
  }

  private void recompute(
      OpenRange range, Columns read, Stage.Columnar written, Differences differences) {
    Stage.Columnar stage = corrected == null ? written : corrected;
    Columns columns = corrected == null ? read : range.reread(read.ids(), stage.need());
    leftOut.excuse(columns);
    Duplicates.among(columns.ids(), task.spec().dedupe(), range)
        .earlier()
        .keySet()
        .forEach(duplicate -> excuse(columns, duplicate));
    stage.run(columns);
    columns.refusals().stream()
        .filter(refusal -> !refusal.step().equals(LeftOut.EXCUSED))
        .forEach(
            refusal ->
                differences.add(
                    Kind.VALUE, refusal.id(), refusal.step() + ": " + refusal.reason()));
    String what =
        corrected == null
            ? "its values are not what the transform makes of it"
            : "its values are not what the corrected transform makes of it; 'drover sweep' migrates it again";
    for (int row = 0; row < columns.size(); row++) {
      if (columns.changed(row)) {
        differences.add(Kind.VALUE, columns.ids()[row], what);
      }
    }
  }

  private void checkUnique(OpenRange range, Columns columns, Differences differences) {
    for (String property : verification().unique()) {
      for (OpenRange.Pair pair : range.sharing(columns.ids(), property)) {
        differences.add(
            Kind.COLLISION,
            pair.lower(),
            "id %d has the same '%s'".formatted(pair.higher(), property));
      }
    }
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

  private static Stage.@Nullable Columnar columnar(Spec spec) {
    List<Stage> stages = Transform.compileToColumns(spec.transform());
    return stages.size() == 1 && stages.getFirst() instanceof Stage.Columnar columnar
        ? columnar
        : null;
  }

  private RangeRequest request(RangeFinished range) {
    ShardPlan plan = task.plan();
    return Cut.of(plan.keyspace(), new Slice(range.from(), range.to()), sets)
        .next(range.from(), NODES_MAX);
  }

  private RangeFinished rangeBehind(@Nullable Key cursor) {
    for (int tried = 0; tried < journaled.size(); tried++) {
      RangeFinished range = journaled.get(next % journaled.size());
      next++;
      if (Objects.equals(range.from(), cursor)) {
        return range;
      }
    }
    throw new GraphException(
        GraphException.Kind.FATAL,
        "the journal has no range of shard %s that begins behind %s; 'drover prove' says more"
            .formatted(task.looksBackAt(), cursor),
        null);
  }

  private Level level() {
    return task.level();
  }

  private Verification verification() {
    return task.verification();
  }
}
