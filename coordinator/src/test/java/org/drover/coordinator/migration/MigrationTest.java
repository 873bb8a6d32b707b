package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.drover.coordinator.migration.MigrationWork.CheckOutcome;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.SubmitReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SPEC = spec("key2");

  private static final Config CONFIG =
      ManualTime.config()
          .withFallback(PersistenceTestKitPlugin.getInstance().config())
          .withFallback(ConfigFactory.load());

  private final ActorTestKit kit = ActorTestKit.create(CONFIG);
  private final ManualTime time = ManualTime.get(kit.system());
  private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
  private final PretendCluster cluster = new PretendCluster();
  private final TestProbe<SubmitReply> submitted = kit.createTestProbe(SubmitReply.class);
  private final TestProbe<StatusReply<MigrationView>> viewed = kit.createTestProbe();
  private ActorRef<MigrationRequest> migration = start();

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void runsAsManyShardsAsTheBudgetAllowsAndCompletesWithTheLast() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    shardEnds(1);
    awaitAskedToRun(0, 2);
    shardEnds(0);
    shardEnds(2);

    MigrationView view = awaitPhase(Phase.COMPLETED);
    assertThat(view.pass()).extracting(PassView::tally).isEqualTo(new Tally(30, 30));
    assertThat(events()).last().isEqualTo(new MigrationEvent.Completed(NOW));
  }

  @Test
  void aLostRequestToRunIsSaidAgain() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    time.timePasses(Duration.ofSeconds(1));
    awaitAskedToRun(0, 1);
  }

  @Test
  void aShardThatEndsTwiceIsCountedOnce() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    shardEnds(0);
    shardEnds(0);
    awaitAskedToRun(1, 2);
    assertThat(events().stream().filter(MigrationEvent.ShardFinished.class::isInstance)).hasSize(1);
  }

  @Test
  void aSurveyWritesNothingAndTheSameSpecMayThenBeExecuted() {
    submit(SPEC, false);
    awaitAskedToRun(0, 1);
    shardEnds(0);
    shardEnds(1);
    shardEnds(2);
    awaitPhase(Phase.SURVEYED);

    submit(SPEC, true);
    assertThat(awaitPhase(Phase.BACKFILLING).pass()).extracting(PassView::number).isEqualTo(2);
  }

  @Test
  void theSameSpecSubmittedAgainChangesNothing() {
    submit(SPEC, true);
    awaitPhase(Phase.BACKFILLING);
    migration.tell(new MigrationRequest.Submit(SPEC, true, "bob", submitted.getRef()));

    SubmitReply.Accepted again = submitted.expectMessageClass(SubmitReply.Accepted.class);
    assertThat(again.created()).isFalse();
    assertThat(events().stream().filter(MigrationEvent.Submitted.class::isInstance)).hasSize(1);
  }

  @Test
  void anotherSpecUnderTheSameIdIsRefusedWithTheDifference() {
    submit(SPEC, true);
    migration.tell(new MigrationRequest.Submit(spec("key3"), true, "bob", submitted.getRef()));

    SubmitReply.Conflict conflict = submitted.expectMessageClass(SubmitReply.Conflict.class);
    assertThat(conflict.difference()).hasSize(1).first().asString().contains("key2", "key3");
  }

  @Test
  void aSpecThatDoesNotFitTheGraphLeavesNoTrace() {
    cluster.answerCheckWith(new CheckOutcome.Mismatch(List.of("no such label")));
    migration.tell(new MigrationRequest.Submit(SPEC, true, "ann", submitted.getRef()));

    submitted.expectMessage(new SubmitReply.Refused(List.of("no such label")));
    assertThat(events()).isEmpty();
  }

  @Test
  void aPauseHaltsWhatRunsAndAResumeGoesOn() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    progress(0);
    migration.tell(new MigrationRequest.Pause("ann", "lunch", viewed.getRef()));

    assertThat(viewed.receiveMessage().getValue().why()).isEqualTo("lunch (ann)");
    viewed.awaitAssert(() -> assertThat(cluster.takeAskedToHalt()).containsExactly(0));

    migration.tell(new MigrationRequest.Resume("ann", "back", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.BACKFILLING);
    awaitAskedToRun(0, 1);
  }

  // All shards end while nothing new may start: the resume finds nothing left to do.
  @Test
  void aMigrationWhoseLastShardsEndWhilePausedCompletesWhenResumed() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    migration.tell(new MigrationRequest.Pause("ann", "lunch", viewed.getRef()));
    viewed.receiveMessage();
    shardEnds(0);
    shardEnds(1);
    shardEnds(2);
    migration.tell(new MigrationRequest.Resume("ann", "back", null, viewed.getRef()));
    viewed.receiveMessage();
    time.timePasses(Duration.ofSeconds(1));
    awaitPhase(Phase.COMPLETED);
  }

  @Test
  void aShardThatIsStuckPausesTheMigrationAndSaysWhy() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    migration.tell(new MigrationRequest.ShardStuck(new ShardId("people", 1, 1), "no such index"));

    assertThat(awaitPhase(Phase.PAUSED).why()).isEqualTo("shard 1: no such index (drover)");
  }

  @Test
  void nothingToVisitIsCompleteAtOnce() {
    cluster.planNothing();
    submit(SPEC, true);
    assertThat(awaitPhase(Phase.COMPLETED).pass()).extracting(PassView::expected).isEqualTo(0L);
  }

  @Test
  void afterACrashItGoesOnFromItsJournal() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    shardEnds(0);
    awaitAskedToRun(1, 2);
    kit.stop(migration);

    migration = start();
    awaitAskedToRun(1, 2);
  }

  @Test
  void aCancelledMigrationRunsNoMore() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    migration.tell(new MigrationRequest.Cancel("ann", "wrong graph", viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.CANCELLED);

    migration.tell(new MigrationRequest.Resume("ann", "oh", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().getError())
        .hasMessage("there is nothing to resume: 'people' is not running");
  }

  @Test
  void sweepsFollowEachOtherUntilOneFindsNothing() {
    backfilled();
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 1));
    shardsEnd(3, new Tally(10, 0));

    MigrationView view = awaitPhase(Phase.COMPLETED);
    assertThat(view.pass()).extracting(PassView::number).isEqualTo(3);
    assertThat(events()).last().isEqualTo(new MigrationEvent.Completed(NOW));
  }

  @Test
  void aSweepThatIsUnderWayIsNotBegunTwice() {
    backfilled();
    ask(PassKind.SWEEP);
    ask(PassKind.SWEEP);
    assertThat(events().stream().filter(MigrationEvent.PassRequested.class::isInstance)).hasSize(1);
  }

  @Test
  void thereIsNoSweepBeforeTheBackfillIsDone() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    request(PassKind.SWEEP);
    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("a sweep follows a backfill that has come to its end");
  }

  @Test
  void aSweepIsPausedAndResumedLikeABackfill() {
    backfilled();
    ask(PassKind.SWEEP);
    awaitAskedToRun(0, 1);
    migration.tell(new MigrationRequest.Pause("ann", "lunch", viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.PAUSED);
    kit.stop(migration);
    migration = start();
    migration.tell(new MigrationRequest.Resume("ann", "back", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.SWEEPING);
    awaitAskedToRun(0, 1);
  }

  @Test
  void aBackfillIsRolledBackFromItsMiddle() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    progress(0);
    ask(PassKind.ROLLBACK);
    shardsEnd(2, new Tally(10, 10));

    MigrationView view = awaitPhase(Phase.ROLLED_BACK);
    assertThat(view.pass()).extracting(PassView::kind).isEqualTo(PassKind.ROLLBACK);
  }

  // Only the latest image of a member says what was before the sweep, only the first what was
  // before the migration.
  @Test
  void passesAreUndoneOneByOneTheLastFirst() {
    migration.tell(
        new MigrationRequest.Submit(SPEC + "undo: keep\n", true, "ann", submitted.getRef()));
    submitted.expectMessageClass(SubmitReply.Accepted.class);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);
    ask(PassKind.ROLLBACK);
    shardsEnd(3, new Tally(10, 10));
    shardsEnd(4, new Tally(10, 10));

    awaitPhase(Phase.ROLLED_BACK);
    assertThat(
            events().stream()
                .filter(MigrationEvent.PassStarted.class::isInstance)
                .map(MigrationEvent.PassStarted.class::cast)
                .map(MigrationEvent.PassStarted::options)
                .filter(Objects::nonNull)
                .map(PassOptions::of))
        .containsExactly(2, 1);
  }

  @Test
  void whatIsRolledBackIsNotRolledBackAgain() {
    backfilled();
    ask(PassKind.ROLLBACK);
    shardsEnd(2, new Tally(10, 10));
    awaitPhase(Phase.ROLLED_BACK);
    request(PassKind.ROLLBACK);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("undone already");
  }

  private void backfilled() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    cluster.takeAskedToRun();
  }

  /** Asks for a pass and waits until it is accepted. */
  private void ask(PassKind kind) {
    request(kind);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  private void request(PassKind kind) {
    migration.tell(
        new MigrationRequest.RequestPass(
            kind, PassOptions.NONE, "ann", "as the test wants it", viewed.getRef()));
  }

  private void shardsEnd(int pass, Tally each) {
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(pass));
    for (int number = 0; number < 3; number++) {
      migration.tell(
          new MigrationRequest.ShardEnded(new ShardId("people", pass, number), 1, 1, each));
    }
  }

  private ActorRef<MigrationRequest> start() {
    return kit.spawn(Migration.create("people", cluster, () -> NOW));
  }

  private void submit(String spec, boolean execute) {
    migration.tell(new MigrationRequest.Submit(spec, execute, "ann", submitted.getRef()));
    submitted.expectMessageClass(SubmitReply.Accepted.class);
  }

  private void shardEnds(int number) {
    ShardId shard = new ShardId("people", currentPass(), number);
    migration.tell(new MigrationRequest.ShardEnded(shard, 1, 1, new Tally(10, 10)));
  }

  private int currentPass() {
    PassView pass = view().pass();
    return pass == null ? 1 : pass.number();
  }

  private void progress(int number) {
    migration.tell(
        new MigrationRequest.ShardProgressed(
            new ShardId("people", 1, number), "worker:1", 1, 0, Tally.NONE, null));
  }

  private void awaitAskedToRun(Integer... numbers) {
    viewed.awaitAssert(
        () -> assertThat(cluster.takeAskedToRun()).containsExactlyInAnyOrder(numbers));
  }

  private MigrationView awaitPhase(Phase phase) {
    return viewed.awaitAssert(
        () -> {
          MigrationView view = view();
          assertThat(view.phase()).isEqualTo(phase);
          return view;
        });
  }

  private MigrationView view() {
    TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
    migration.tell(new MigrationRequest.Show(probe.getRef()));
    return probe.receiveMessage().getValue();
  }

  private List<Object> events() {
    return journal.persistedInStorage("migration|people");
  }

  private static String spec(String target) {
    return """
        migration: people
        select: {label: Person}
        budget: {workers: 2}
        transform:
          - copy: {name: %s}
        """
        .formatted(target);
  }
}
