package org.drover.shared.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Timeline.Stretch;
import org.drover.shared.replay.Timeline.Worker;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.junit.jupiter.api.Test;

/** How fast a pass was, and what the migration's own events say of it. */
final class TimelineTest extends TimelineScene {

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
