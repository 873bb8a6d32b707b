package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.pattern.StatusReply;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.SubmitReply;
import org.jspecify.annotations.Nullable;

/**
 * One migration as the cluster hosts it: the migration itself, or, as long as its journal cannot be
 * read, somebody who says so. An actor that only tried again and again would leave everybody who
 * asks without an answer.
 */
public final class MigrationHost {

  /** What the host is told. */
  sealed interface Command {}

  private record Asked(MigrationRequest request) implements Command {}

  private record NotReplayed() implements Command {}

  private record Diagnosed(@Nullable String damage) implements Command {}

  private record MigrationEnded() implements Command {}

  private record LookDue() implements Command {}

  /** Whoever mends a journal need not tell anybody. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final String id;
  private final MigrationWork work;
  private final InstantSource clock;

  /** The host under the migration's id. */
  public static Behavior<MigrationRequest> create(
      String id, MigrationWork work, InstantSource clock) {
    Behavior<Command> host =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new MigrationHost(context, timers, id, work, clock).begin()));
    return Behaviors.transformMessages(
        MigrationRequest.class,
        host,
        matching -> matching.match(MigrationRequest.class, Asked::new));
  }

  private MigrationHost(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String id,
      MigrationWork work,
      InstantSource clock) {
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.work = work;
    this.clock = clock;
  }

  private Behavior<Command> begin() {
    ActorRef<Command> self = context.getSelf();
    ActorRef<MigrationRequest> migration =
        context.spawnAnonymous(
            Migration.create(id, work, clock, () -> self.tell(new NotReplayed())));
    context.watchWith(migration, new MigrationEnded());
    return hosting(migration);
  }

  /** It tries again by itself; only a damage makes that useless. */
  private Behavior<Command> hosting(ActorRef<MigrationRequest> migration) {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Asked asked -> {
                migration.tell(asked.request());
                yield Behaviors.same();
              }
              case NotReplayed notReplayed -> diagnose();
              case Diagnosed diagnosed -> onDiagnosed(migration, diagnosed.damage());
              case MigrationEnded ended -> Behaviors.stopped();
              case LookDue due -> Behaviors.unhandled();
            });
  }

  private Behavior<Command> diagnose() {
    context.pipeToSelf(
        work.damage(id),
        (damage, thrown) -> new Diagnosed(thrown == null ? damage.orElse(null) : null));
    return Behaviors.same();
  }

  private Behavior<Command> onDiagnosed(
      ActorRef<MigrationRequest> migration, @Nullable String damage) {
    if (damage == null) {
      return Behaviors.same();
    }
    context
        .getLog()
        .error("Migration {}: {}. It is read anew every {} s", id, damage, LOOK_EVERY.toSeconds());
    context.unwatch(migration);
    context.stop(migration);
    timers.startSingleTimer(new LookDue(), LOOK_EVERY);
    return damaged(damage);
  }

  private Behavior<Command> damaged(String why) {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Asked asked -> onAsked(asked, why);
              case LookDue due -> begin();
              case NotReplayed late -> Behaviors.same();
              case Diagnosed late -> Behaviors.same();
              case MigrationEnded late -> Behaviors.same();
            });
  }

  private Behavior<Command> onAsked(Asked asked, String why) {
    switch (asked.request()) {
      case MigrationRequest.Submit submit ->
          submit.replyTo().tell(new SubmitReply.Refused(List.of(why)));
      case MigrationRequest.Show show ->
          show.replyTo().tell(StatusReply.success(MigrationView.unknown(id, Phase.DAMAGED, why)));
      case MigrationRequest.Resume resume -> {
        timers.cancelAll();
        context.getSelf().tell(asked);
        return begin();
      }
      case MigrationRequest.Order order -> order.replyTo().tell(StatusReply.error(why));
      case MigrationRequest.Wake wake -> {}
      case MigrationRequest.ShardProgressed progressed -> {}
      case MigrationRequest.LeaseWanted wanted -> {}
      case MigrationRequest.ShardEnded ended -> {}
      case MigrationRequest.ShardStuck stuck -> {}
    }
    return Behaviors.same();
  }
}
