package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.pattern.StatusReply;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.protocol.Unwritten;
import org.jspecify.annotations.Nullable;

/**
 * One migration as the cluster hosts it: the migration itself, or, as long as its journal cannot be
 * read or takes no events, somebody who says so. An actor that only tried again and again would
 * leave everybody who asks without an answer.
 */
public final class MigrationHost {

  /** What the host is told. */
  sealed interface Command {}

  private record Asked(MigrationRequest request) implements Command {}

  private record NotReplayed() implements Command {}

  private record NotJournaled(String why) implements Command {}

  private record Diagnosed(@Nullable String damage) implements Command {}

  private record MigrationEnded() implements Command {}

  private record LookDue() implements Command {}

  /** What a migration tells its host of its journal. */
  record JournalNews(ActorRef<Command> host) {

    /** It could not be replayed. */
    void unread() {
      host.tell(new NotReplayed());
    }

    /** It did not take an event. */
    void unwritten(Throwable failure) {
      host.tell(new NotJournaled(Unwritten.because(failure)));
    }
  }

  /** Whoever mends a journal need not tell anybody. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  /** A migration that has nothing to wait for answers at once. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  /** A migration whose journal took no event begins again after up to twelve seconds. */
  private static final Duration TROUBLE_LASTS = Duration.ofSeconds(60);

  /** Why the journal did not take an event, and when. */
  private record Trouble(String why, Instant at) {}

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final String id;
  private final MigrationWork work;
  private final InstantSource clock;

  private @Nullable Trouble trouble;

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
    ActorRef<MigrationRequest> migration =
        context.spawnAnonymous(
            Migration.create(id, work, clock, new JournalNews(context.getSelf())));
    context.watchWith(migration, new MigrationEnded());
    return hosting(migration);
  }

  /** It tries again by itself; only a damage makes that useless. */
  private Behavior<Command> hosting(ActorRef<MigrationRequest> migration) {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Asked asked -> {
                ask(migration, asked.request());
                yield Behaviors.same();
              }
              case NotReplayed notReplayed -> diagnose();
              case NotJournaled notJournaled -> {
                trouble = new Trouble(notJournaled.why(), clock.instant());
                yield Behaviors.same();
              }
              case Diagnosed diagnosed -> onDiagnosed(migration, diagnosed.damage());
              case MigrationEnded ended -> Behaviors.stopped();
              case LookDue due -> Behaviors.unhandled();
            });
  }

  /** While it begins again and again it may be asked in vain; why is known here. */
  private void ask(ActorRef<MigrationRequest> migration, MigrationRequest request) {
    Trouble last = trouble;
    if (request instanceof MigrationRequest.Show show
        && last != null
        && last.at().plus(TROUBLE_LASTS).isAfter(clock.instant())) {
      show(migration, show, last.why());
    } else {
      migration.tell(request);
    }
  }

  private void show(ActorRef<MigrationRequest> migration, MigrationRequest.Show show, String why) {
    CompletionStage<StatusReply<MigrationView>> answer =
        AskPattern.ask(
            migration, MigrationRequest.Show::new, ANSWER_TIMEOUT, context.getSystem().scheduler());
    var unused =
        answer.whenComplete(
            (view, late) ->
                show.replyTo()
                    .tell(
                        late == null
                            ? view
                            : StatusReply.success(MigrationView.unknown(id, Phase.SILENT, why))));
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
              case NotJournaled late -> Behaviors.same();
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
