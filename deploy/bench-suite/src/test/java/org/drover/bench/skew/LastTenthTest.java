package org.drover.bench.skew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Timeline.Stretch;
import org.junit.jupiter.api.Test;

class LastTenthTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Offset<Double> ABOUT = within(0.001);

  @Test
  void takesItsShareWhereThePaceIsEven() {
    Skew.Round round = LastTenth.of(seconds(100, 100, 100, 100, 100), BEGIN, 3);
    assertThat(round.lastTenth()).isCloseTo(1, ABOUT);
    assertThat(round.nodes()).isEqualTo(500);
    assertThat(round.seconds()).isCloseTo(5, ABOUT);
  }

  @Test
  void takesLongerWhereTheEndIsSlow() {
    // 500 nodes: the last 50 take one whole second and half of another.
    assertThat(LastTenth.of(seconds(225, 200, 50, 25), BEGIN, 3).lastTenth())
        .isCloseTo(1.5 / 0.4, ABOUT);
  }

  @Test
  void doesNotCountWhatWasDoneAndWaitedBefore() {
    Skew.Round round = LastTenth.of(seconds(900, 0, 0, 100, 100), BEGIN.plusSeconds(3), 3);
    assertThat(round.nodes()).isEqualTo(200);
    assertThat(round.seconds()).isCloseTo(2, ABOUT);
    assertThat(round.lastTenth()).isCloseTo(1, ABOUT);
  }

  private static Timeline seconds(double... nodesPerSecond) {
    List<Stretch> stretches = new ArrayList<>();
    for (double speed : nodesPerSecond) {
      Instant from = BEGIN.plusSeconds(stretches.size());
      stretches.add(new Stretch(from, speed, 1, 1, 1.0, 1, List.of()));
    }
    return new Timeline(
        "m",
        1,
        PassKind.BACKFILL,
        BEGIN,
        BEGIN.plusSeconds(stretches.size()),
        true,
        Tally.NONE,
        0,
        stretches,
        List.of(),
        List.of(),
        List.of());
  }
}
