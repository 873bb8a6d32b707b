package org.drover.worker.shard;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.drover.shared.graph.GraphException;
import org.drover.shared.journal.Delay.Retries;
import org.drover.shared.journal.Halving;
import org.drover.shared.protocol.Waiting;
import org.drover.worker.pace.Outcome;
import org.drover.worker.pace.Pacer;
import org.drover.worker.pace.Permit;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.shard.Awaited.Committed;
import org.drover.worker.shard.Awaited.Failed;
import org.drover.worker.shard.Awaited.PaceAnswered;
import org.drover.worker.shard.Awaited.Prepared;
import org.drover.worker.shard.Awaited.Realign;
import org.drover.worker.shard.Awaited.Realigned;
import org.drover.worker.shard.Awaited.TooEarly;
import org.drover.worker.shard.Awaited.TooLittleRoom;
import org.drover.worker.shard.Awaited.TryAgain;
import org.jspecify.annotations.Nullable;

/**
 * Runs a shard's ranges one after the other: at most one call to the graph is in flight, and none
 * commits before the shard has journaled the last one. Tries again what may be tried again.
 */
final class ShardRunner {

  /** What the shard tells its runner, and what comes back from the graph. */
  sealed interface Command permits Go, Halt, ReportDue, Awaited {}

  /** The journal is at this position: the next range may be committed. */
  record Go(Progress at) implements Command {}

  /** Finish the range in flight, then stop. */
  record Halt() implements Command {}

  private record ReportDue() implements Command {}

  private static final Duration REPORT_EVERY = Duration.ofSeconds(1);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Assignment assignment;
  private final ShardWork work;
  private final ActorRef<Shard.Command> shard;
  private final CommitGate gate = new CommitGate();
  private final Takeover takeover;
  private final Dealings dealings;
  private final ActorRef<Pacer.Answer> pace;
  private final Sizing sizing;
  private final Delays delays;

  /** Which is what others are told; the range in flight may be one ahead of it. */
  private Progress journaled;

  /** How many times in a row nobody knew whether a range was committed, and it was not. */
  private int unknown;

  /** A runner that begins by taking the shard over. */
  static Behavior<Command> create(
      Assignment assignment, ShardWork work, ActorRef<Shard.Command> shard, Delays delays) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  context.getSelf().tell(new ReportDue());
                  timers.startTimerWithFixedDelay(new ReportDue(), REPORT_EVERY);
                  return new ShardRunner(context, timers, assignment, work, shard, delays).begin(1);
                }));
  }

  private ShardRunner(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Assignment assignment,
      ShardWork work,
      ActorRef<Shard.Command> shard,
      Delays delays) {
    this.context = context;
    this.timers = timers;
    this.assignment = assignment;
    this.work = work;
    this.shard = shard;
    this.takeover = new Takeover(assignment, work, gate);
    this.journaled = assignment.at();
    this.dealings = new Dealings(assignment, work);
    this.sizing = new Sizing(dealings);
    this.delays = delays;
    this.pace = context.messageAdapter(Pacer.Answer.class, PaceAnswered::new);
  }

  /** The journal is counted once: from then on the shard itself writes to it. */
  private Behavior<Command> begin(int attempt) {
    inBackground(takeover::first);
    return preparing(attempt, () -> begin(attempt + 1));
  }

  private Behavior<Command> takeOverAgain(int attempt) {
    Progress at = journaled;
    inBackground(() -> takeover.again(at));
    return preparing(attempt, () -> takeOverAgain(attempt + 1));
  }

  private Behavior<Command> preparing(int attempt, Supplier<Behavior<Command>> again) {
    delays.beginTakeover();
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Prepared prepared -> onPrepared(prepared);
              case Awaited.Outdated outdated -> Behaviors.stopped();
              case Failed failed -> onPreparationFailed(failed.failure(), attempt, again);
              case ReportDue due -> report(Waiting.on("fence", "taking the shard over"));
              case Halt halt -> Behaviors.stopped();
              case Go go -> Behaviors.unhandled();
              case Awaited late -> Behaviors.unhandled();
            });
  }

  private Behavior<Command> onPrepared(Prepared prepared) {
    delays.endTakeover();
    shard.tell(prepared.news(assignment.run()));
    return ready(prepared.operation());
  }

  private Behavior<Command> onPreparationFailed(
      GraphException failure, int attempt, Supplier<Behavior<Command>> again) {
    return switch (failure.kind()) {
      case TRANSIENT, TOO_BIG, UNKNOWN_OUTCOME, UNREACHABLE -> rest(failure, attempt, again);
      case BAD_DATA, FENCED, FATAL -> giveUp(failure);
    };
  }

  /** Between two ranges: the journal has the word. */
  private Behavior<Command> ready(RangeOperation operation) {
    delays.waitFor("journal");
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Go go -> goOn(operation, go.at());
              case Realign realign -> realign(operation, realign);
              case ReportDue due -> report(null);
              case Halt halt -> Behaviors.stopped();
              case Awaited late -> Behaviors.unhandled();
            });
  }

  /** What was given away waits for the migration to hear of it. */
  private Behavior<Command> goOn(RangeOperation operation, Progress at) {
    boolean gaveAway = at.narrowed() > journaled.narrowed();
    onJournaled(at);
    if (gaveAway) {
      report(null);
    }
    return range(operation, at, 1);
  }

  private Behavior<Command> onJournaled(Progress at) {
    if (at.position().sequence() > journaled.position().sequence()) {
      unknown = 0;
    }
    journaled = at;
    gate.open();
    return Behaviors.same();
  }

  /**
   * While the shard journals a range, the next one is worked on up to its commit. Not the one
   * behind the last, nor one that commits nothing.
   */
  private Behavior<Command> goAhead(RangeOperation operation, Progress ahead) {
    if (ahead.atEnd() || !operation.fenced()) {
      return ready(operation);
    }
    gate.shut();
    return range(operation, ahead, 1);
  }

  /** Before every range, and before every repetition of one, a permit is taken. */
  private Behavior<Command> range(RangeOperation operation, Progress at, int attempt) {
    delays.goOn();
    int members = operation.members(at.position().cursor(), sizing.nodes());
    dealings.askPermit(members, context.getSelf(), pace);
    return awaitingPermit(operation, at, attempt, null);
  }

  /** Nothing is in flight; whoever holds the shard back has said why. */
  private Behavior<Command> awaitingPermit(
      RangeOperation operation, Progress at, int attempt, @Nullable Waiting why) {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case PaceAnswered answered ->
                  switch (answered.answer()) {
                    case Pacer.Granted granted ->
                        permitted(operation, at, attempt, granted.permit());
                    case Pacer.Held held -> {
                      delays.waitFor(held.why().signal());
                      yield awaitingPermit(operation, at, attempt, held.why());
                    }
                  };
              case ReportDue due -> report(why);
              case Halt halt -> Behaviors.stopped();
              case Go go -> onJournaled(go.at());
              case Awaited late -> Behaviors.unhandled();
            });
  }

  private Behavior<Command> permitted(
      RangeOperation operation, Progress at, int attempt, Permit permit) {
    Halving part = sizing.part();
    InFlight range = new InFlight(operation, at, attempt, sizing.with(permit));
    delays.begin();
    inBackground(() -> range.run(assignment.shard(), part));
    return ranging(range, false);
  }

  /** A range is in flight; a halt waits for it. */
  private Behavior<Command> ranging(InFlight range, boolean halting) {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Committed committed -> onCommitted(range, committed.range(), halting);
              case Failed failed -> {
                GraphException failure = failed.failure();
                dealings.giveBack(Outcome.Failed.by(failure));
                yield halting ? stopBehind(failure) : onRangeFailed(range, failure);
              }
              case TooEarly early -> {
                dealings.giveBack(new Outcome.Failed(Outcome.Failure.REFUSED));
                yield unless(halting, () -> onTooEarly(range));
              }
              case TooLittleRoom room -> {
                dealings.giveBack(new Outcome.TooHeavy(room.needed()));
                yield unless(halting, () -> range(range.operation(), range.at(), range.attempt()));
              }
              case ReportDue due -> report(null);
              case Halt halt -> ranging(range, true);
              case Go go -> onJournaled(go.at());
              case Awaited late -> Behaviors.unhandled();
            });
  }

  /** Whoever takes this one's place tells of it. */
  private Behavior<Command> stopBehind(GraphException failure) {
    dealings.note("an attempt failed, and was the last one here", failure);
    delays.fail(failure);
    return Behaviors.stopped();
  }

  private static Behavior<Command> unless(boolean halting, Supplier<Behavior<Command>> next) {
    return halting ? Behaviors.stopped() : next.get();
  }

  private Behavior<Command> onCommitted(InFlight at, RangeRecord range, boolean halting) {
    sizing.finished(at, range);
    dealings.giveBack(new Outcome.Finished(range.tally().visited(), at.operation().bytesRead()));
    shard.tell(new Shard.RangeCommitted(range, delays.take(range.millis())));
    return unless(halting, () -> goAhead(at.operation(), at.at().behind(range)));
  }

  /** The journal is slow: nothing is in flight until it is there. */
  private Behavior<Command> onTooEarly(InFlight range) {
    delays.inVain("journal");
    return gate.isOpen() ? range(range.operation(), range.at(), 1) : ready(range.operation());
  }

  private Behavior<Command> onRangeFailed(InFlight range, GraphException failure) {
    Supplier<Behavior<Command>> again =
        () -> range(range.operation(), range.at(), range.attempt() + 1);
    return switch (failure.kind()) {
      case TRANSIENT, UNREACHABLE -> {
        sizing.conflicted(range.attempt());
        yield rest(failure, range.attempt(), again);
      }
      case TOO_BIG -> {
        sizing.halve();
        yield rest(failure, range.attempt(), again);
      }
      case UNKNOWN_OUTCOME -> askTheFence(failure);
      case FENCED -> {
        dealings.noteSuccessor(range.at());
        yield Behaviors.stopped();
      }
      case BAD_DATA -> onRefused(range, failure);
      case FATAL -> giveUp(failure);
    };
  }

  /** The smallest part is finished without what the database refuses; each other one is halved. */
  private Behavior<Command> onRefused(InFlight range, GraphException failure) {
    boolean smallest = range.nodes() == 1 && sizing.part() != null;
    if (!range.operation().leavesOut() || smallest) {
      return giveUp(failure);
    }
    long sequence = range.at().position().sequence() + 1;
    dealings.note("range %d, of %d, is halved".formatted(sequence, range.nodes()), failure);
    sizing.refused(sequence, range.nodes());
    return range(range.operation(), range.at(), 1);
  }

  /**
   * Taking the shard over again waits for, or ends, the transaction whose outcome is unknown. Where
   * it turns out again and again that nothing was committed, the commit fails like anything else.
   */
  private Behavior<Command> askTheFence(GraphException failure) {
    unknown++;
    if (unknown == 1) {
      failed("the fence is asked whether a range was committed", failure);
      return takeOverAgain(1);
    }
    sizing.halve();
    return rest(failure, unknown, () -> takeOverAgain(1));
  }

  /** Until the shard is taken over, its journal is counted, and nothing is to be written there. */
  private void failed(String next, GraphException failure) {
    dealings.note(next, failure);
    Retries news = delays.fail(failure);
    if (news != null) {
      shard.tell(new Shard.StillRetrying(news));
    }
  }

  private Behavior<Command> giveUp(GraphException failure) {
    dealings.noteEnd(failure);
    shard.tell(new Shard.Stuck(String.valueOf(failure.getMessage())));
    return Behaviors.stopped();
  }

  /** Waits before the same is tried again. */
  private Behavior<Command> rest(
      GraphException failure, int attempt, Supplier<Behavior<Command>> again) {
    Retry retry = Retry.after(failure, attempt, RandomGenerator.getDefault());
    if (retry == null) {
      return giveUp(failure);
    }
    failed(retry.next(), failure);
    timers.startSingleTimer(new TryAgain(), retry.pause());
    return resting(retry.why(), again);
  }

  private Behavior<Command> resting(Waiting why, Supplier<Behavior<Command>> again) {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case TryAgain tryAgain -> again.get();
              case ReportDue due -> report(why);
              case Halt halt -> Behaviors.stopped();
              case Go go -> onJournaled(go.at());
              case Awaited late -> Behaviors.unhandled();
            });
  }

  private Behavior<Command> realign(RangeOperation operation, Realign realign) {
    inBackground(() -> takeover.realign(realign));
    return realigning(operation);
  }

  private Behavior<Command> realigning(RangeOperation operation) {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Realigned realigned -> {
                Realign done = realigned.done();
                shard.tell(new Shard.FenceRealigned(done.claimed(), done.decision()));
                yield ready(operation);
              }
              case Failed failed ->
                  onPreparationFailed(failed.failure(), 1, () -> takeOverAgain(2));
              case ReportDue due -> report(Waiting.on("fence", "setting the fence to the journal"));
              case Halt halt -> Behaviors.stopped();
              case Go go -> Behaviors.unhandled();
              case Awaited late -> Behaviors.unhandled();
            });
  }

  private Behavior<Command> report(@Nullable Waiting waiting) {
    dealings.report(journaled, waiting);
    return Behaviors.same();
  }

  private void inBackground(Supplier<Command> blocking) {
    context.pipeToSelf(
        work.blocking(blocking),
        (command, thrown) -> thrown == null ? command : new Failed(Takeover.failureOf(thrown)));
  }
}
