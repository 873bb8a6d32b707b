package org.drover.deploy.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.drover.coordinator.plan.PassPlan;
import org.drover.coordinator.plan.Planner;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.survey.SurveyReporter;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.Halving;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.Retirement;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Additions;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Spec;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeOperations;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSize;
import org.drover.worker.range.RangeTask;
import org.jspecify.annotations.Nullable;

/** One migration, pass after pass, each range by whoever is its worker at that time. */
final class Migrating {

  private final Databases databases;
  private final Spec spec;
  private final Rhythm rhythm;
  private final Planner planner;
  private final RangeOperations operations;
  private final List<List<ShardPlan>> passes = new ArrayList<>();
  private List<ShardPlan> lastWritten = List.of();
  private boolean cleanupBegun;

  /**
   * @param text the spec's
   */
  Migrating(Databases databases, Spec spec, String text, Rhythm rhythm) {
    this.databases = databases;
    this.spec = spec;
    this.rhythm = rhythm;
    var journal = databases.journal;
    Clock clock = Clock.systemUTC();
    this.planner =
        new Planner(
            name -> databases.graph,
            journal.idSets(),
            journal.undoRecords(),
            journal.quarantine(),
            journal.foreseenKeys(),
            clock);
    this.operations =
        new RangeOperations(
            journal.idSets(),
            journal.undoRecords(),
            journal.reader()::ranges,
            journal.quarantine(),
            journal.foreseenKeys(),
            clock);
    note(new MigrationEvent.Submitted(text, true, null, "test", Instant.now()));
  }

  /** Throws what stands against the spec. */
  void check() {
    planner.check(spec);
  }

  SurveyReport survey() {
    run(PassKind.SURVEY, PassOptions.NONE, Integer.MAX_VALUE);
    SurveyReporter reporter = new SurveyReporter(new Journal(), databases.journal.foreseenKeys());
    return reporter.of(spec.migration()).orElseThrow();
  }

  private final class Journal implements SurveyReporter.Journal {
    @Override
    public Stream<JournalEntry> migrationEvents(String migration) {
      return databases.journal.reader().migrationEvents(migration);
    }

    @Override
    public Stream<JournalEntry> shardEvents(String migration, int pass) {
      return databases.journal.reader().shardEvents(migration, pass);
    }
  }

  int passes() {
    return passes.size();
  }

  Tally backfill() {
    return run(PassKind.BACKFILL, PassOptions.NONE, Integer.MAX_VALUE);
  }

  /** Gives up after so many ranges. */
  void backfillPartly(int ranges) {
    run(PassKind.BACKFILL, PassOptions.NONE, ranges);
  }

  Tally sweep() {
    return run(PassKind.SWEEP, PassOptions.NONE, Integer.MAX_VALUE);
  }

  /** Looks back at the last pass. */
  List<RangeFinding> verify(Level level) {
    return verify(PassOptions.NONE.lookingBackAt(passes.size()).withLevel(level));
  }

  /** Looks back at the first pass. */
  List<RangeFinding> verifyFirst(Level level) {
    return verify(PassOptions.NONE.lookingBackAt(1).withLevel(level));
  }

  List<RangeFinding> verify(PassOptions options) {
    int verification = passes.size() + 1;
    run(PassKind.VERIFY, options, Integer.MAX_VALUE);
    return findings(verification);
  }

  /** What the ranges of a pass found. */
  List<RangeFinding> findings(int pass) {
    return rangesOf(pass).stream()
        .filter(range -> range.evidence() != null)
        .flatMap(range -> Objects.requireNonNull(range.evidence()).findings().stream())
        .toList();
  }

  /** How many findings of each kind the ranges of a pass have, those not kept included. */
  Map<RangeFinding.Kind, Long> counted(int pass) {
    Map<RangeFinding.Kind, Long> counted = new TreeMap<>();
    for (ShardEvent.RangeFinished range : rangesOf(pass)) {
      Evidence evidence = range.evidence();
      if (evidence != null) {
        evidence.counts().forEach((kind, count) -> counted.merge(kind, count, Long::sum));
      }
    }
    return counted;
  }

  /** Undoes a pass. */
  Tally rollback(int pass) {
    return rollback(pass, new ArrayList<>());
  }

  /** In as many passes as it takes. */
  private Tally rollback(int pass, List<Integer> earlier) {
    PassOptions options = PassOptions.NONE.lookingBackAt(pass).withConflict(Conflict.STOP);
    Tally undone = Tally.NONE;
    long left = Long.MAX_VALUE;
    while (left > 0) {
      undone = undone.plus(rollback(earlier.isEmpty() ? options : options.goingOnFrom(earlier)));
      earlier.add(passes.size());
      assertThat(putOff()).as("ranges that are put off once more").isLessThan(left);
      left = putOff();
    }
    return undone;
  }

  /** How many ranges the last pass has put off. */
  long putOff() {
    return counted(passes.size()).getOrDefault(RangeFinding.Kind.PUT_OFF, 0L);
  }

  /** Undoes a pass as its options say, and leaves it at that. */
  Tally rollback(PassOptions options) {
    return run(PassKind.ROLLBACK, options, Integer.MAX_VALUE);
  }

  /** Undoes a pass in two: a shard first, and then what is left. */
  Tally rollbackInParts(int pass) {
    PassOptions options = PassOptions.NONE.lookingBackAt(pass).withConflict(Conflict.STOP);
    Tally part = rollback(options.within(List.of(0), null));
    return part.plus(rollback(pass, new ArrayList<>(List.of(passes.size()))));
  }

  Tally cleanup() {
    Tally fences = run(PassKind.CLEANUP, PassOptions.NONE, Integer.MAX_VALUE);
    planner.removeRecords(spec.migration());
    return fences;
  }

  /** Gives up after so many ranges. */
  void cleanupPartly(int ranges) {
    run(PassKind.CLEANUP, PassOptions.NONE, ranges);
    cleanupBegun = true;
  }

  /** Takes out of the graph all that the migration added; nobody else needs it. */
  Tally retire() {
    Additions added = Additions.of(spec);
    Retirement all =
        new Retirement(
            List.copyOf(added.labels()), List.copyOf(added.properties()), added.others());
    return run(PassKind.RETIRE, PassOptions.NONE.taking(all), Integer.MAX_VALUE);
  }

  /** Digests of each range of a pass, as it was read and as it was written. */
  List<String> digests(int pass) {
    return rangesOf(pass).stream()
        .map(range -> range.from() + "-" + range.to() + " " + range.evidence())
        .toList();
  }

  private List<ShardEvent.RangeFinished> rangesOf(int pass) {
    try (Stream<JournalEntry> events = new Journal().shardEvents(spec.migration(), pass)) {
      return events
          .map(JournalEntry::event)
          .filter(ShardEvent.RangeFinished.class::isInstance)
          .map(ShardEvent.RangeFinished.class::cast)
          .toList();
    }
  }

  private Tally run(PassKind kind, PassOptions options, int ranges) {
    int pass = passes.size() + 1;
    PassPlan plan = plan(pass, kind, options);
    passes.add(plan.shards());
    lastWritten = kind.writesEverything() ? plan.shards() : lastWritten;
    note(
        new MigrationEvent.PassStarted(
            pass, kind, plan.reason(), plan.expected(), plan.shards(), options, Instant.now()));
    Tally tally = Tally.NONE;
    for (ShardPlan shard : plan.shards()) {
      tally =
          tally.plus(
              new ShardOf(
                      new RangeTask(
                          new ShardId(spec.migration(), pass, shard.number()),
                          shard,
                          kind,
                          options,
                          spec))
                  .run(ranges));
    }
    note(new MigrationEvent.PassFinished(pass, tally, Instant.now()));
    return tally;
  }

  private PassPlan plan(int pass, PassKind kind, PassOptions options) {
    return switch (kind) {
      case SURVEY, BACKFILL -> planner.plan(spec, pass, kind);
      case SWEEP -> planner.planSweep(spec, pass, lastWritten);
      case VERIFY -> planner.planVerify(spec, shardsOf(options));
      case ROLLBACK -> planRollback(pass, options);
      case RETIRE -> planner.planRetirement(spec, pass, options.retirement());
      case CLEANUP -> planner.planCleanup(spec, pass);
      case RETRY -> planner.planRetry(spec, pass);
    };
  }

  private PassPlan planRollback(int pass, PassOptions options) {
    int of = Objects.requireNonNull(options.of());
    if (cleanupBegun) {
      planner.makeFencesAgain(spec, of, shardsOf(options));
    }
    return planner.planRollback(spec, pass, of, shardsOf(options), options.isOfAPart());
  }

  private List<ShardPlan> shardsOf(PassOptions options) {
    return passes.get(Objects.requireNonNull(options.of()) - 1);
  }

  private void note(MigrationEvent event) {
    databases.append(PersistenceIds.of(spec.migration()), event);
  }

  /** What remains to be tried of a range that the database refused. */
  private record Part(int nodes, Halving of) {}

  /** One shard of one pass, from its beginning. */
  private final class ShardOf {
    private final RangeTask task;
    private final RangeStore store = databases.graph.ranges();
    private final Deque<Part> parts = new ArrayDeque<>();
    private RangeOperation operation;
    private long epoch;
    private long sequence;
    private @Nullable Key cursor;
    private Tally tally = Tally.NONE;

    ShardOf(RangeTask task) {
      this.task = task;
      this.operation = operations.of(task, store, new CommitGate());
      this.cursor = task.plan().slice().from();
    }

    Tally run(int ranges) {
      takeOver();
      for (int range = 0; range < ranges && !task.plan().slice().to().equals(cursor); range++) {
        RangeRecord done = range(range);
        boolean dies = operation.fenced() && rhythm.diesAfter(range);
        if (dies) {
          parts.clear();
          done = RangeRecord.parse(Objects.requireNonNull(takeOver().record()));
        }
        finished(done, dies);
      }
      return tally;
    }

    /** As a worker does that has nothing in memory. */
    private Fence takeOver() {
      operation = operations.of(task, store, new CommitGate());
      Fence fence =
          operation.fenced()
              ? store.claim(task.shard(), task.plan(), 0)
              : new Fence(0, 0, null, null);
      epoch = fence.epoch();
      return fence;
    }

    private RangeRecord range(int range) {
      while (true) {
        Part part = parts.peek();
        int nodes = part == null ? rhythm.size(range) : part.nodes();
        Ownership owner = new Ownership(task.shard(), epoch, sequence);
        try {
          RangeRecord done =
              part == null
                  ? operation.run(owner, cursor, RangeSize.ofAnyWeight(nodes))
                  : operation.runPart(owner, cursor, RangeSize.ofAnyWeight(nodes), part.of());
          parts.poll();
          return done;
        } catch (GraphException refused) {
          halve(refused, nodes);
        }
      }
    }

    private void halve(GraphException refused, int nodes) {
      Part part = parts.poll();
      if (refused.kind() != GraphException.Kind.BAD_DATA
          || !operation.leavesOut()
          || (part != null && nodes == 1)) {
        throw refused;
      }
      Halving of =
          part == null ? new Halving(sequence + 1, List.of(nodes)) : part.of().within(nodes);
      parts.push(new Part(nodes - nodes / 2, of));
      if (nodes > 1) {
        parts.push(new Part(nodes / 2, of));
      }
    }

    private void finished(RangeRecord done, boolean reconciled) {
      assertThat(done.from()).as("ranges tile the slice").isEqualTo(cursor);
      sequence++;
      cursor = done.to();
      tally = tally.plus(done.tally());
      databases.append(
          PersistenceIds.of(task.shard()),
          new ShardEvent.RangeFinished(
              sequence,
              done.from(),
              done.to(),
              done.tally(),
              epoch,
              done.millis(),
              reconciled,
              done.evidence(),
              Instant.now()));
    }
  }
}
