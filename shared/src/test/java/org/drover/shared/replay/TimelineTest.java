package org.drover.shared.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.Delay.Retries;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Timeline.RetriedRange;
import org.drover.shared.replay.Timeline.Stretch;
import org.drover.shared.replay.Timeline.Worker;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One pass of ten seconds, in ten stretches of one second. */
final class TimelineTest {

  private static final String ADA = "pekko://drover@ada:1";
  private static final String BOB = "pekko://drover@bob:1";

  private final List<MigrationEvent> own = new ArrayList<>();
  private final List<JournalEntry> shards = new ArrayList<>();
  private Limits limits = new Limits(4, null, null, 1, 1_000, Map.of(), List.of());

  private static Instant at(double seconds) {
    return History.AT.plusMillis((long) (seconds * 1000));
  }

  private void begin() {
    own.add(new MigrationEvent.Submitted("spec", true, null, "eve", at(-1)));
    own.add(
        new MigrationEvent.PassStarted(1, PassKind.BACKFILL, "dense", 100, List.of(), null, at(0)));
  }

  private void end() {
    own.add(new MigrationEvent.PassFinished(1, Tally.NONE, at(10)));
  }

  private void claim(int shard, String node, long epoch, double seconds) {
    add(shard, new ShardEvent.Claimed(epoch, node, null, at(seconds)));
  }

  private void range(int shard, long number, long nodes, double seconds, long millis) {
    add(
        shard,
        new ShardEvent.RangeFinished(
            number,
            Key.of(number * 10),
            Key.of(number * 10 + 10),
            new Tally(nodes, nodes),
            1,
            millis,
            false,
            at(seconds)));
  }

  private void delayed(int shard, long number, double seconds, long millis, Delay delay) {
    add(
        shard,
        new ShardEvent.RangeFinished(
            number,
            Key.of(number * 10),
            Key.of(number * 10 + 10),
            new Tally(10, 10),
            1,
            millis,
            false,
            null,
            delay,
            at(seconds)));
  }

  private void add(int shard, ShardEvent event) {
    shards.add(new JournalEntry(PersistenceIds.of(new ShardId("m", 1, shard)), 1, event));
  }

  private Timeline timeline() {
    return timeline(null, at(10));
  }

  private Timeline timeline(@Nullable Integer pass, Instant now) {
    return TimelineWalk.timeline("m", own, limits, pass, 10, now, number -> shards.stream())
        .orElseThrow();
  }

  private static Stretch stretch(Timeline timeline, int number) {
    return Objects.requireNonNull(timeline.stretches().get(number));
  }

  @Test
  void aRangeCountsEvenlyOverTheTimeThatItTook() {
    begin();
    claim(0, ADA, 1, 0);
    range(0, 1, 3_000, 4, 3_000);
    end();

    Timeline timeline = timeline();

    assertThat(timeline.stretches()).hasSize(10);
    assertThat(timeline.stretches().stream().map(Stretch::nodesPerSecond))
        .containsExactly(0.0, 1000.0, 1000.0, 1000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    assertThat(stretch(timeline, 2).inFlight()).isEqualTo(1);
    assertThat(stretch(timeline, 2).microsPerNode()).isEqualTo(1000);
    assertThat(timeline.tally()).isEqualTo(new Tally(3_000, 3_000));
    assertThat(timeline.ranges()).isEqualTo(1);
  }

  @Test
  void aRangeThatWasReadOutOfTheFenceCountsWhereItWasJournaled() {
    begin();
    range(0, 1, 500, 4.5, 0);
    end();

    assertThat(stretch(timeline(), 4).nodesPerSecond()).isEqualTo(500);
  }

  @Test
  void aPauseSaysWhoAndWhyAndThePaceIsNothing() {
    begin();
    own.add(new MigrationEvent.Paused("ann", "lunch", at(2)));
    own.add(new MigrationEvent.Resumed("ann", "back", null, at(4.5)));
    end();

    Timeline timeline = timeline();

    assertThat(stretch(timeline, 1).why()).containsExactly("no range was in flight");
    assertThat(stretch(timeline, 3).why()).containsExactly("paused by ann: lunch");
    assertThat(stretch(timeline, 3).pace()).isZero();
    assertThat(stretch(timeline, 4).pace()).isEqualTo(0.5, within(0.001));
    assertThat(stretch(timeline, 5).pace()).isEqualTo(1);
  }

  @Test
  void aLowPaceSaysWhichSignalDecided() {
    begin();
    own.add(new MigrationEvent.PaceChanged(0.1, "database-cpu is 95% of 80%", at(3), null));
    own.add(new MigrationEvent.PaceChanged(1, "every signal is at ease", at(6), null));
    end();

    Timeline timeline = timeline();

    assertThat(stretch(timeline, 4).why()).containsExactly("database-cpu is 95% of 80%");
    assertThat(stretch(timeline, 4).pace()).isEqualTo(0.1, within(0.001));
    assertThat(stretch(timeline, 7).pace()).isEqualTo(1);
  }

  @Test
  void thePaceOfAnEarlierPassIsWhereThisOneBegins() {
    own.add(new MigrationEvent.PaceChanged(0.2, "lock-waits are 9 of 3", at(-5), null));
    begin();
    end();

    assertThat(stretch(timeline(), 0).why()).containsExactly("lock-waits are 9 of 3");
  }

  @Test
  void timeOutsideOfTheWindowsIsSaid() {
    limits =
        new Limits(4, null, null, 1, 1_000, Map.of(), List.of("Mon-Sun 20:00-21:00 Europe/Berlin"));
    begin();
    end();

    assertThat(stretch(timeline(), 5).why()).containsExactly("outside of its windows");
    assertThat(stretch(timeline(), 5).pace()).isZero();
  }

  @Test
  void ordersTriggersAndSplitsStandWhereTheyHappened() {
    begin();
    range(0, 1, 10, 3.9, 900);
    own.add(
        new MigrationEvent.BudgetChanged(
            new Limits(8, null, null, 1, 1_000, Map.of(), null), "ann", "night", at(3.2)));
    own.add(
        new MigrationEvent.TriggerFired(
            1, Trigger.FOREIGN_WRITES, Reaction.WARN, "3 writes", at(3.4)));
    own.add(
        new MigrationEvent.ShardSplit(
            1, 0, Key.of(49L), History.ids(1, 49, 99), "workers were idle", at(3.5)));
    end();

    assertThat(stretch(timeline(), 3).why())
        .containsExactly(
            "ann changed the budget: night",
            "foreign-writes: 3 writes",
            "shard 0 was split: workers were idle");
  }

  @Test
  void ofManyShardsThatWereSplitTheirNumberIsSaid() {
    begin();
    range(0, 1, 10, 3.9, 900);
    for (int shard = 0; shard < 5; shard++) {
      own.add(
          new MigrationEvent.ShardSplit(
              1, shard, Key.of(49L), History.ids(9, 49, 99), "workers were idle", at(3.5)));
    }
    end();

    assertThat(stretch(timeline(), 3).why()).containsExactly("5 shards were split");
  }

  @Test
  void aTakeoverIsCountedAndNarrowingAShardIsNone() {
    begin();
    claim(0, ADA, 1, 1);
    range(0, 1, 10, 3.9, 900);
    claim(0, BOB, 2, 5.2);
    range(0, 2, 10, 6.9, 900);
    claim(0, BOB, 3, 8.1);
    add(0, new ShardEvent.Narrowed(Key.of(49L), Key.of(99L), at(8.1)));
    range(0, 3, 10, 8.9, 700);
    end();

    Timeline timeline = timeline();

    assertThat(stretch(timeline, 5).why()).contains("a shard was taken over");
    assertThat(stretch(timeline, 8).why()).doesNotContain("a shard was taken over");
  }

  @Test
  void aStretchInWhichNodesTookLongerThanUsualSaysSo() {
    begin();
    for (int second = 1; second <= 10; second++) {
      range(0, second, second == 7 ? 250 : 1_000, second, 1_000);
    }
    end();

    Timeline timeline = timeline();

    assertThat(stretch(timeline, 6).why())
        .containsExactly("each node took 4.0 times as long as usual");
    assertThat(stretch(timeline, 5).why()).isEmpty();
  }

  // From 3.1 to 5.1 the shard waits, from 5.1 to 5.9 its range is in flight.
  @Test
  void forWhatAShardWaitedStandsWhereItWaited() {
    begin();
    delayed(0, 1, 5.9, 800, new Delay(Map.of("memory", 1_500L, "window", 500L), null));
    end();

    Timeline timeline = timeline();

    assertThat(stretch(timeline, 3).why())
        .containsExactly("0.7 shards waited for room in memory, in the mean");
    assertThat(stretch(timeline, 5).why()).isEmpty();
    assertThat(stretch(timeline, 7).why()).containsExactly("no range was in flight");
  }

  @Test
  void aRangeThatWasTriedAgainSaysByWhomForHowLongAndWhy() {
    begin();
    claim(3, ADA, 1, 0);
    delayed(3, 17, 6, 500, new Delay(Map.of(), new Retries(4, 3_000, "a deadlock")));
    end();

    Timeline timeline = timeline();

    assertThat(stretch(timeline, 4).why())
        .containsExactly("drover@ada:1 retried range 17 of shard 1/3 for 3.0 s: a deadlock");
    assertThat(timeline.retried())
        .containsExactly(new RetriedRange(3, 17, ADA, 4, 3_000, "a deadlock", at(5.5)));
  }

  @Test
  void ofManyThatWereTriedAgainTheLongestIsNamed() {
    begin();
    claim(3, ADA, 1, 0);
    delayed(3, 1, 6, 500, new Delay(Map.of(), new Retries(1, 300, "a deadlock")));
    delayed(3, 2, 6, 500, new Delay(Map.of(), new Retries(2, 400, "a deadlock")));
    end();

    assertThat(stretch(timeline(), 5).why())
        .containsExactly(
            "2 ranges were tried again, 3 attempts failed, the longest: drover@ada:1 retried range"
                + " 2 of shard 1/3 for 0.4 s: a deadlock");
  }

  // What was told on the way is part of what was told at the end; what nobody finished is all
  // that there is.
  @Test
  void retriesThatWereToldBeforeTheEndCountOnce() {
    begin();
    claim(0, ADA, 1, 0);
    claim(1, BOB, 1, 0);
    add(0, new ShardEvent.Retried(1, new Retries(3, 2_000, "a deadlock"), at(3)));
    delayed(0, 1, 6, 500, new Delay(Map.of(), new Retries(5, 4_000, "a deadlock")));
    add(1, new ShardEvent.Retried(1, new Retries(3, 1_000, "no connection"), at(9)));
    end();

    assertThat(timeline().retried())
        .containsExactly(
            new RetriedRange(0, 1, ADA, 5, 4_000, "a deadlock", at(5.5)),
            new RetriedRange(1, 1, BOB, 3, 1_000, "no connection", at(9)));
  }

  @Test
  void whatATakenOverOwnerToldIsNotForgotten() {
    begin();
    claim(0, ADA, 1, 0);
    add(0, new ShardEvent.Retried(1, new Retries(3, 2_000, "a deadlock"), at(3)));
    claim(0, BOB, 2, 5);
    range(0, 1, 10, 6, 500);
    end();

    assertThat(timeline().retried())
        .containsExactly(new RetriedRange(0, 1, ADA, 3, 2_000, "a deadlock", at(3)));
  }

  @Test
  void aStallSaysHowLongItLastedAndWhatTheShardsWaitedFor() {
    begin();
    own.add(new MigrationEvent.Stalled(1, at(2), "every shard had no worker", at(4)));
    own.add(new MigrationEvent.StallEnded(1, at(2), "every shard waited to be taken over", at(6)));
    end();

    Timeline timeline = timeline();

    assertThat(stretch(timeline, 1).why()).containsExactly("no range was in flight");
    assertThat(stretch(timeline, 3).why())
        .containsExactly("stalled for 4.0 s: every shard waited to be taken over");
    assertThat(stretch(timeline, 6).why()).containsExactly("no range was in flight");
  }

  @Test
  void aStallThatHasNotEndedLastsUntilNow() {
    begin();
    own.add(new MigrationEvent.Stalled(1, at(2), "every shard had no worker", at(4)));

    assertThat(stretch(timeline(null, at(10)), 9).why())
        .containsExactly("stalled for 8.0 s: every shard had no worker");
  }

  @Test
  void workersAreComparedAndTheSlowestRangesNamed() {
    begin();
    claim(0, ADA, 1, 0);
    claim(1, BOB, 1, 0);
    range(0, 1, 1_000, 1, 1_000);
    range(0, 2, 1_000, 2, 1_000);
    range(1, 1, 1_000, 4, 4_000);
    end();

    Timeline timeline = timeline();

    assertThat(timeline.workers())
        .containsExactly(new Worker(ADA, 2_000, 2, 2, 1_000), new Worker(BOB, 1_000, 1, 4, 4_000));
    assertThat(timeline.slowest().getFirst().shard()).isEqualTo(1);
    assertThat(timeline.slowest().getFirst().node()).isEqualTo(BOB);
    assertThat(timeline.slowest().getFirst().millis()).isEqualTo(4_000);
  }

  @Test
  void onlyTheSlowestRangesAreKept() {
    begin();
    for (int number = 1; number <= 20; number++) {
      range(0, number, 10, 5, number);
    }
    end();

    assertThat(timeline().slowest().stream().map(Timeline.SlowRange::millis))
        .containsExactly(20L, 19L, 18L, 17L, 16L);
  }

  @Test
  void aPassThatIsUnderWayEndsNow() {
    begin();

    Timeline timeline = timeline(null, at(5));

    assertThat(timeline.ended()).isFalse();
    assertThat(timeline.to()).isEqualTo(at(5));
    assertThat(timeline.stretches()).hasSize(5);
  }

  @Test
  void aPassThatWasGivenUpEndsWithTheOrder() {
    begin();
    own.add(new MigrationEvent.PassRequested(PassKind.ROLLBACK, null, "ann", "no more", at(4)));

    Timeline timeline = timeline(1, at(90));

    assertThat(timeline.ended()).isTrue();
    assertThat(timeline.to()).isEqualTo(at(4));
  }

  @Test
  void aPassThatIsNotThereHasNoTimeline() {
    begin();

    assertThat(
            TimelineWalk.timeline(
                "m", own, limits, 2, 10, at(5), number -> Stream.<JournalEntry>of()))
        .isEmpty();
  }

  @Test
  void clocksThatDifferBreakNothing() {
    begin();
    range(0, 1, 10, -3, 500);
    range(0, 2, 10, 40, 500);
    end();

    assertThat(timeline().ranges()).isEqualTo(2);
  }
}
