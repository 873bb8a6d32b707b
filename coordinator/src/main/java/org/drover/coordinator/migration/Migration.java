package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.StatusReply;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.drover.coordinator.migration.MigrationState.Active;
import org.drover.coordinator.migration.MigrationState.Ended;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Paused;
import org.drover.coordinator.migration.MigrationState.Planning;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.migration.MigrationState.Surveyed;
import org.drover.coordinator.migration.MigrationState.Unknown;
import org.drover.coordinator.migration.MigrationWork.CheckOutcome;
import org.drover.coordinator.plan.PassPlan;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.specfile.SpecDifference;
import org.drover.shared.specfile.SpecError;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/**
 * One migration. Decides which shards run, and journals every decision with its author and reason.
 * Every request may arrive twice; what shards must do is said to them again and again.
 */
public final class Migration
    extends EventSourcedBehaviorWithEnforcedReplies<
        Migration.Command, MigrationEvent, MigrationState> {

  /** What a migration is told, and what comes back from what it asked. */
  public sealed interface Command {}

  private record Asked(MigrationRequest request) implements Command {}

  private record SpecChecked(MigrationRequest.Submit submit, CheckOutcome outcome)
      implements Command {}

  private record Planned(int pass, PassPlan plan) implements Command {}

  private record PlanFailed(int pass, String why) implements Command {}

  /** The journal's table was asked how many events it holds of this migration. */
  private record JournalCounted(long replayed, long stored) implements Command {}

  private record Tick() implements Command {}

  /** The author of what the program decides by itself. */
  static final String PROGRAM = "drover";

  private static final Duration TICK = Duration.ofSeconds(1);

  private final ActorContext<Command> context;
  private final String id;
  private final MigrationWork work;
  private final InstantSource clock;
  private final ProgressBoard board = new ProgressBoard();
  private final Steering steering;
  private final Pace pace;

  /** The migration as the cluster hosts it, under its own id. */
  public static Behavior<MigrationRequest> create(
      String id, MigrationWork work, InstantSource clock) {
    Behavior<Command> migration =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> {
                      timers.startTimerWithFixedDelay(new Tick(), TICK);
                      return new Migration(context, id, work, clock);
                    }));
    return Behaviors.transformMessages(
        MigrationRequest.class,
        migration,
        matching -> matching.match(MigrationRequest.class, Asked::new));
  }

  private Migration(
      ActorContext<Command> context, String id, MigrationWork work, InstantSource clock) {
    super(
        PersistenceId.ofUniqueId(PersistenceIds.of(id)),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(10), 0.2));
    this.context = context;
    this.id = id;
    this.work = work;
    this.clock = clock;
    this.steering = new Steering(id, work, board, clock);
    this.pace = new Pace(id, clock);
  }

  @Override
  public MigrationState emptyState() {
    return new Unknown();
  }

  @Override
  public EventHandler<MigrationState, MigrationEvent> eventHandler() {
    return MigrationState::apply;
  }

  @Override
  public SignalHandler<MigrationState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .build();
  }

  @Override
  public CommandHandlerWithReply<Command, MigrationEvent, MigrationState> commandHandler() {
    return (state, command) ->
        switch (command) {
          case Asked asked -> onAsked(state, asked.request());
          case SpecChecked checked -> onSpecChecked(state, checked);
          case Planned planned -> onPlanned(state, planned);
          case PlanFailed failed -> onPlanFailed(state, failed);
          case JournalCounted counted -> onJournalCounted(state, counted);
          case Tick tick -> onTick(state);
        };
  }

  private ReplyEffect<MigrationEvent, MigrationState> onAsked(
      MigrationState state, MigrationRequest request) {
    return switch (request) {
      case MigrationRequest.Submit submit -> onSubmit(state, submit);
      case MigrationRequest.Show show -> Effect().reply(show.replyTo(), view(state));
      case MigrationRequest.Pause pause -> onPause(state, pause);
      case MigrationRequest.Resume resume -> onResume(state, resume);
      case MigrationRequest.Cancel cancel -> onCancel(state, cancel);
      case MigrationRequest.Wake wake -> Effect().noReply();
      case MigrationRequest.ShardProgressed progressed -> onShardProgressed(state, progressed);
      case MigrationRequest.LeaseWanted wanted ->
          Effect().reply(wanted.replyTo(), pace.lease(state, wanted));
      case MigrationRequest.ShardEnded ended -> onShardEnded(state, ended);
      case MigrationRequest.ShardStuck stuck -> onShardStuck(state, stuck);
    };
  }

  private void onRecovered(MigrationState state) {
    long replayed = lastSequenceNumber(context);
    context.pipeToSelf(
        work.highestSequence(PersistenceIds.of(id)),
        (stored, thrown) -> new JournalCounted(replayed, thrown == null ? stored : replayed));
    goOn(state);
  }

  private ReplyEffect<MigrationEvent, MigrationState> onJournalCounted(
      MigrationState state, JournalCounted counted) {
    // Events that were written since the replay are no gap.
    boolean gap =
        counted.replayed() < counted.stored() && lastSequenceNumber(context) < counted.stored();
    return gap && state instanceof Active
        ? pauseByItself(
            state,
            "the journal's table holds %d events of this migration, but only %d were replayed: a row is missing. Restore the journal, then resume."
                .formatted(counted.stored(), counted.replayed()))
        : Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> onSubmit(
      MigrationState state, MigrationRequest.Submit submit) {
    return switch (SpecReader.read(submit.spec())) {
      case SpecReading.Refused refused ->
          Effect()
              .reply(
                  submit.replyTo(),
                  new SubmitReply.Refused(
                      refused.errors().stream().map(SpecError::toString).toList()));
      case SpecReading.Ready ready ->
          state instanceof Known known
              ? onSubmitAgain(known, submit, ready)
              : checkAgainstGraph(submit, ready);
    };
  }

  private ReplyEffect<MigrationEvent, MigrationState> checkAgainstGraph(
      MigrationRequest.Submit submit, SpecReading.Ready ready) {
    context.pipeToSelf(
        work.check(ready.spec()),
        (outcome, thrown) ->
            new SpecChecked(
                submit, thrown == null ? outcome : new CheckOutcome.Unreachable(reasonOf(thrown))));
    return Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> onSubmitAgain(
      Known state, MigrationRequest.Submit submit, SpecReading.Ready ready) {
    Submission known = state.submission();
    if (!known.hash().equals(ready.hash())) {
      return Effect()
          .reply(
              submit.replyTo(),
              new SubmitReply.Conflict(SpecDifference.between(known.source(), submit.spec())));
    }
    boolean executes =
        submit.execute()
            && !known.execute()
            && (state instanceof Active || state instanceof Surveyed);
    return executes
        ? accept(
            submit, new MigrationEvent.ExecutionRequested(submit.author(), clock.instant()), false)
        : Effect().reply(submit.replyTo(), new SubmitReply.Accepted(views().of(state), false));
  }

  private ReplyEffect<MigrationEvent, MigrationState> onSpecChecked(
      MigrationState state, SpecChecked checked) {
    MigrationRequest.Submit submit = checked.submit();
    return switch (checked.outcome()) {
      case CheckOutcome.Mismatch mismatch ->
          Effect().reply(submit.replyTo(), new SubmitReply.Refused(mismatch.errors()));
      case CheckOutcome.Unreachable unreachable ->
          Effect().reply(submit.replyTo(), new SubmitReply.Unavailable(unreachable.why()));
      case CheckOutcome.Fits fits ->
          state instanceof Unknown ? onFirstSubmit(submit) : onSubmit(state, submit);
    };
  }

  private ReplyEffect<MigrationEvent, MigrationState> onFirstSubmit(
      MigrationRequest.Submit submit) {
    return accept(
        submit,
        new MigrationEvent.Submitted(
            submit.spec(), submit.execute(), submit.author(), clock.instant()),
        true);
  }

  private ReplyEffect<MigrationEvent, MigrationState> accept(
      MigrationRequest.Submit submit, MigrationEvent event, boolean created) {
    return Effect()
        .persist(event)
        .thenRun(this::goOn)
        .thenReply(
            submit.replyTo(),
            after -> new SubmitReply.Accepted(views().of((Known) after), created));
  }

  private ReplyEffect<MigrationEvent, MigrationState> onPlanned(
      MigrationState state, Planned planned) {
    if (!(state instanceof Planning planning) || planning.pass() != planned.pass()) {
      return Effect().noReply();
    }
    PassPlan plan = planned.plan();
    context
        .getLog()
        .info(
            "Migration {} begins pass {} ({}): {} shards over {}",
            id,
            planning.pass(),
            planning.kind(),
            plan.shards().size(),
            plan.reason());
    return persistAndGoOn(
        state,
        new MigrationEvent.PassStarted(
            planning.pass(),
            planning.kind(),
            plan.reason(),
            plan.expected(),
            plan.shards(),
            clock.instant()));
  }

  private ReplyEffect<MigrationEvent, MigrationState> onPlanFailed(
      MigrationState state, PlanFailed failed) {
    return state instanceof Planning planning && planning.pass() == failed.pass()
        ? pauseByItself(state, failed.why())
        : Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> onPause(
      MigrationState state, MigrationRequest.Pause pause) {
    return switch (state) {
      case Unknown unknown -> Effect().reply(pause.replyTo(), view(state));
      case Paused paused -> Effect().reply(pause.replyTo(), view(state));
      case Surveyed surveyed -> Effect().reply(pause.replyTo(), nothingTo("pause"));
      case Ended ended -> Effect().reply(pause.replyTo(), nothingTo("pause"));
      case Active active ->
          order(
              new MigrationEvent.Paused(pause.author(), pause.why(), clock.instant()),
              pause.replyTo());
    };
  }

  private ReplyEffect<MigrationEvent, MigrationState> onResume(
      MigrationState state, MigrationRequest.Resume resume) {
    return switch (state) {
      case Paused paused ->
          order(
              new MigrationEvent.Resumed(
                  resume.author(), resume.why(), resume.accept(), clock.instant()),
              resume.replyTo());
      case Surveyed surveyed -> Effect().reply(resume.replyTo(), nothingTo("resume"));
      case Ended ended -> Effect().reply(resume.replyTo(), nothingTo("resume"));
      case Unknown unknown -> Effect().reply(resume.replyTo(), view(state));
      case Active active -> Effect().reply(resume.replyTo(), view(state));
    };
  }

  private ReplyEffect<MigrationEvent, MigrationState> onCancel(
      MigrationState state, MigrationRequest.Cancel cancel) {
    return state instanceof Unknown || state instanceof Ended
        ? Effect().reply(cancel.replyTo(), view(state))
        : order(
            new MigrationEvent.Cancelled(cancel.author(), cancel.why(), clock.instant()),
            cancel.replyTo());
  }

  private ReplyEffect<MigrationEvent, MigrationState> order(
      MigrationEvent event, ActorRef<StatusReply<MigrationView>> replyTo) {
    return Effect().persist(event).thenRun(this::goOn).thenReply(replyTo, this::view);
  }

  private ReplyEffect<MigrationEvent, MigrationState> onShardProgressed(
      MigrationState state, MigrationRequest.ShardProgressed progressed) {
    Pass pass = state.passUnderWay();
    if (pass != null && pass.number() == progressed.shard().pass()) {
      board.hear(progressed, clock.instant());
    }
    return Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> onShardEnded(
      MigrationState state, MigrationRequest.ShardEnded ended) {
    Pass pass = state.passUnderWay();
    int shard = ended.shard().number();
    boolean news =
        pass != null
            && pass.number() == ended.shard().pass()
            && !pass.finished().containsKey(shard);
    if (!news) {
      return Effect().noReply();
    }
    board.forget(shard);
    return persistAndGoOn(
        state,
        new MigrationEvent.ShardFinished(
            ended.shard().pass(),
            shard,
            ended.tally(),
            ended.ranges(),
            ended.epoch(),
            clock.instant()));
  }

  private ReplyEffect<MigrationEvent, MigrationState> onShardStuck(
      MigrationState state, MigrationRequest.ShardStuck stuck) {
    return state instanceof Running running && running.pass().number() == stuck.shard().pass()
        ? pauseByItself(state, "shard %d: %s".formatted(stuck.shard().number(), stuck.why()))
        : Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> onTick(MigrationState state) {
    Pass pass = state.passUnderWay();
    if (pass != null) {
      board.sample(board.tallyOf(pass).visited(), clock.instant());
    }
    steering.steer(state);
    // The last shard may have ended while the migration was paused.
    return state instanceof Running running && running.pass().allFinished()
        ? Effect().persist(endOf(running.pass())).thenRun(this::goOn).thenNoReply()
        : Effect().noReply();
  }

  /** Persists what happened, and what follows from it without anybody deciding. */
  private ReplyEffect<MigrationEvent, MigrationState> persistAndGoOn(
      MigrationState state, MigrationEvent happened) {
    List<MigrationEvent> events = new ArrayList<>();
    events.add(happened);
    if (state.apply(happened) instanceof Running running && running.pass().allFinished()) {
      events.addAll(endOf(running.pass()));
    }
    return Effect().persist(events).thenRun(this::goOn).thenNoReply();
  }

  private List<MigrationEvent> endOf(Pass pass) {
    Instant now = clock.instant();
    MigrationEvent finished = new MigrationEvent.PassFinished(pass.number(), pass.tally(), now);
    return pass.kind() == PassKind.BACKFILL
        ? List.of(finished, new MigrationEvent.Completed(now))
        : List.of(finished);
  }

  private ReplyEffect<MigrationEvent, MigrationState> pauseByItself(
      MigrationState state, String why) {
    if (state instanceof Paused) {
      return Effect().noReply();
    }
    context.getLog().warn("Migration {} pauses until a person resumes it: {}", id, why);
    return Effect()
        .persist(new MigrationEvent.Paused(PROGRAM, why, clock.instant()))
        .thenRun(this::goOn)
        .thenNoReply();
  }

  /** What a new state calls for at once; ticks repeat what may have been lost. */
  private void goOn(MigrationState state) {
    Pass pass = state.passUnderWay();
    if (pass != null) {
      board.beginPass(pass.number());
    }
    if (state instanceof Planning planning) {
      plan(planning);
    }
    steering.steer(state);
  }

  private void plan(Planning planning) {
    int pass = planning.pass();
    context.pipeToSelf(
        work.plan(planning.submission().spec(), pass, planning.kind()),
        (plan, thrown) ->
            thrown == null ? new Planned(pass, plan) : new PlanFailed(pass, reasonOf(thrown)));
  }

  private Views views() {
    return new Views(id, board, clock.instant());
  }

  private StatusReply<MigrationView> view(MigrationState state) {
    return state instanceof Known known
        ? StatusReply.success(views().of(known))
        : StatusReply.error("there is no migration '%s'".formatted(id));
  }

  private StatusReply<MigrationView> nothingTo(String verb) {
    return StatusReply.error("there is nothing to %s: '%s' is not running".formatted(verb, id));
  }

  private static String reasonOf(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
