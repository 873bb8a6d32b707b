package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.worker.shard.Shards.SHARD;
import static org.drover.worker.shard.Shards.over;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.ShardRequest;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.shard.PretendGraph.Moment;
import org.drover.worker.shard.ShardState.Position;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A runner is at most one range ahead of its journal, and commits nothing before it may. */
class ShardRunnerTest {

  private static final long END = 6_000;
  private static final ShardPlan PLAN = over(0, END);

  private final ActorTestKit kit =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<Shard.Command> shard = kit.createTestProbe(Shard.Command.class);
  private final TestProbe<MigrationRequest> migration = kit.createTestProbe(MigrationRequest.class);
  private final PretendGraph graph = new PretendGraph(true, END);
  private final PretendNode node = new PretendNode(kit, graph, migration.getRef(), id -> 0);

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void theNextRangeIsWorkedOnWhileTheLastOneIsJournaled() {
    ActorRef<ShardRunner.Command> runner = startedAtTheBeginning();
    RangeRecord first = committed();

    awaitInFlight();
    runner.tell(new ShardRunner.Go(behind(first)));
    assertThat(committed().from()).isEqualTo(first.to());
  }

  @Test
  void noRangeIsCommittedBeforeTheLastOneIsInTheJournal() {
    ActorRef<ShardRunner.Command> runner = startedAtTheBeginning();
    RangeRecord first = committed();

    crank();
    shard.expectNoMessage(Duration.ZERO);
    assertThat(graph.visits()).as("what was too early is taken back").hasSize(2_500);
    assertThat(node.held()).as("nothing is in flight while the journal is slow").isZero();

    runner.tell(new ShardRunner.Go(behind(first)));
    assertThat(committed().from()).isEqualTo(first.to());
  }

  @Test
  void aRangeThatWasBegunAheadAndFailsIsTriedAgain() {
    graph.failNext(Moment.AFTER_COMMIT, Kind.UNKNOWN_OUTCOME);
    ActorRef<ShardRunner.Command> runner = startedAtTheBeginning();
    crank(); // nobody knows whether the first range was committed
    crank(); // the fence is asked
    shard.expectMessageClass(Shard.FenceClaimed.class);
    Progress first =
        new Progress(2, new Position(1, Key.of(2_500), new Tally(2_500, 2_500)), PLAN, 0);
    runner.tell(new ShardRunner.Go(first));
    RangeRecord second = committed();
    assertThat(second.from()).isEqualTo(Key.of(2_500));

    graph.failNext(Moment.BEFORE_COMMIT, Kind.TRANSIENT);
    runner.tell(new ShardRunner.Go(first.behind(second)));
    assertThat(committed().from()).isEqualTo(second.to());
  }

  @Test
  void aHaltFinishesTheRangeInFlightAndStartsNoOther() {
    ActorRef<ShardRunner.Command> runner = startedAtTheBeginning();
    awaitInFlight();
    runner.tell(new ShardRunner.Halt());
    committed();

    shard.expectTerminated(runner);
    assertThat(graph.visits()).hasSize(2_500);
    assertThat(node.held()).isZero();
  }

  @Test
  void aRangeThatIsGivenTooLittleRoomIsTriedAgainWithAsMuchAsItNeeds() {
    graph.makeNodesHeavy(5 << 20);
    startedAtTheBeginning();
    crank(); // says what it needs
    shard.expectNoMessage(Duration.ZERO);
    assertThat(committed().from()).isEqualTo(Key.of(0));
  }

  private ActorRef<ShardRunner.Command> startedAtTheBeginning() {
    node.hold();
    Progress beginning = new Progress(0, Position.before(PLAN), PLAN, 0);
    ShardRequest.Run run =
        new ShardRequest.Run(SHARD, PLAN, PassKind.BACKFILL, PassOptions.NONE, "spec", null);
    ActorRef<ShardRunner.Command> runner =
        kit.spawn(
            ShardRunner.create(
                new Assignment(SHARD, run, beginning, 0, false),
                node,
                shard.getRef(),
                new Delays(() -> Shards.NOW)));
    crank(); // takes the shard over
    shard.expectMessageClass(Shard.FenceClaimed.class);
    runner.tell(new ShardRunner.Go(new Progress(1, Position.before(PLAN), PLAN, 0)));
    return runner;
  }

  private static Progress behind(RangeRecord range) {
    return new Progress(1, Position.before(PLAN), PLAN, 0).behind(range);
  }

  private void awaitInFlight() {
    migration.awaitAssert(() -> assertThat(node.held()).isEqualTo(1));
  }

  /** Lets the next call happen, as soon as there is one; some are made only after a while. */
  private void crank() {
    migration.awaitAssert(
        () -> {
          boolean cranked = node.crank();
          time.timePasses(Duration.ofSeconds(1));
          return assertThat(cranked).isTrue();
        });
  }

  /** Lets calls happen until one commits a range. */
  private RangeRecord committed() {
    int before = graph.visits().size();
    while (graph.visits().size() == before) {
      crank();
    }
    return shard.expectMessageClass(Shard.RangeCommitted.class).range();
  }
}
