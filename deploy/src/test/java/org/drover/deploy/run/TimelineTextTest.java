package org.drover.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Timeline.RetriedRange;
import org.drover.shared.replay.Timeline.SlowRange;
import org.drover.shared.replay.Timeline.Stretch;
import org.drover.shared.replay.Timeline.Worker;
import org.junit.jupiter.api.Test;

final class TimelineTextTest {

  private static final Instant AT = Instant.parse("2026-01-31T20:00:00Z");

  private static Timeline timeline(Duration lasting, boolean ended) {
    return new Timeline(
        "keys",
        2,
        PassKind.BACKFILL,
        AT,
        AT.plus(lasting),
        ended,
        new Tally(100_000, 100_000),
        40,
        List.of(
            new Stretch(AT, 12_345.6, 20, 3.94, 81.4, 1, List.of()),
            new Stretch(
                AT.plusSeconds(5), 0, 0, 0, null, 0, List.of("paused by ann: lunch", "one more"))),
        List.of(new Worker("pekko://drover@ada:1", 75_000, 30, 61.5, 820)),
        List.of(new SlowRange(3, 7, null, Key.of("m"), null, 2_500, 4_200, AT.plusSeconds(3))),
        List.of(
            new RetriedRange(
                3, 17, "pekko://drover@ada:1", 4, 12_300, "a deadlock", AT.plusSeconds(4))));
  }

  @Test
  void eachStretchIsARowWithItsReasonsAndEachReasonBehindTheFirstARowOfItsOwn() {
    assertThat(TimelineText.lines(timeline(Duration.ofSeconds(10), true)))
        .containsExactly(
            "keys, pass 2 (backfill) from 2026-01-31T20:00:00Z, 10 s: 100,000 visited in 40 ranges,"
                + " 10,000/s in the mean",
            "",
            "FROM (UTC)     NODES/S  RANGES IN FLIGHT US A NODE  PACE  WHY",
            "20:00:00        12,346      20       3.9        81  100%",
            "20:00:05             0       0       0.0         -    0%  paused by ann: lunch",
            " ".repeat(58) + "one more",
            "",
            "Workers:",
            "  pekko://drover@ada:1: 75% of what was visited in 30 ranges, 820 us a node, ranges for"
                + " 61 s together",
            "",
            "Slowest ranges:",
            "  shard 3, range 7, behind the beginning to m: 2,500 visited in 4.2 s,"
                + " 2026-01-31T20:00:03Z",
            "",
            "Retried longest:",
            "  drover@ada:1 retried range 17 of shard 2/3 for 12 s: a deadlock; 4 attempts failed,"
                + " 2026-01-31T20:00:04Z");
  }

  @Test
  void ofALongPassTheDayIsSaid() {
    assertThat(TimelineText.lines(timeline(Duration.ofHours(30), false)))
        .anySatisfy(line -> assertThat(line).startsWith("01-31 20:00"))
        .anySatisfy(line -> assertThat(line).contains("30 h 0 min until now:"));
  }
}
