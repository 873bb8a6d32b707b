package org.drover.coordinator.migration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.plan.PassPlan;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/** What follows from what happened, without anybody deciding. No actor in it. */
final class Course {

  private final InstantSource clock;

  Course(InstantSource clock) {
    this.clock = clock;
  }

  MigrationEvent submission(MigrationRequest.Submit submit) {
    return new MigrationEvent.Submitted(
        submit.spec(),
        submit.execute(),
        submit.execute() ? null : submit.sample(),
        submit.author(),
        clock.instant());
  }

  MigrationEvent execution(MigrationRequest.Submit submit) {
    return new MigrationEvent.ExecutionRequested(submit.author(), clock.instant());
  }

  /** What was surveyed goes by another spec, and is executed if that was asked for. */
  List<MigrationEvent> amendment(MigrationRequest.Submit submit, String difference) {
    MigrationEvent amended =
        new MigrationEvent.SpecAmended(submit.spec(), submit.author(), difference, clock.instant());
    return submit.execute() ? List.of(amended, execution(submit)) : List.of(amended);
  }

  /** Whether a plan for the order is still of use. */
  static boolean isWanted(MigrationState state, PassOrder order) {
    return state instanceof MigrationState.Planning planning && planning.order().equals(order);
  }

  /** A plan is there. */
  List<MigrationEvent> planned(MigrationState state, PassOrder order, PassPlan plan) {
    MigrationEvent started =
        new MigrationEvent.PassStarted(
            order.number(),
            order.kind(),
            plan.reason(),
            plan.expected(),
            plan.shards(),
            planned(order, plan),
            clock.instant());
    if (plan.baseline() == null) {
      return withEnd(state, started);
    }
    List<MigrationEvent> events = new ArrayList<>();
    events.add(new MigrationEvent.BaselineTaken(order.number(), plan.baseline(), clock.instant()));
    events.addAll(withEnd(state.after(events.getFirst()), started));
    return events;
  }

  /** Of a sample the plan knows best how large it is. */
  private static @Nullable PassOptions planned(PassOrder order, PassPlan plan) {
    PassOptions options = order.options().withSample(plan.sample()).by(plan.transforms());
    return options.equals(PassOptions.NONE) ? null : options;
  }

  /** A shard said that it is at its end; nothing follows if that was known. */
  List<MigrationEvent> shardEnded(MigrationState state, MigrationRequest.ShardEnded ended) {
    Pass pass = state.passUnderWay();
    int shard = ended.shard().number();
    boolean news =
        pass != null
            && pass.number() == ended.shard().pass()
            && !pass.finished().containsKey(shard);
    return news
        ? withEnd(
            state,
            new MigrationEvent.ShardFinished(
                ended.shard().pass(),
                shard,
                ended.tally(),
                ended.ranges(),
                ended.epoch(),
                clock.instant()))
        : List.of();
  }

  /**
   * What follows by itself from where the migration stands: the last shard may have ended while it
   * was paused, or been looked at as a whole only now; a cut-over may be on its way.
   */
  List<MigrationEvent> due(MigrationState state) {
    return switch (state) {
      case Running running ->
          running.pass().allFinished() && !Examining.comparesFences(running.pass().kind())
              ? endOf(running)
              : List.of();
      case Resting resting -> onTheWay(resting);
      case MigrationState.Planning planning -> List.of();
      case MigrationState.Paused paused -> List.of();
      case MigrationState.Unknown unknown -> List.of();
    };
  }

  /**
   * The same, or what follows if too much is in quarantine.
   *
   * @param tally of the pass so far
   */
  List<MigrationEvent> due(MigrationState state, Tally tally) {
    List<MigrationEvent> over =
        state instanceof Running running
            ? ErrorBudget.spent(running, tally)
                .map(why -> overBudget(running, why))
                .orElse(List.of())
            : List.of();
    return over.isEmpty() ? due(state) : over;
  }

  /** Empty if the pass goes on all the same: of that it is warned once. */
  private List<MigrationEvent> overBudget(Running running, String why) {
    Pass pass = running.pass();
    Instant now = clock.instant();
    Submission submission = running.submission();
    Reaction reaction = submission.spec().aftercare().to(Trigger.ERRORS);
    MigrationEvent fired =
        new MigrationEvent.TriggerFired(pass.number(), Trigger.ERRORS, reaction, why, now);
    return switch (reaction) {
      case WARN ->
          submission.assurance().hasFired(pass.number(), Trigger.ERRORS)
              ? List.of()
              : List.of(fired);
      case PAUSE -> List.of(fired, pause(why));
      case ROLLBACK ->
          List.of(fired, rollback(new Undoing(submission, running.behind().with(pass)), why, now));
    };
  }

  private static MigrationEvent rollback(Undoing undoing, String why, Instant now) {
    return new MigrationEvent.PassRequested(
        PassKind.ROLLBACK,
        undoing.first(PassOptions.NONE.withConflict(Conflict.STOP)),
        Migration.PROGRAM,
        why,
        now);
  }

  private MigrationEvent pause(String why) {
    return new MigrationEvent.Paused(Migration.PROGRAM, why, clock.instant());
  }

  /** What an errand brought, if it is still of interest. */
  List<MigrationEvent> learned(MigrationState state, MigrationEvent event) {
    if (event instanceof MigrationEvent.PassFinished finished) {
      boolean still =
          state instanceof Running running
              && running.pass().number() == finished.pass()
              && Examining.awaitsFences(running);
      return still ? endOf((Running) state) : List.of();
    }
    boolean late =
        switch (event) {
          case MigrationEvent.Examined examined ->
              !(state instanceof Running running)
                  || running.pass().number() != examined.pass()
                  || !Examining.lacks(running);
          case MigrationEvent.RecordsRemoved removed -> !awaits(state, removed);
          default -> false;
        };
    return late ? List.of() : withEnd(state, event);
  }

  private static boolean awaits(MigrationState state, MigrationEvent.RecordsRemoved removed) {
    if (state instanceof Resting resting) {
      return resting.lacksClearing();
    }
    Pass pass = state.passUnderWay();
    return pass != null && pass.number() == removed.pass() && pass.lacksClearing();
  }

  /** An event and what follows from it by itself. */
  List<MigrationEvent> withEnd(MigrationState state, MigrationEvent happened) {
    List<MigrationEvent> events = new ArrayList<>();
    events.add(happened);
    events.addAll(due(state.after(happened)));
    return events;
  }

  private List<MigrationEvent> endOf(Running running) {
    if (Examining.lacks(running) || running.pass().lacksClearing()) {
      return List.of();
    }
    Pass pass = running.pass();
    List<MigrationEvent> over =
        ErrorBudget.spent(running, pass.tally())
            .map(why -> overBudget(running, why))
            .orElse(List.of());
    Reaction reaction = running.submission().spec().aftercare().to(Trigger.ERRORS);
    if (!over.isEmpty() && reaction != Reaction.WARN) {
      return over;
    }
    List<MigrationEvent> events = new ArrayList<>(over);
    events.add(new MigrationEvent.PassFinished(pass.number(), pass.tally(), clock.instant()));
    List<Triggers.Fired> fired = fired(running);
    fired.forEach(one -> events.add(one.in(pass.number(), clock.instant())));
    MigrationState after = running;
    for (MigrationEvent event : events) {
      after = after.after(event);
    }
    if (after instanceof Resting resting) {
      events.addAll(afterRest(resting, fired));
    }
    return events;
  }

  /** What a rollback finds calls for nothing more: it is told, and that is its end. */
  private static List<Triggers.Fired> fired(Running running) {
    if (running.pass().kind() == PassKind.ROLLBACK) {
      return List.of();
    }
    Examination examination =
        running.submission().assurance().examinations().get(running.pass().number());
    return examination == null
        ? List.of()
        : Triggers.of(examination, running.submission().spec().aftercare());
  }

  private List<MigrationEvent> afterRest(Resting resting, List<Triggers.Fired> fired) {
    boolean mayUndo = !Undoing.of(resting).left().isEmpty();
    for (Triggers.Fired one : fired) {
      if (one.reaction() == Reaction.ROLLBACK && mayUndo) {
        return rollback(resting, one);
      }
    }
    List<MigrationEvent> next = onTheWay(resting);
    return next.isEmpty() ? List.of(new MigrationEvent.Completed(clock.instant())) : next;
  }

  private List<MigrationEvent> rollback(Resting resting, Triggers.Fired why) {
    Instant now = clock.instant();
    List<MigrationEvent> events = new ArrayList<>();
    if (CutoverCourse.isPending(resting)) {
      events.add(new MigrationEvent.CutoverRefused(why.evidence(), now));
    }
    events.add(rollback(Undoing.of(resting), why.evidence(), now));
    return events;
  }

  /** The next of a cut-over; empty if none is on its way. */
  private List<MigrationEvent> onTheWay(Resting resting) {
    Instant now = clock.instant();
    MigrationEvent next = CutoverCourse.next(resting, now);
    if (next == null) {
      return List.of();
    }
    return next instanceof MigrationEvent.PassRequested
        ? List.of(next)
        : List.of(next, new MigrationEvent.Completed(now));
  }
}
