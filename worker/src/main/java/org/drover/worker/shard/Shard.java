package org.drover.worker.shard;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.drover.shared.graph.Fence;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.Decision;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.protocol.Unwritten;
import org.drover.shared.protocol.Waiting;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.shard.ShardState.Position;
import org.jspecify.annotations.Nullable;

/**
 * One shard of a pass. Journals every finished range exactly once, and lets no range be committed
 * before the last one is in the journal. It lives as long as its runner does.
 */
public final class Shard extends EventSourcedBehavior<Shard.Command, ShardEvent, ShardState> {

  /** What a shard is told by its migration and by its runner. */
  public sealed interface Command {}

  private record Asked(ShardRequest request) implements Command {}

  /**
   * The runner took the fence over.
   *
   * @param middle where it will end its work; null for the end of the slice
   */
  record FenceClaimed(ShardRequest.Run run, Found found, @Nullable Key middle) implements Command {}

  /** The runner set the fence back to where the journal is, as was decided. */
  record FenceRealigned(FenceClaimed claimed, Decision decision) implements Command {}

  /**
   * The pass has no fences; the runner is ready.
   *
   * @param middle where it will end its work; null for the end of the slice
   */
  record FenceNotNeeded(@Nullable Key middle) implements Command {}

  /**
   * A range is committed in the graph.
   *
   * @param delay what held it up; null if nothing did
   */
  record RangeCommitted(RangeRecord range, @Nullable Delay delay) implements Command {}

  /** The next range is being tried again and again. */
  record StillRetrying(Delay.Retries retries) implements Command {}

  /** The runner can do no more without a person. */
  record Stuck(String why) implements Command {}

  private record RunnerStopped() implements Command {}

  /**
   * The runner stopped so that another one takes its place.
   *
   * @param divide whether that begins by giving half of what is left away
   */
  private record RunnerStoppedToBeginAnew(ShardRequest.Run run, boolean divide)
      implements Command {}

  private static final String RUNNER = "runner";
  private static final int EVENTS_PER_SNAPSHOT = 1_000;

  private final ActorContext<Command> context;
  private final ShardId id;
  private final ShardWork work;
  private final InstantSource clock;
  private final ShardEntries entries;

  /** A runner that takes another's place goes on with the range that held that one up. */
  private final Delays delays;

  /** The shard as the cluster hosts it, under the name that {@link ShardId#toString} gives it. */
  public static Behavior<ShardRequest> create(ShardId id, ShardWork work, InstantSource clock) {
    Behavior<Command> shard = Behaviors.setup(context -> new Shard(context, id, work, clock));
    return Behaviors.transformMessages(
        ShardRequest.class, shard, matching -> matching.match(ShardRequest.class, Asked::new));
  }

  private Shard(ActorContext<Command> context, ShardId id, ShardWork work, InstantSource clock) {
    super(
        PersistenceId.ofUniqueId(PersistenceIds.of(id)),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(10), 0.2));
    this.context = context;
    this.id = id;
    this.work = work;
    this.clock = clock;
    this.entries = new ShardEntries(work.node(), clock);
    this.delays = new Delays(clock);
  }

  @Override
  public ShardState emptyState() {
    return new ShardState.Unassigned();
  }

  @Override
  public EventHandler<ShardState, ShardEvent> eventHandler() {
    return ShardState::apply;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, 2);
  }

  @Override
  public SignalHandler<ShardState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryFailed.class, (state, failed) -> new Unread(id, work).tell())
        .onSignal(JournalPersistFailed.class, (state, failed) -> unwritten(state, failed.failure()))
        .build();
  }

  @Override
  public CommandHandler<Command, ShardEvent, ShardState> commandHandler() {
    return (state, command) ->
        switch (command) {
          case Asked asked -> onAsked(state, asked.request());
          case FenceClaimed claimed -> onFenceClaimed(state, claimed);
          case FenceRealigned realigned -> onRealigned(state, realigned);
          case FenceNotNeeded ready -> persist(state, entries.narrowed(state, ready.middle()));
          case RangeCommitted committed -> onRangeCommitted(state, committed);
          case StillRetrying still -> onStillRetrying(state, still.retries());
          case Stuck stuck -> onStuck(stuck.why());
          case RunnerStopped stopped -> Effect().stop();
          case RunnerStoppedToBeginAnew stopped -> onStoppedToBeginAnew(state, stopped);
        };
  }

  private Effect<ShardEvent, ShardState> onAsked(ShardState state, ShardRequest request) {
    return switch (request) {
      case ShardRequest.Run run -> onRun(state, run);
      case ShardRequest.Divide divide -> onDivide(state, divide);
      case ShardRequest.Halt halt -> onHalt();
      case ShardRequest.HandOff handOff -> onHalt();
    };
  }

  private Effect<ShardEvent, ShardState> onRun(ShardState state, ShardRequest.Run run) {
    return switch (state) {
      case ShardState.Unassigned unassigned ->
          Effect()
              .persist(new ShardEvent.Assigned(run.plan(), run.kind(), clock.instant()))
              .thenRun(assigned -> startRunner(assigned, run, false));
      case ShardState.Open open -> Effect().none().thenRun(same -> startRunner(same, run, false));
      case ShardState.Ended ended ->
          ShardEntries.unused(state, run) == null
              ? Effect().none().thenRun(() -> reportEnd(ended)).thenStop()
              : Effect().none().thenRun(same -> startRunner(same, run, false));
    };
  }

  /** The runner finishes its range; the next one divides before it begins another. */
  private Effect<ShardEvent, ShardState> onDivide(ShardState state, ShardRequest.Divide divide) {
    if (state instanceof ShardState.Open open
        && open.narrowed() == divide.narrowed()
        && ShardEntries.unused(state, divide.run()) == null) {
      haltRunner(new RunnerStoppedToBeginAnew(divide.run(), true));
    }
    return Effect().none();
  }

  private Effect<ShardEvent, ShardState> onStoppedToBeginAnew(
      ShardState state, RunnerStoppedToBeginAnew stopped) {
    return state instanceof ShardState.Open
        ? Effect().none().thenRun(same -> startRunner(same, stopped.run(), stopped.divide()))
        : Effect().stop();
  }

  private Effect<ShardEvent, ShardState> onHalt() {
    return haltRunner(new RunnerStopped()) ? Effect().none() : Effect().stop();
  }

  /** False if there is none; what was to follow its end before is forgotten. */
  private boolean haltRunner(Command then) {
    ActorRef<ShardRunner.Command> runner = runner();
    if (runner == null) {
      return false;
    }
    context.unwatch(runner);
    context.watchWith(runner, then);
    runner.tell(new ShardRunner.Halt());
    return true;
  }

  private Effect<ShardEvent, ShardState> onFenceClaimed(ShardState state, FenceClaimed claimed) {
    Found found = claimed.found();
    return switch (Reconciliation.of(positionOf(state), Progress.of(state).plan(), found)) {
      case Reconciliation.InStep inStep ->
          persist(
              state,
              with(entries.claimed(state, claimed), entries.narrowed(state, claimed.middle())));
      case Reconciliation.EventMissing missing ->
          persist(
              state,
              with(
                  entries.claimed(state, claimed),
                  with(
                      entries.reconciled(state, found.fence().epoch(), missing.range()),
                      entries.narrowed(state, claimed.middle()))));
      case Reconciliation.Disagreement disagreement -> onDisagreement(state, claimed, disagreement);
    };
  }

  private Effect<ShardEvent, ShardState> onDisagreement(
      ShardState state, FenceClaimed claimed, Reconciliation.Disagreement found) {
    Decision decision = ShardEntries.unused(state, claimed.run());
    if (decision == null) {
      return onStuck(found.why());
    }
    return switch (decision.accept()) {
      case GRAPH ->
          found.againstGraph() == null
              ? acceptGraph(state, claimed, decision)
              : onStuck(found.againstGraph());
      case JOURNAL -> {
        tellRunner(new Awaited.Realign(claimed, decision, Progress.of(state)));
        yield Effect().none();
      }
    };
  }

  /** With what was split off, of which the runner did not know when it began. */
  private Effect<ShardEvent, ShardState> acceptGraph(
      ShardState state, FenceClaimed claimed, Decision decision) {
    Fence fence = claimed.found().fence();
    ShardEvent realigned = entries.realigned(decision, fence.sequence(), fence.cursor());
    List<ShardEvent> splits =
        claimed.found().narrowings(Progress.of(state).plan().slice().to(), clock.instant());
    if (splits.isEmpty()) {
      return persist(state, List.of(entries.claimed(state, claimed), realigned));
    }
    List<ShardEvent> events = with(entries.claimed(state, claimed), splits);
    events.add(realigned);
    return Effect()
        .persist(state.withEnd(events, clock.instant()))
        .thenRun(after -> beginAnew(after, claimed.run()));
  }

  private void beginAnew(ShardState state, ShardRequest.Run run) {
    if (state instanceof ShardState.Open) {
      haltRunner(new RunnerStoppedToBeginAnew(run, false));
    } else {
      goOn(state);
    }
  }

  private Effect<ShardEvent, ShardState> onRealigned(ShardState state, FenceRealigned done) {
    Position journal = positionOf(state);
    return persist(
        state,
        List.of(
            entries.claimed(state, done.claimed()),
            entries.realigned(done.decision(), journal.sequence(), journal.cursor())));
  }

  /**
   * A range that does not continue the journal is an echo of a runner before a restart: it is in
   * the journal already.
   */
  private Effect<ShardEvent, ShardState> onRangeCommitted(
      ShardState state, RangeCommitted committed) {
    RangeRecord range = committed.range();
    return switch (state) {
      case ShardState.Open open ->
          Objects.equals(range.from(), open.position().cursor())
              ? persist(state, List.of(entries.finished(open, committed)))
              : Effect().none();
      case ShardState.Unassigned unassigned -> Effect().none();
      case ShardState.Ended ended -> Effect().none();
    };
  }

  private Effect<ShardEvent, ShardState> onStillRetrying(ShardState state, Delay.Retries retries) {
    return state instanceof ShardState.Open open
        ? Effect().persist(entries.retried(open, retries))
        : Effect().none();
  }

  /** It starts again and again until the journal takes events; whoever watches is to know why. */
  private void unwritten(ShardState state, Throwable failure) {
    if (!(state instanceof ShardState.Unassigned)) {
      Waiting why = Waiting.on("journal", Unwritten.because(failure));
      work.report(id.migration(), Progress.of(state).report(id, work.node(), why));
    }
  }

  private Effect<ShardEvent, ShardState> onStuck(String why) {
    context.getLog().warn("Shard {} stops until a person decides: {}", id, why);
    work.report(id.migration(), new MigrationRequest.ShardStuck(id, why));
    tellRunner(new ShardRunner.Halt());
    return Effect().none();
  }

  /** Persists what happened, adds the end if that was the last range, and goes on from there. */
  private Effect<ShardEvent, ShardState> persist(ShardState state, List<ShardEvent> happened) {
    List<ShardEvent> events = state.withEnd(happened, clock.instant());
    return events.isEmpty()
        ? Effect().none().thenRun(this::goOn)
        : Effect().persist(events).thenRun(this::goOn);
  }

  private void goOn(ShardState state) {
    switch (state) {
      case ShardState.Unassigned unassigned -> throw Progress.noSlice();
      case ShardState.Open open -> tellRunner(new ShardRunner.Go(Progress.of(open)));
      case ShardState.Ended ended -> {
        reportEnd(ended);
        tellRunner(new ShardRunner.Halt());
      }
    }
  }

  private void reportEnd(ShardState.Ended ended) {
    Position end = ended.position();
    work.report(
        id.migration(),
        new MigrationRequest.ShardEnded(
            id, ended.epoch(), end.sequence(), end.tally(), Progress.of(ended).left()));
  }

  private void startRunner(ShardState state, ShardRequest.Run run, boolean divide) {
    if (runner() != null) {
      return;
    }
    Assignment assignment =
        new Assignment(
            id,
            run.with(ShardEntries.unused(state, run)),
            Progress.of(state),
            lastSequenceNumber(context),
            divide);
    delays.beginRunner();
    ActorRef<ShardRunner.Command> runner =
        context.spawn(ShardRunner.create(assignment, work, context.getSelf(), delays), RUNNER);
    context.watchWith(runner, new RunnerStopped());
  }

  private void tellRunner(ShardRunner.Command command) {
    ActorRef<ShardRunner.Command> runner = runner();
    if (runner != null) {
      runner.tell(command);
    }
  }

  private @Nullable ActorRef<ShardRunner.Command> runner() {
    return context.getChild(RUNNER).map(ActorRef::<ShardRunner.Command>unsafeUpcast).orElse(null);
  }

  private static List<ShardEvent> with(ShardEvent first, List<ShardEvent> others) {
    List<ShardEvent> all = new ArrayList<>();
    all.add(first);
    all.addAll(others);
    return all;
  }

  private static Position positionOf(ShardState state) {
    return Progress.of(state).position();
  }
}
