package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.StatusReply;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.drover.coordinator.migration.MigrationState.Active;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Paused;
import org.drover.coordinator.migration.MigrationState.Planning;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.migration.MigrationState.Unknown;
import org.drover.coordinator.migration.MigrationWork.CheckOutcome;
import org.drover.coordinator.plan.PassPlan;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PaceEvent;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.protocol.SubmitReply;
import org.jspecify.annotations.Nullable;

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

  record SpecChecked(MigrationRequest.Submit submit, CheckOutcome outcome) implements Command {}

  record Planned(PassOrder order, PassPlan plan) implements Command {}

  record PlanFailed(PassOrder order, String why) implements Command {}

  record JournalCounted(RowCount count) implements Command {}

  /** What a shard that was split off needs is there, or why it is not. */
  record RestPrepared(MigrationEvent.ShardSplit split, @Nullable String why) implements Command {}

  /**
   * @param phase that it announced, if it was about that
   * @param event what came of it; null if there is nothing to journal, or it failed
   * @param failed why it failed; null if it did not
   * @param forGood whether it fails again until a person has mended something
   */
  record ErrandEnded(
      @Nullable String phase,
      @Nullable MigrationEvent event,
      @Nullable String failed,
      boolean forGood)
      implements Command {}

  private record Tick() implements Command {}

  /** The author of what the program decides by itself. */
  static final String PROGRAM = "drover";

  private static final Duration TICK = Duration.ofSeconds(1);

  private final ActorContext<Command> context;
  private final String id;
  private final MigrationWork work;
  private final InstantSource clock;
  private final MigrationHost.JournalNews news;
  private final ProgressBoard board = new ProgressBoard();
  private final Division division;
  private final Steering steering;
  private final Pace pace;
  private final Decisions decisions;
  private final Course course;
  private final Errands errands;
  private final Questions questions;

  /** The migration under its own id; its host hears when its journal is not read, or written. */
  static Behavior<MigrationRequest> create(
      String id, MigrationWork work, InstantSource clock, MigrationHost.JournalNews news) {
    Behavior<Command> migration =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> {
                      timers.startTimerWithFixedDelay(new Tick(), TICK);
                      return new Migration(context, id, work, clock, news);
                    }));
    return Behaviors.transformMessages(
        MigrationRequest.class,
        migration,
        matching -> matching.match(MigrationRequest.class, Asked::new));
  }

  private Migration(
      ActorContext<Command> context,
      String id,
      MigrationWork work,
      InstantSource clock,
      MigrationHost.JournalNews news) {
    super(
        PersistenceId.ofUniqueId(PersistenceIds.of(id)),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(10), 0.2));
    this.context = context;
    this.id = id;
    this.work = work;
    this.clock = clock;
    this.news = news;
    this.division = new Division(id, work, clock);
    this.steering = new Steering(id, work, board, division, clock);
    this.pace = new Pace(id, work, clock);
    this.decisions = new Decisions(id, clock);
    this.course = new Course(clock);
    this.errands = new Errands(id, work, clock);
    this.questions = new Questions(context, id, work, division, errands);
  }

  @Override
  public MigrationState emptyState() {
    return new Unknown();
  }

  @Override
  public EventHandler<MigrationState, MigrationEvent> eventHandler() {
    return MigrationState::after;
  }

  @Override
  public SignalHandler<MigrationState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(RecoveryFailed.class, (state, failed) -> news.unread())
        .onSignal(JournalPersistFailed.class, (state, failed) -> news.unwritten(failed.failure()))
        .onSignal(PostStop.instance(), state -> pace.close())
        .build();
  }

  @Override
  public CommandHandlerWithReply<Command, MigrationEvent, MigrationState> commandHandler() {
    return (state, command) ->
        switch (command) {
          case Asked asked -> onAsked(state, asked.request());
          case SpecChecked checked ->
              onSubmit(
                  checked.submit(),
                  SubmitVerdict.checked(state, checked.submit(), checked.outcome()));
          case Planned planned -> onPlanned(state, planned);
          case PlanFailed failed -> onPlanFailed(state, failed);
          case JournalCounted counted -> onJournalCounted(state, counted);
          case ErrandEnded ended -> onErrandEnded(state, ended);
          case RestPrepared prepared ->
              persist(division.prepared(state, prepared.split(), prepared.why()));
          case Tick tick -> onTick(state);
        };
  }

  private ReplyEffect<MigrationEvent, MigrationState> onAsked(
      MigrationState state, MigrationRequest request) {
    return switch (request) {
      case MigrationRequest.Submit submit -> onSubmit(submit, SubmitVerdict.of(state, submit));
      case MigrationRequest.Show show -> Effect().reply(show.replyTo(), view(state));
      case MigrationRequest.Order order ->
          carryOut(state, decisions.about(state, order), order.replyTo());
      case MigrationRequest.Wake wake -> Effect().noReply();
      case MigrationRequest.ShardProgressed progressed -> onShardProgressed(state, progressed);
      case MigrationRequest.LeaseWanted wanted ->
          pace.lease(state, wanted)
              .map(lease -> Effect().reply(wanted.replyTo(), lease))
              .orElseGet(() -> Effect().noReply());
      case MigrationRequest.ShardEnded ended -> onShardEnded(state, ended);
      case MigrationRequest.ShardStuck stuck -> onShardStuck(state, stuck);
    };
  }

  private void onRecovered(MigrationState state) {
    questions.countJournal(lastSequenceNumber(context));
    pace.recovered(state);
    goOn(state);
  }

  private ReplyEffect<MigrationEvent, MigrationState> onJournalCounted(
      MigrationState state, JournalCounted counted) {
    RowCount count = counted.count();
    if (!count.isAhead(lastSequenceNumber(context))) {
      return Effect().noReply();
    }
    if (count.whole()) {
      // A predecessor's last event was acknowledged late; whoever wakes it has all replayed.
      context.getLog().info("Migration {} is replayed anew: {} events", id, count.stored());
      return Effect().stop().thenNoReply();
    }
    return state instanceof Active ? pauseByItself(state, count.gap()) : Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> onSubmit(
      MigrationRequest.Submit submit, SubmitVerdict verdict) {
    return switch (verdict) {
      case SubmitVerdict.Check check -> {
        questions.check(submit, check.spec());
        yield Effect().noReply();
      }
      case SubmitVerdict.Answered answered -> Effect().reply(submit.replyTo(), answered.reply());
      case SubmitVerdict.AlreadySo same ->
          Effect()
              .reply(submit.replyTo(), new SubmitReply.Accepted(views().of(same.state()), false));
      case SubmitVerdict.Execute execute -> accept(submit, List.of(course.execution(submit)));
      case SubmitVerdict.Amend amend ->
          accept(submit, course.amendment(submit, amend.difference()));
      case SubmitVerdict.Accept first -> accept(submit, List.of(course.submission(submit)));
    };
  }

  private ReplyEffect<MigrationEvent, MigrationState> accept(
      MigrationRequest.Submit submit, List<MigrationEvent> events) {
    return Effect()
        .persist(events)
        .thenRun(this::goOn)
        .thenReply(
            submit.replyTo(),
            after -> SubmitVerdict.accepted(events.getFirst(), views().of((Known) after)));
  }

  /** A plan for another pass than the one that is wanted by now is of no use. */
  private ReplyEffect<MigrationEvent, MigrationState> onPlanned(
      MigrationState state, Planned planned) {
    if (!Course.isWanted(state, planned.order())) {
      return Effect().noReply();
    }
    PassPlan plan = planned.plan();
    context.getLog().info("Migration {} begins {}", id, planned.order().over(plan));
    return persist(course.planned(state, planned.order(), plan));
  }

  private ReplyEffect<MigrationEvent, MigrationState> onPlanFailed(
      MigrationState state, PlanFailed failed) {
    return Course.isWanted(state, failed.order())
        ? pauseByItself(state, failed.why())
        : Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> carryOut(
      MigrationState state, Verdict verdict, ActorRef<StatusReply<MigrationView>> replyTo) {
    return switch (verdict) {
      case Verdict.Happens happens ->
          Effect()
              .persist(course.withEnd(state, happens.event()))
              .thenRun(after -> afterOrder(after, happens.event()))
              .thenReply(replyTo, this::view);
      case Verdict.AlreadySo same -> Effect().reply(replyTo, view(state));
      case Verdict.Refused refused -> Effect().reply(replyTo, StatusReply.error(refused.why()));
    };
  }

  /** A planning that is under way need not begin again for another pace. */
  private void afterOrder(MigrationState state, MigrationEvent event) {
    if (event instanceof PaceEvent) {
      steering.steer(state);
    } else {
      goOn(state);
    }
  }

  /** A shard of a pass that is not under way any more runs against nobody's wish. */
  private ReplyEffect<MigrationEvent, MigrationState> onShardProgressed(
      MigrationState state, MigrationRequest.ShardProgressed progressed) {
    Pass pass = state.passUnderWay();
    if (pass != null && pass.number() == progressed.shard().pass()) {
      board.hear(progressed, clock.instant());
      division
          .news(state, progressed.shard(), progressed.left())
          .ifPresent(split -> questions.prepareRest(state, split));
    } else {
      work.tell(progressed.shard(), new ShardRequest.Halt());
    }
    return Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> onShardEnded(
      MigrationState state, MigrationRequest.ShardEnded ended) {
    Optional<MigrationEvent.ShardSplit> split = division.news(state, ended.shard(), ended.left());
    if (split.isPresent()) {
      // The end of a part is not the end of the whole; the shard says it again.
      questions.prepareRest(state, split.get());
      return Effect().noReply();
    }
    List<MigrationEvent> events = course.shardEnded(state, ended);
    if (!events.isEmpty()) {
      board.forget(ended.shard().number());
    }
    return persist(events);
  }

  private ReplyEffect<MigrationEvent, MigrationState> onShardStuck(
      MigrationState state, MigrationRequest.ShardStuck stuck) {
    return state instanceof Running running && running.pass().number() == stuck.shard().pass()
        ? pauseByItself(state, "shard %d: %s".formatted(stuck.shard().number(), stuck.why()))
        : Effect().noReply();
  }

  private ReplyEffect<MigrationEvent, MigrationState> onErrandEnded(
      MigrationState state, ErrandEnded ended) {
    boolean stuck =
        ended.forGood()
            && ended.phase() == null
            && state instanceof Running running
            && running.pass().allFinished();
    // Whoever resumes has mended something: then it is tried at once.
    errands.ended(ended.phase(), ended.failed() == null || stuck);
    if (stuck) {
      String what =
          Examining.lacks((Running) state) ? "the pass cannot be looked at as a whole: " : "";
      return pauseByItself(state, what + ended.failed());
    }
    if (ended.failed() != null) {
      context.getLog().warn("Migration {} asks the graph again soon: {}", id, ended.failed());
    }
    MigrationEvent event = ended.event();
    List<MigrationEvent> events = event == null ? List.of() : course.learned(state, event);
    return events.isEmpty()
        ? Effect().none().thenRun(this::runErrands).thenNoReply()
        : persist(events);
  }

  private ReplyEffect<MigrationEvent, MigrationState> onTick(MigrationState state) {
    Tally tally = board.look(state.passUnderWay(), clock.instant());
    steering.steer(state);
    runErrands(state);
    steering.divide(state);
    List<MigrationEvent> events = new ArrayList<>(pace.tick(state, board));
    events.addAll(course.due(state, tally));
    return persist(events);
  }

  private ReplyEffect<MigrationEvent, MigrationState> persist(List<MigrationEvent> events) {
    return events.isEmpty()
        ? Effect().noReply()
        : Effect().persist(events).thenRun(this::goOn).thenNoReply();
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
      questions.plan(planning);
    }
    steering.steer(state);
    runErrands(state);
  }

  private void runErrands(MigrationState state) {
    questions.runErrands(state, lastSequenceNumber(context));
  }

  private Views views() {
    return new Views(id, board, pace::view, clock.instant());
  }

  private StatusReply<MigrationView> view(MigrationState state) {
    return state instanceof Known known
        ? StatusReply.success(views().of(known))
        : StatusReply.error("there is no migration '%s'".formatted(id));
  }
}
