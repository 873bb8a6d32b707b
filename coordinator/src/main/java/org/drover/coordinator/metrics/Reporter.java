package org.drover.coordinator.metrics;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.drover.shared.protocol.KillSwitch;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;

/**
 * Asks the migrations that live on this node how they stand, again and again, and tells the
 * metrics. So each migration is told of by one node of the cluster. One that is over is asked once
 * and then left alone, so that it may be put away.
 */
public final class Reporter {

  /** What the reporter hears; all of it from itself. */
  public sealed interface Command {}

  private record Due() implements Command {}

  private record Hosted(Set<String> migrations) implements Command {}

  private record Shown(String migration, MigrationView view) implements Command {}

  private record Stands(boolean thrown) implements Command {}

  private record Unanswered() implements Command {}

  private static final Duration EVERY = Duration.ofSeconds(5);

  private final ActorContext<Command> context;
  private final Supplier<CompletionStage<Set<String>>> hosted;
  private final Function<String, CompletionStage<MigrationView>> show;
  private final Supplier<CompletionStage<KillSwitch>> killSwitch;
  private final CoordinatorMetrics metrics;

  /**
   * @param known migrations that the metrics were told of
   * @param over those among them that ended
   */
  private record Told(Set<String> known, Set<String> over) {

    Told without(Set<String> gone) {
      Set<String> stillKnown = new HashSet<>(known);
      stillKnown.removeAll(gone);
      Set<String> stillOver = new HashSet<>(over);
      stillOver.removeAll(gone);
      return new Told(stillKnown, stillOver);
    }

    Told with(String migration, boolean ended) {
      Set<String> nowKnown = new HashSet<>(known);
      nowKnown.add(migration);
      Set<String> nowOver = new HashSet<>(over);
      if (ended) {
        nowOver.add(migration);
      } else {
        nowOver.remove(migration);
      }
      return new Told(nowKnown, nowOver);
    }
  }

  private Reporter(
      ActorContext<Command> context,
      Supplier<CompletionStage<Set<String>>> hosted,
      Function<String, CompletionStage<MigrationView>> show,
      Supplier<CompletionStage<KillSwitch>> killSwitch,
      CoordinatorMetrics metrics) {
    this.context = context;
    this.hosted = hosted;
    this.show = show;
    this.killSwitch = killSwitch;
    this.metrics = metrics;
  }

  /**
   * @param hosted the ids of the migrations that are awake on this node
   * @param show how one stands
   * @param killSwitch how that of the cluster stands
   */
  public static Behavior<Command> create(
      Supplier<CompletionStage<Set<String>>> hosted,
      Function<String, CompletionStage<MigrationView>> show,
      Supplier<CompletionStage<KillSwitch>> killSwitch,
      CoordinatorMetrics metrics) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                (TimerScheduler<Command> timers) -> {
                  timers.startTimerWithFixedDelay(new Due(), EVERY);
                  return new Reporter(context, hosted, show, killSwitch, metrics)
                      .telling(new Told(Set.of(), Set.of()));
                }));
  }

  private Behavior<Command> telling(Told told) {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Due due -> onDue();
              case Hosted now -> onHosted(told, now.migrations());
              case Shown shown -> onShown(told, shown);
              case Stands stands -> onStands(stands.thrown());
              case Unanswered unanswered -> Behaviors.same();
            });
  }

  private Behavior<Command> onDue() {
    context.pipeToSelf(
        hosted.get(),
        (migrations, thrown) -> migrations == null ? new Unanswered() : new Hosted(migrations));
    context.pipeToSelf(
        killSwitch.get(),
        (state, thrown) -> state == null ? new Unanswered() : new Stands(state.thrown()));
    return Behaviors.same();
  }

  private Behavior<Command> onStands(boolean thrown) {
    metrics.killSwitch(thrown);
    return Behaviors.same();
  }

  private Behavior<Command> onHosted(Told told, Set<String> now) {
    Set<String> gone = new HashSet<>(told.known());
    gone.removeAll(now);
    gone.forEach(metrics::forget);
    now.stream().filter(migration -> !told.over().contains(migration)).forEach(this::ask);
    return telling(told.without(gone));
  }

  private void ask(String migration) {
    context.pipeToSelf(
        show.apply(migration),
        (view, thrown) -> view == null ? new Unanswered() : new Shown(migration, view));
  }

  private Behavior<Command> onShown(Told told, Shown shown) {
    metrics.stands(shown.view(), Reason.of(shown.view()));
    return telling(told.with(shown.migration(), isOver(shown.view().phase())));
  }

  /** Whether nothing will happen to it unless somebody asks for more. */
  private static boolean isOver(Phase phase) {
    return switch (phase.motion()) {
      case SURVEYED, OVER -> true;
      case UNDER_WAY, PAUSED -> false;
    };
  }
}
