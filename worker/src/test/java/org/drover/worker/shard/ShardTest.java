package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.worker.shard.Shards.NOW;
import static org.drover.worker.shard.Shards.SHARD;
import static org.drover.worker.shard.Shards.assigned;
import static org.drover.worker.shard.Shards.claimed;
import static org.drover.worker.shard.Shards.over;
import static org.drover.worker.shard.Shards.range;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.Delay.Retries;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.Halving;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest.ShardEnded;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.MigrationRequest.ShardStuck;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.protocol.Waiting;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.shard.PretendGraph.Moment;
import org.junit.jupiter.api.Test;

class ShardTest extends ShardScene {

  @Test
  void worksThroughItsSliceAndJournalsEveryRangeOnce() {
    start(node).tell(run(null));

    assertThat(ended()).isEqualTo(new ShardEnded(SHARD, 1, 3, new Tally(END, END), AT_END));
    assertThat(ranges()).extracting(ShardEvent.RangeFinished::sequence).containsExactly(1L, 2L, 3L);
    everyNodeWasVisitedOnce();
  }

  @Test
  void aSecondRequestToRunChangesNothing() {
    start(node).tell(run(null));
    ended();
    start(node).tell(run(null));

    assertThat(ended()).isEqualTo(new ShardEnded(SHARD, 1, 3, new Tally(END, END), AT_END));
    assertThat(ranges()).hasSize(3);
    everyNodeWasVisitedOnce();
  }

  // The process died after the second range's commit and before its event.
  @Test
  void aRangeWhoseEventIsMissingIsJournaledFromTheFenceAndNotRunAgain() {
    journaled(assigned(over(0, END)), claimed(1), range(1, 0, 2_500));
    RangeRecord second = new RangeRecord(Key.of(2_500), Key.of(4_000), new Tally(1_500, 1_500), 3);
    graph.restoreFence(new Fence(1, 2, Key.of(4_000), second.toJson()));

    start(node).tell(run(null));

    assertThat(ended()).isEqualTo(new ShardEnded(SHARD, 2, 3, new Tally(END, END), AT_END));
    assertThat(ranges().get(1))
        .isEqualTo(
            new ShardEvent.RangeFinished(
                2, Key.of(2_500), Key.of(4_000), new Tally(1_500, 1_500), 2, 3, true, NOW));
    assertThat(graph.visits()).hasSize(2_000).doesNotContainKey(4_000L);
  }

  @Test
  void anOwnerWhoseShardWasTakenOverWritesNothingAndStopsQuietly() {
    graph.failNext(Moment.BEFORE_COMMIT, Kind.FENCED);
    ActorRef<ShardRequest> shard = start(node);
    shard.tell(run(null));

    migration.expectTerminated(shard);
    assertThat(migration.receiveMessage()).isInstanceOf(ShardProgressed.class);
    migration.expectNoMessage(Duration.ZERO);
    assertThat(graph.visits()).isEmpty();
    assertThat(ranges()).isEmpty();
  }

  @Test
  void aTransientFailureRunsTheSameRangeAgainLater() {
    graph.failNext(Moment.BEFORE_COMMIT, Kind.TRANSIENT);
    graph.failNext(Moment.BEFORE_COMMIT, Kind.TOO_BIG);
    start(node).tell(run(null));

    timeUntil(ShardEnded.class);
    everyNodeWasVisitedOnce();
  }

  @Test
  void attemptsThatFailedAreToldWithTheRangeThatFollowsThem() {
    graph.failNext(Moment.BEFORE_COMMIT, Kind.TRANSIENT);
    graph.failNext(Moment.BEFORE_COMMIT, Kind.TOO_BIG);
    graph.whileOneFails(() -> now = now.plusSeconds(2));
    start(node).tell(run(null));

    timeUntil(ShardEnded.class);
    Delay delay = Objects.requireNonNull(ranges().getFirst().delay());
    Retries retries = Objects.requireNonNull(delay.retries());
    assertThat(retries.failed()).isEqualTo(2);
    assertThat(retries.millis()).isEqualTo(4_000);
    assertThat(retries.last()).isEqualTo("too much at a time");
    assertThat(ranges()).filteredOn(range -> range.delay() != null).hasSize(1);
  }

  // Ten failures take between 55 and 111 seconds, of which every doubling from ten on is told.
  @Test
  void whatIsTriedAgainForLongIsToldBeforeItIsDone() {
    IntStream.range(0, 10).forEach(i -> graph.failNext(Moment.BEFORE_COMMIT, Kind.TRANSIENT));
    start(node).tell(run(null));

    secondsUntil(ShardEnded.class);
    assertThat(journal.persistedInStorage(JOURNAL_ID))
        .filteredOn(ShardEvent.Retried.class::isInstance)
        .hasSizeBetween(2, 4)
        .allMatch(event -> ((ShardEvent.Retried) event).range() == 1);
    everyNodeWasVisitedOnce();
  }

  // What is written meanwhile would look like another's, and begin the counting of attempts anew.
  @Test
  void nothingIsToldInAJournalThatIsNotCountedYet() {
    ActorRef<ShardRequest> shard = start(node);
    graph.failTakeovers(8);
    shard.tell(run(null));

    secondsUntil(ShardEnded.class);
    assertThat(journal.persistedInStorage(JOURNAL_ID))
        .noneMatch(ShardEvent.Retried.class::isInstance);
    Delay delay = Objects.requireNonNull(ranges().getFirst().delay());
    assertThat(Objects.requireNonNull(delay.retries()).failed()).isEqualTo(8);
    assertThat(delay.waited()).containsKey("fence");
  }

  @Test
  void aCommitWhoseOutcomeIsUnknownButHappenedIsNotRunAgain() {
    graph.failNext(Moment.AFTER_COMMIT, Kind.UNKNOWN_OUTCOME);
    start(node).tell(run(null));

    assertThat(ended().epoch()).isEqualTo(2);
    assertThat(ranges().getFirst().reconciled()).isTrue();
    everyNodeWasVisitedOnce();
  }

  @Test
  void aCommitWhoseOutcomeIsUnknownAndDidNotHappenIsRun() {
    graph.failNext(Moment.BEFORE_COMMIT, Kind.UNKNOWN_OUTCOME);
    start(node).tell(run(null));

    assertThat(ended().epoch()).isEqualTo(2);
    assertThat(ranges()).noneMatch(ShardEvent.RangeFinished::reconciled);
    everyNodeWasVisitedOnce();
  }

  // A server that refuses at the commit without saying that it did.
  @Test
  void aCommitThatAgainDidNotHappenIsTriedAfterAWhileOnly() {
    graph.failNext(Moment.BEFORE_COMMIT, Kind.UNKNOWN_OUTCOME);
    graph.failNext(Moment.BEFORE_COMMIT, Kind.UNKNOWN_OUTCOME);
    graph.failNext(Moment.BEFORE_COMMIT, Kind.UNKNOWN_OUTCOME);
    start(node).tell(run(null));

    lastProgress();
    migration.expectNoMessage(Duration.ofMillis(300));
    assertThat(graph.visits()).isEmpty();
    timeUntil(ShardEnded.class);
    everyNodeWasVisitedOnce();
  }

  // 2,500 are halved until 1 is left: eleven or twelve refusals, then ever larger parts that pass.
  @Test
  void whatTheDatabaseRefusesIsFoundByHalvingAndLeftOut() {
    graph.refuse(1_234, 1_235, END);
    start(node).tell(run(null));

    assertThat(ended().tally()).isEqualTo(new Tally(END, END - 3, 3));
    assertThat(graph.visits()).hasSize((int) END - 3).doesNotContainKeys(1_234L, 1_235L, END);
    assertThat(ranges())
        .filteredOn(range -> range.tally().setAside() == 1)
        .extracting(ShardEvent.RangeFinished::to)
        .containsExactly(Key.of(1_234L), Key.of(1_235L), Key.of(END));
    theRangesTile();
  }

  @Test
  void aPartThatWasFoundByHalvingSaysOfWhat() {
    graph.refuse(1);
    start(node).tell(run(null));

    ended();
    Halving lineage = new Halving(1, List.of(2_500, 1_250, 625, 312, 156, 78, 39, 19, 9, 4, 2));
    assertThat(ranges().getFirst().evidence()).isEqualTo(Evidence.of(List.of()).partOf(lineage));
  }

  @Test
  void aShardThatIsHeldBackSaysForWhatAndStartsNoRange() {
    Waiting why = Waiting.throttled("rate", "5/s", "5/s", "rate: five nodes a second");
    node.holdBack(why);
    start(node).tell(run(null));

    migration.awaitAssert(
        () -> {
          time.timePasses(Duration.ofSeconds(1));
          return assertThat(lastProgress().waiting()).isEqualTo(why);
        });
    assertThat(graph.visits()).isEmpty();
  }

  @Test
  void aHaltNeedsNoPermit() {
    node.holdBack(Waiting.on("lease", "the node has asked for its share"));
    ActorRef<ShardRequest> shard = start(node);
    shard.tell(run(null));
    shard.tell(new ShardRequest.Halt());

    migration.expectTerminated(shard);
    assertThat(graph.visits()).isEmpty();
  }

  @Test
  void aJournalThatLostARowIsNotWorkedOn() {
    node.loseEventsOnReplay(1);
    start(node).tell(run(null));

    ShardStuck stuck = news(ShardStuck.class);
    assertThat(stuck.why())
        .isEqualTo(
            "the journal's table holds events of shard|keys/1/0 up to 2, but 1 were replayed: a row"
                + " is missing. Restore the journal, then resume.");
    assertThat(graph.visits()).isEmpty();
  }

  // A predecessor's insert was acknowledged behind the replay: all events are there.
  @Test
  void aShardThatWasReplayedTooEarlyIsReplayedAnewAndNobodyIsAsked() {
    node.acknowledgeLate(1);
    ActorRef<ShardRequest> shard = start(node);
    shard.tell(run(null));
    migration.expectTerminated(shard);
    assertThat(graph.visits()).isEmpty();

    start(node).tell(run(null));
    ended();
    everyNodeWasVisitedOnce();
  }

  @Test
  void aShardWhoseJournalIsDamagedSaysWhichEventItIsAndTouchesNothing() {
    journaled(assigned(over(0, END)), range(7, 0, 10));
    start(node).tell(run(null));

    assertThat(news(ShardStuck.class).why())
        .isEqualTo(
            "the journal is damaged: event 2 of shard|keys/1/0 is out of place: range 7 follows"
                + " range 0 in the journal. Restore it from its backup, or mend that row; then"
                + " resume");
    assertThat(graph.visits()).isEmpty();
  }

  // It is read-only, or full, or its connection was ended: the range is committed all the same.
  @Test
  void anEventThatTheJournalRefusedIsWrittenFromTheFenceWhenItTakesEventsAgain() {
    node.hold();
    ActorRef<ShardRequest> shard = start(node);
    shard.tell(run(null));
    migration.awaitAssert(() -> assertThat(node.crank()).isTrue()); // takes the shard over
    migration.awaitAssert(() -> assertThat(node.held()).isEqualTo(1));
    journal.failNextPersisted(JOURNAL_ID);

    migration.awaitAssert(
        () -> {
          time.timePasses(Duration.ofMillis(300));
          shard.tell(run(null));
          node.crank();
          return assertThat(journal.persistedInStorage(JOURNAL_ID))
              .last()
              .isInstanceOf(ShardEvent.Finished.class);
        });
    everyNodeWasVisitedOnce();
    assertThat(ranges())
        .extracting(ShardEvent.RangeFinished::reconciled)
        .containsExactly(true, false, false);
  }

  @Test
  void anEventThatTheJournalRefusedIsToldToWhoeverWatches() {
    journaled(assigned(over(0, END)));
    journal.failNextPersisted(
        JOURNAL_ID, new IllegalStateException("ERROR: No space left on device"));
    start(node).tell(run(null));

    Waiting why =
        Waiting.on(
            "journal",
            "the journal takes no events (ERROR: No space left on device); it is tried again until"
                + " it does");
    migration.awaitAssert(() -> assertThat(lastProgress().waiting()).isEqualTo(why));
  }

  // Epochs and sequences decide; what the clock says is only told.
  @Test
  void aClockThatJumpsByDaysChangesNothing() {
    AtomicInteger asked = new AtomicInteger();
    InstantSource jumping =
        () -> NOW.plus(Duration.ofDays(asked.getAndIncrement() % 2 == 0 ? 10 : -10));

    kit.spawn(Shard.create(SHARD, node, jumping)).tell(run(null));

    assertThat(ended().ranges()).isEqualTo(3);
    everyNodeWasVisitedOnce();
  }

  @Test
  void aSurveyLeavesNoFence() {
    PretendGraph unfenced = new PretendGraph(false, END);
    start(nodeWith(unfenced))
        .tell(
            new ShardRequest.Run(
                SHARD, over(0, END), PassKind.SURVEY, PassOptions.NONE, "spec", null));

    assertThat(ended()).isEqualTo(new ShardEnded(SHARD, 0, 3, new Tally(END, END), AT_END));
    RangeStore store = unfenced;
    assertThat(store.fence(SHARD)).isEmpty();
  }

  private void theRangesTile() {
    Key cursor = Key.of(0L);
    for (ShardEvent.RangeFinished range : ranges()) {
      assertThat(range.from()).isEqualTo(cursor);
      cursor = range.to();
    }
    assertThat(cursor).isEqualTo(Key.of(END));
  }
}
