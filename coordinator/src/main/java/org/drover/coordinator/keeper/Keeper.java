package org.drover.coordinator.keeper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Knows which migrations are unfinished and wakes them, again and again: also after a full stop of
 * the cluster no migration is forgotten. One in the cluster.
 */
public final class Keeper {

  /** What the keeper is told by its timer and by the journal. */
  public sealed interface Command {}

  private record LookDue() implements Command {}

  private record Found(List<String> unfinished) implements Command {}

  private record LookFailed(Throwable cause) implements Command {}

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final ActorContext<Command> context;
  private final Supplier<CompletionStage<List<String>>> unfinished;
  private final Consumer<String> wake;

  /**
   * A keeper that looks into the journal every five seconds.
   *
   * @param unfinished the ids of the migrations that have something left to do
   * @param wake tells a migration to be awake
   */
  public static Behavior<Command> create(
      Supplier<CompletionStage<List<String>>> unfinished, Consumer<String> wake) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  context.getSelf().tell(new LookDue());
                  timers.startTimerWithFixedDelay(new LookDue(), LOOK_EVERY);
                  return new Keeper(context, unfinished, wake).resting();
                }));
  }

  private Keeper(
      ActorContext<Command> context,
      Supplier<CompletionStage<List<String>>> unfinished,
      Consumer<String> wake) {
    this.context = context;
    this.unfinished = unfinished;
    this.wake = wake;
  }

  private Behavior<Command> resting() {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case LookDue due -> look();
              case Found found -> Behaviors.unhandled();
              case LookFailed failed -> Behaviors.unhandled();
            });
  }

  private Behavior<Command> look() {
    context.pipeToSelf(
        unfinished.get(),
        (found, thrown) -> thrown == null ? new Found(found) : new LookFailed(thrown));
    return looking();
  }

  private Behavior<Command> looking() {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case LookDue due -> Behaviors.same();
              case Found found -> onFound(found.unfinished());
              case LookFailed failed -> onLookFailed(failed.cause());
            });
  }

  private Behavior<Command> onFound(List<String> migrations) {
    migrations.forEach(wake);
    return resting();
  }

  private Behavior<Command> onLookFailed(Throwable cause) {
    context
        .getLog()
        .warn(
            "The journal does not say which migrations are unfinished ({}); asking again in {} s",
            cause.getMessage(),
            LOOK_EVERY.toSeconds());
    return resting();
  }
}
