package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.worker.shard.Shards.NOW;
import static org.drover.worker.shard.Shards.SHARD;
import static org.drover.worker.shard.Shards.assigned;
import static org.drover.worker.shard.Shards.claimed;
import static org.drover.worker.shard.Shards.over;
import static org.drover.worker.shard.Shards.range;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.Delay.Retries;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationRequest.ShardEnded;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.protocol.SliceLeft;
import org.drover.worker.shard.PretendGraph.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shard gives away half of what is left, between two ranges and never within one. */
class ShardDivisionTest {

  private static final long END = 6_000;

  /** The first range ends at 2,500; what is left is divided in its middle. */
  private static final long MIDDLE = 4_250;

  private static final String JOURNAL_ID = "shard|" + SHARD;

  private static final Config CONFIG =
      ManualTime.config()
          .withFallback(PersistenceTestKitPlugin.getInstance().config())
          .withFallback(PersistenceTestKitSnapshotPlugin.config())
          .withFallback(ConfigFactory.load());

  private static final ShardRequest.Run RUN =
      new ShardRequest.Run(SHARD, over(0, END), PassKind.BACKFILL, PassOptions.NONE, "spec", null);

  private final ActorTestKit kit = ActorTestKit.create(CONFIG);
  private final ManualTime time = ManualTime.get(kit.system());
  private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
  private final TestProbe<MigrationRequest> migration = kit.createTestProbe(MigrationRequest.class);
  private final AtomicInteger heard = new AtomicInteger();
  private final PretendGraph graph = new PretendGraph(true, END);
  private final PretendNode node =
      new PretendNode(kit, graph, migration.getRef(), id -> journal.persistedInStorage(id).size());

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void aDividedShardEndsInTheMiddleOfWhatWasLeftAndSaysSo() {
    ActorRef<ShardRequest> shard = withARangeInFlight();
    tell(shard, new ShardRequest.Divide(RUN, 0));
    crankUntilEnded();

    visitedOnceUpTo(MIDDLE);
    assertThat(events()).contains(new ShardEvent.Narrowed(Key.of(MIDDLE), Key.of(END), NOW));
  }

  @Test
  void theSameRequestArrivingAgainDividesNothing() {
    ActorRef<ShardRequest> shard = withARangeInFlight();
    tell(shard, new ShardRequest.Divide(RUN, 0));
    crankOnce(); // the range in flight
    crankOnce(); // takes the shard over, and looks for the middle
    migration.awaitAssert(() -> assertThat(narrowings()).isEqualTo(1));
    tell(shard, new ShardRequest.Divide(RUN, 0));
    crankUntilEnded();

    assertThat(narrowings()).isEqualTo(1);
    visitedOnceUpTo(MIDDLE);
  }

  // The range was committed and nobody knew: it is journaled first, and the middle lies behind it.
  @Test
  void aRangeOfUnknownOutcomeIsSettledBeforeTheShardIsDivided() {
    graph.failNext(Moment.AFTER_COMMIT, Kind.UNKNOWN_OUTCOME);
    ActorRef<ShardRequest> shard = withARangeInFlight();
    tell(shard, new ShardRequest.Divide(RUN, 0));
    crankUntilEnded();

    visitedOnceUpTo(MIDDLE);
    assertThat(ranges())
        .extracting(ShardEvent.RangeFinished::reconciled)
        .containsExactly(true, false);
  }

  // A database that stands still does not look like one that holds a shard back.
  @Test
  void anAttemptThatFailsWhenTheShardIsToBeDividedIsToldWithTheNextRange() {
    ActorRef<ShardRequest> shard = withTheSecondRangeInFlight();
    graph.failNext(Moment.BEFORE_COMMIT, Kind.UNREACHABLE);
    tell(shard, new ShardRequest.Divide(RUN, 0));
    crankUntilEnded();

    theSecondRangeTellsOfAnAttemptThatFailed();
  }

  @Test
  void anAttemptThatFailedBeforeTheShardWasToBeDividedIsToldWithTheNextRange() {
    ActorRef<ShardRequest> shard = withTheSecondRangeInFlight();
    graph.failNext(Moment.BEFORE_COMMIT, Kind.UNREACHABLE);
    LoggingTestKit.warn("attempt 1 failed")
        .expect(
            kit.system(),
            () -> {
              crankOnce();
              return true;
            });
    tell(shard, new ShardRequest.Divide(RUN, 0));
    crankUntilEnded();

    theSecondRangeTellsOfAnAttemptThatFailed();
  }

  @Test
  void aShardThatIsToldToHaltWhileItIsToBeDividedDoesNeitherBeginAgainNorDivide() {
    ActorRef<ShardRequest> shard = withARangeInFlight();
    tell(shard, new ShardRequest.Divide(RUN, 0));
    tell(shard, new ShardRequest.Halt());
    crankOnce();

    migration.expectTerminated(shard);
    assertThat(narrowings()).isZero();
    assertThat(graph.visits()).hasSize(2_500);
  }

  // The process died behind the narrowing: whoever comes next ends where it says.
  @Test
  void aNarrowedShardStaysNarrowedAfterACrashWhateverItIsAskedToRun() {
    journal.persistForRecovery(
        JOURNAL_ID,
        List.<Object>of(
            assigned(over(0, END)),
            claimed(1),
            range(1, 0, 2_500),
            new ShardEvent.Narrowed(Key.of(MIDDLE), Key.of(END), NOW)));
    graph.restoreFence(new Fence(1, 1, Key.of(2_500), null));

    start().tell(RUN);

    assertThat(ended().left()).isEqualTo(new SliceLeft(Key.of(MIDDLE), Key.of(MIDDLE), 1));
    assertThat(graph.visits()).hasSize((int) (MIDDLE - 2_500));
  }

  @Test
  void aShardThatDoesNotRunIsNotDivided() {
    ActorRef<ShardRequest> shard = start();
    shard.tell(new ShardRequest.Divide(RUN, 0));
    shard.tell(RUN);

    assertThat(ended().tally()).isEqualTo(new Tally(END, END));
    assertThat(narrowings()).isZero();
  }

  private ActorRef<ShardRequest> withARangeInFlight() {
    node.hold();
    ActorRef<ShardRequest> shard = start();
    shard.tell(RUN);
    crankOnce(); // takes the shard over
    migration.awaitAssert(() -> assertThat(node.held()).isEqualTo(1));
    return shard;
  }

  /** The first one is journaled, and nothing but the crank keeps the second from its commit. */
  private ActorRef<ShardRequest> withTheSecondRangeInFlight() {
    ActorRef<ShardRequest> shard = withARangeInFlight();
    crankOnce();
    migration.fishForMessage(
        Duration.ofSeconds(3),
        heard -> {
          time.timePasses(Duration.ofSeconds(1));
          return heard instanceof ShardProgressed progress && progress.ranges() == 1
              ? FishingOutcomes.complete()
              : FishingOutcomes.continueAndIgnore();
        });
    migration.awaitAssert(() -> assertThat(node.held()).isEqualTo(1));
    return shard;
  }

  private ActorRef<ShardRequest> start() {
    return kit.spawn(Behaviors.intercept(this::counting, Shard.create(SHARD, node, () -> NOW)));
  }

  private BehaviorInterceptor<ShardRequest, ShardRequest> counting() {
    return new BehaviorInterceptor<>(ShardRequest.class) {
      @Override
      public Behavior<ShardRequest> aroundReceive(
          TypedActorContext<ShardRequest> context,
          ShardRequest request,
          ReceiveTarget<ShardRequest> target) {
        Behavior<ShardRequest> next = target.apply(context, request);
        heard.incrementAndGet();
        return next;
      }
    };
  }

  /** And waits until the shard has done with it, so that no range ends in between. */
  private void tell(ActorRef<ShardRequest> shard, ShardRequest request) {
    int before = heard.get();
    shard.tell(request);
    migration.awaitAssert(() -> assertThat(heard.get()).isGreaterThan(before));
  }

  private void crankOnce() {
    migration.awaitAssert(() -> assertThat(node.crank()).isTrue());
  }

  private void crankUntilEnded() {
    migration.awaitAssert(
        () -> {
          node.crank();
          return assertThat(events()).last().isInstanceOf(ShardEvent.Finished.class);
        });
    assertThat(ended().left()).isEqualTo(new SliceLeft(Key.of(MIDDLE), Key.of(MIDDLE), 1));
  }

  private ShardEnded ended() {
    while (true) {
      MigrationRequest heard = migration.receiveMessage();
      if (!(heard instanceof ShardProgressed)) {
        return (ShardEnded) heard;
      }
    }
  }

  private List<Object> events() {
    return journal.persistedInStorage(JOURNAL_ID);
  }

  private long narrowings() {
    return events().stream().filter(ShardEvent.Narrowed.class::isInstance).count();
  }

  private void theSecondRangeTellsOfAnAttemptThatFailed() {
    visitedOnceUpTo(MIDDLE);
    assertThat(ranges())
        .extracting(ShardEvent.RangeFinished::delay)
        .containsExactly(
            null, new Delay(Map.of(), new Retries(1, 0, "the database did not answer")));
  }

  private List<ShardEvent.RangeFinished> ranges() {
    return events().stream()
        .filter(ShardEvent.RangeFinished.class::isInstance)
        .map(ShardEvent.RangeFinished.class::cast)
        .toList();
  }

  private void visitedOnceUpTo(long last) {
    Map<Long, Integer> once =
        LongStream.rangeClosed(1, last).boxed().collect(Collectors.toMap(id -> id, id -> 1));
    assertThat(graph.visits()).isEqualTo(once);
  }
}
