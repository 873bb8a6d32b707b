package org.drover.bench.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drover.bench.pace.PaceReport.Moment;
import org.drover.bench.pace.Reckoning.Circumstances;
import org.drover.bench.pace.Reckoning.Span;
import org.drover.bench.report.Machine;
import org.junit.jupiter.api.Test;

/**
 * Alone 0 to 10 s, unguarded to 20 s, alone again to 30 s, guarded to 60 s, doubled to 70 s,
 * guarded to 90 s.
 */
class ReckoningTest {

  private static final long ORIGIN = 1_000_000;

  private final List<Latency> felt = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();

  private PaceReport report() {
    List<Span> spans =
        List.of(
            span(PaceReport.ALONE, 0, 10, 0),
            span(PaceReport.UNGUARDED, 10, 20, 1_000_000),
            span(PaceReport.ALONE_AGAIN, 20, 30, 0),
            span(PaceReport.GUARDED, 30, 60, 300_000),
            span(PaceReport.DOUBLED, 60, 70, 20_000),
            span(PaceReport.GUARDED, 70, 90, 180_000));
    return new Reckoning(ORIGIN, spans, felt, moments)
        .report(
            new Circumstances(
                new Machine(2, "a processor", 1, "a system", 0), Map.of(), Map.of(), List.of()));
  }

  private static Span span(String name, long from, long to, long nodes) {
    return new Span(name, ORIGIN + from * 1_000, ORIGIN + to * 1_000, nodes);
  }

  /** Ten requests a second that took so long. */
  private void feel(long from, long to, long micros) {
    for (long at = from * 1_000; at < to * 1_000; at += 100) {
      felt.add(new Latency(ORIGIN + at, micros));
    }
  }

  private void pace(int from, int to, double pace) {
    for (int second = from; second < to; second++) {
      moments.add(new Moment(second, pace, 0, null));
    }
  }

  // What was done to the graph in between makes everybody slower, alone or not.
  @Test
  void aWindowIsWithinToleranceUpToATenthAboveTheBaselineBesideIt() {
    feel(0, 10, 1_000);
    feel(10, 20, 8_000);
    feel(20, 30, 2_000);
    feel(30, 40, 2_200);
    feel(40, 50, 2_201);
    feel(50, 60, 2_000);
    feel(60, 70, 9_000);
    feel(70, 90, 2_000);

    PaceReport report = report();

    assertThat(report.windowsWithinTolerance()).isCloseTo(4.0 / 5, within(1e-9));
    assertThat(report.aloneWindowsWithinTolerance()).isEqualTo(1);
    assertThat(report.unguardedP95Ratio()).isEqualTo(8);
  }

  @Test
  void theBackfillsSpeedCountsAllOfItsTime() {
    feel(0, 90, 2_000);
    // 500,000 nodes in 60 seconds, ten of them beside the doubled foreground.
    assertThat(report().backfillNodesPerSecond()).isCloseTo(500_000 / 60.0, within(0.01));
  }

  @Test
  void itHasGivenWayWhenThePaceIsHalfOfWhatItWas() {
    feel(0, 90, 2_000);
    pace(50, 60, 0.8);
    pace(60, 63, 0.5);
    pace(63, 74, 0.4);
    pace(74, 90, 0.8);

    assertThat(report().giveWaySeconds()).isEqualTo(3);
    assertThat(report().comeBackSeconds()).isEqualTo(4);
  }

  @Test
  void whoNeverGaveWayHasNoTimeForIt() {
    feel(0, 90, 2_000);
    pace(50, 90, 0.8);

    assertThat(report().giveWaySeconds()).isNull();
  }
}
