package org.drover.shared.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.Delay.Retries;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.replay.Timeline.RetriedRange;
import org.junit.jupiter.api.Test;

/** What a timeline says of ranges that were held up, and of a pass that stalled. */
final class HeldUpTest extends TimelineScene {

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

  // Its work is told as if it had come behind the wait: 0.1 seconds of six.
  @Test
  void aLateAnswerToACommitStandsWhereItWasWaitedFor() {
    begin();
    delayed(0, 1, 6, 100, new Delay(Map.of("commit", 4_000L), null));
    end();

    assertThat(stretch(timeline(), 3).why())
        .containsExactly("1.0 shards waited for the database to commit, in the mean");
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
}
