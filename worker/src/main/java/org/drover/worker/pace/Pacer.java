package org.drover.worker.pace;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.Waiting;

/**
 * Gives out the permits of one worker node, one a range, and asks each migration for this node's
 * share of its budget once a second. Whoever waits is told why; nobody is blocked.
 */
public final class Pacer {

  /** What runners and migrations tell a pacer. */
  public sealed interface Command {}

  /**
   * A runner wants to run a range.
   *
   * @param nodes how many it would hold
   * @param runner that ends when the shard is not worked on any more
   */
  public record Ask(ShardId shard, int nodes, ActorRef<?> runner, ActorRef<Answer> replyTo)
      implements Command {}

  /** The range that had a permit is over. */
  public record Return(ShardId shard, Outcome outcome) implements Command {}

  private record Leased(Lease lease) implements Command {}

  private record Gone(ShardId shard, ActorRef<?> runner) implements Command {}

  private record LeasesDue() implements Command {}

  private record LookAgain() implements Command {}

  /** What a runner hears: first perhaps several times that it is held back, then its permit. */
  public sealed interface Answer {}

  public record Granted(Permit permit) implements Answer {}

  public record Held(Waiting why) implements Answer {}

  /**
   * What a pacer is told about its node.
   *
   * @param bytesMax what ranges of one migration may hold there, if its budget says nothing
   */
  public record Settings(String node, int inFlightMax, long bytesMax) {}

  private static final Duration ASK_EVERY = Duration.ofSeconds(1);
  private static final long LOOK_MILLIS_MIN = 5;
  private static final long LOOK_MILLIS_MAX = 1_000;

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final Settings settings;
  private final BiConsumer<String, MigrationRequest> migrations;
  private final InstantSource clock;
  private final ActorRef<Lease> leases;
  private final Map<String, Share> shares = new HashMap<>();
  private final Map<ShardId, ActorRef<?>> runners = new HashMap<>();
  private final Queue<Ask> waiting = new ArrayDeque<>();

  /**
   * A pacer that knows no shard yet.
   *
   * @param migrations how a message reaches the migration with that id
   */
  public static Behavior<Command> create(
      Settings settings, BiConsumer<String, MigrationRequest> migrations, InstantSource clock) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new LeasesDue(), ASK_EVERY);
                  return new Pacer(context, timers, settings, migrations, clock).pacing();
                }));
  }

  private Pacer(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Settings settings,
      BiConsumer<String, MigrationRequest> migrations,
      InstantSource clock) {
    this.context = context;
    this.timers = timers;
    this.settings = settings;
    this.migrations = migrations;
    this.clock = clock;
    this.leases = context.messageAdapter(Lease.class, Leased::new);
  }

  private Behavior<Command> pacing() {
    return Behaviors.receiveMessage(
        command ->
            switch (command) {
              case Ask ask -> onAsk(ask);
              case Return returned -> onReturn(returned);
              case Leased leased -> onLeased(leased.lease());
              case Gone gone -> onGone(gone);
              case LeasesDue due -> onLeasesDue();
              case LookAgain again -> look();
            });
  }

  private Behavior<Command> onAsk(Ask ask) {
    ActorRef<?> known = runners.put(ask.shard(), ask.runner());
    if (!ask.runner().equals(known)) {
      context.watchWith(ask.runner(), new Gone(ask.shard(), ask.runner()));
    }
    String migration = ask.shard().migration();
    boolean first = shareOf(migration).begins(ask.shard(), clock.millis());
    waiting.removeIf(other -> other.shard().equals(ask.shard()));
    waiting.add(ask);
    look();
    if (first) {
      askForLease(migration);
    }
    return Behaviors.same();
  }

  /** A runner that has ended may be forgotten before its last word is read. */
  private Behavior<Command> onReturn(Return returned) {
    ShardId shard = returned.shard();
    Share share = shares.get(shard.migration());
    if (share == null) {
      return Behaviors.same();
    }
    switch (returned.outcome()) {
      case Outcome.Finished finished ->
          share.finished(shard, finished.visited(), finished.bytes(), clock.millis());
      case Outcome.TooHeavy heavy -> share.tooHeavy(shard, heavy.bytes(), clock.millis());
      case Outcome.Failed failed -> share.failed(shard, failed.failure(), clock.millis());
    }
    return look();
  }

  private Behavior<Command> onLeased(Lease lease) {
    Share share = shares.get(lease.migration());
    if (share == null) {
      return Behaviors.same();
    }
    share.leased(lease, clock.millis());
    return look();
  }

  /** A runner that was replaced by another of its shard is not missed. */
  private Behavior<Command> onGone(Gone gone) {
    if (!gone.runner().equals(runners.get(gone.shard()))) {
      return Behaviors.same();
    }
    runners.remove(gone.shard());
    waiting.removeIf(ask -> ask.shard().equals(gone.shard()));
    String migration = gone.shard().migration();
    Share share = shareOf(migration);
    share.gone(gone.shard(), clock.millis());
    if (!share.hasShards()) {
      shares.remove(migration);
    }
    return look();
  }

  private Behavior<Command> onLeasesDue() {
    shares.forEach(
        (migration, share) -> {
          if (share.hasShards()) {
            askForLease(migration);
          }
        });
    return look();
  }

  private void askForLease(String migration) {
    migrations.accept(
        migration,
        new MigrationRequest.LeaseWanted(
            settings.node(), clock.millis(), shareOf(migration).use(), leases));
  }

  /**
   * Answers those who wait, the longest first. Of one migration nobody overtakes: what holds the
   * first back holds the others back too.
   */
  private Behavior<Command> look() {
    long now = clock.millis();
    long again = Long.MAX_VALUE;
    Map<String, Share.Held> heldBack = new HashMap<>();
    Set<ShardId> granted = new HashSet<>();
    for (Ask ask : waiting) {
      String migration = ask.shard().migration();
      Share.Held before = heldBack.get(migration);
      Share.Answer answer =
          before == null ? shareOf(migration).ask(ask.shard(), ask.nodes(), now) : before;
      switch (answer) {
        case Share.Granted permitted -> {
          granted.add(ask.shard());
          ask.replyTo().tell(new Granted(permitted.permit()));
        }
        case Share.Held held -> {
          heldBack.put(migration, held);
          shareOf(migration).waits(ask.shard());
          again = Math.min(again, held.millis());
          ask.replyTo().tell(new Held(held.why()));
        }
      }
    }
    waiting.removeIf(ask -> granted.contains(ask.shard()));
    lookAgainIn(again);
    return Behaviors.same();
  }

  private void lookAgainIn(long millis) {
    if (millis == Long.MAX_VALUE) {
      timers.cancel(new LookAgain());
    } else {
      timers.startSingleTimer(
          new LookAgain(), Duration.ofMillis(Math.clamp(millis, LOOK_MILLIS_MIN, LOOK_MILLIS_MAX)));
    }
  }

  private Share shareOf(String migration) {
    return shares.computeIfAbsent(
        migration, id -> new Share(settings.inFlightMax(), settings.bytesMax()));
  }
}
