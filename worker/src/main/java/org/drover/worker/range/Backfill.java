package org.drover.worker.range;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drover.shared.evidence.Quarantine.Entry;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.journal.Halving;
import org.drover.shared.keyspace.Key;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;
import org.jspecify.annotations.Nullable;

/** Reads a range, transforms it, writes it, and moves the fence, all in one transaction. */
final class Backfill implements RangeOperation {

  private final RangeStore store;
  private final Scope scope;
  private final List<Stage> stages;
  private final List<Stage> inParts;
  private final Cut cut;
  private final @Nullable Keeping keeping;
  private final @Nullable SettingAside aside;
  private final @Nullable Dedupe dedupe;
  private final InstantSource clock;

  /**
   * @param keeping null if nothing is kept; it is not asked where a statement of the operator's
   *     divides the stages
   * @param aside null if a member that cannot be migrated fails its range
   * @param dedupe null if nobody is a duplicate
   */
  Backfill(
      RangeStore store,
      Scope scope,
      List<Stage> stages,
      Cut cut,
      @Nullable Keeping keeping,
      @Nullable SettingAside aside,
      @Nullable Dedupe dedupe,
      InstantSource clock) {
    this.store = store;
    this.scope = scope;
    this.stages = stages;
    this.inParts = inParts(stages);
    this.cut = cut;
    this.keeping = keeping;
    this.aside = aside;
    this.dedupe = dedupe;
    this.clock = clock;
  }

  /**
   * Inside the database a step's values are held against others even where a later step takes them
   * away again. On columns nobody is refused but for what would stay.
   */
  private static List<Stage> inParts(List<Stage> stages) {
    return stages.size() == 1 && stages.getFirst() instanceof Stage.Pushdown inside
        ? Transform.compileToColumns(inside.steps())
        : stages;
  }

  @Override
  public boolean fenced() {
    return true;
  }

  @Override
  public boolean leavesOut() {
    return aside != null;
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    Wanted wanted = new Wanted(cut.next(cursor, size.nodes()), size);
    return done(ownership, cursor, wanted, Map.of(), null);
  }

  @Override
  public RangeRecord runPart(
      Ownership ownership, @Nullable Key cursor, RangeSize size, Halving halving) {
    RangeRequest request = cut.next(cursor, size.nodes());
    return size.nodes() > 1
        ? done(ownership, cursor, new Wanted(request, size), Map.of(), halving)
        : isolated(ownership, cursor, request, halving);
  }

  /**
   * Leaves out what the database refuses, one after the other, until it takes the rest. The few
   * that cannot be told apart by their keys stay together, whatever they weigh.
   */
  private RangeRecord isolated(
      Ownership owner, @Nullable Key cursor, RangeRequest request, Halving halving) {
    Wanted wanted = new Wanted(request, RangeSize.ofAnyWeight(1));
    Map<Long, Entry> out = new LinkedHashMap<>();
    while (true) {
      try {
        return done(owner, cursor, wanted, out, halving);
      } catch (GraphException refusal) {
        requireBadData(refusal);
        long[] suspects = suspects(owner, request, out.keySet());
        Isolation isolation =
            new Isolation(
                suspects, some -> trial(owner, cursor, wanted, without(suspects, some, out)));
        out.putAll(isolation.culprits(refusal));
      }
    }
  }

  private long[] suspects(Ownership owner, RangeRequest request, Set<Long> out) {
    try (OpenRange range = store.open(owner, scope)) {
      long[] ids = range.read(request, Stages.IDS_ONLY).columns().ids();
      return Arrays.stream(ids).filter(id -> !out.contains(id)).sorted().toArray();
    }
  }

  private static Map<Long, Entry> without(long[] all, long[] some, Map<Long, Entry> out) {
    Map<Long, Entry> others = new LinkedHashMap<>(out);
    Arrays.stream(all).forEach(id -> others.putIfAbsent(id, new Entry(id, null, "", "")));
    Arrays.stream(some).forEach(others::remove);
    return others;
  }

  /** Writes some members of a range and takes it back. */
  private @Nullable GraphException trial(
      Ownership owner, @Nullable Key cursor, Wanted wanted, Map<Long, Entry> others) {
    try (OpenRange range = store.open(owner, scope)) {
      attempt(new Attempt(range, inParts, true, dedupe, others), wanted, owner, cursor);
      return null;
    } catch (GraphException refusal) {
      requireBadData(refusal);
      return refusal;
    }
  }

  private static void requireBadData(GraphException failure) {
    if (failure.kind() != GraphException.Kind.BAD_DATA) {
      throw failure;
    }
  }

  private RangeRecord done(
      Ownership owner,
      @Nullable Key cursor,
      Wanted wanted,
      Map<Long, Entry> leftOut,
      @Nullable Halving halving) {
    long begin = clock.millis();
    if (aside != null) {
      aside.begin(owner);
    }
    Map<Long, Entry> out = new LinkedHashMap<>(leftOut);
    while (true) {
      try (OpenRange range = store.open(owner, scope)) {
        List<Stage> all = halving == null ? stages : inParts;
        Attempt attempt = new Attempt(range, all, aside != null, dedupe, out);
        RangeRecord done = attempt(attempt, wanted, owner, cursor);
        if (attempt.tooLate().isEmpty()) {
          done = aside == null ? done : aside.keep(owner, range, wanted.request(), attempt, done);
          done = halving == null ? done : done.partOf(halving);
          done = done.took(clock.millis() - begin);
          range.commit(done.to(), done.toJson());
          return done;
        }
        out.putAll(attempt.tooLate());
      }
    }
  }

  private RangeRecord attempt(
      Attempt attempt, Wanted wanted, Ownership owner, @Nullable Key cursor) {
    if (attempt.stages().size() == 1) {
      Stage only = attempt.stages().getFirst();
      if (keeping != null && only instanceof Stage.Columnar stage) {
        return attempt.keeping(wanted, owner, cursor, stage, keeping);
      }
      boolean oneByOne =
          dedupe != null || !attempt.out().isEmpty() || (aside != null && aside.mayMeetAgain());
      if (only instanceof Stage.Pushdown stage && !oneByOne) {
        return attempt.pushedDown(wanted.request(), cursor, stage);
      }
    }
    return attempt.stageByStage(wanted, cursor);
  }
}
