package org.drover.coordinator.governor;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.shared.protocol.NodeUse;
import org.drover.shared.protocol.Quantiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GaugesTest {

  private long now = 1_000_000;

  // Of 200 samples 1 to 200 ms, the 95th percentile is about 190.
  @Test
  void theBaselineIsTheNinetyFifthPercentileOfWhatWasSeenBefore() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10, null);
    for (int millis = 1; millis <= 200; millis++) {
      gauge.took(now, millis);
    }
    assertThat(gauge.measure().orElseThrow()).isBetween(189.0, 192.0);
  }

  @Test
  void tooFewSamplesAreNoBaseline() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10, null);
    gauge.took(now, 5);
    assertThat(gauge.measure()).isEmpty();
    assertThat(gauge.read(now)).isNull();
  }

  @Test
  void aProbeAtItsBaselineHasAllTheRoom() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10, 10.0);
    ask(gauge, 10_000, 10);
    assertThat(read(gauge))
        .isEqualTo(new Reading("probe 1", 10.0, 11, "ms", 1, new Quantiles(10, 10, 10)));
  }

  // After two seconds of twenty the percentile over ten seconds has hardly any of them.
  @Test
  void aSuddenRiseIsSeenBeforeThePercentileKnowsOfIt() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10, 10.0);
    ask(gauge, 10_000, 10);
    ask(gauge, 1_000, 20);
    assertThat(read(gauge).headroom()).isNegative();
  }

  @Test
  void aProbeThatDoesNotAnswerIsMissing() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10, 10.0);
    ask(gauge, 1_000, 10);
    now += 3_000;
    assertThat(read(gauge).value()).isNull();
  }

  @Test
  void aLevelThatGrowsOldIsMissing() {
    LevelGauge gauge = new LevelGauge("http", 0.8, 10, "");
    assertThat(gauge.read(now).value()).isNull();
    gauge.saw(now, 9);
    assertThat(gauge.read(now).headroom()).isEqualTo(0.5);
    now += 11_000;
    assertThat(gauge.read(now).value()).isNull();
  }

  @Test
  void conflictsOfAllNodesAreOneSignal() {
    RangeOutcomes outcomes = new RangeOutcomes();
    outcomes.add(use(6, 4), now);
    outcomes.add(use(10, 0), now);
    assertThat(outcomes.read(now))
        .contains(
            new Reading("conflicts", 20.0, 20, "%", 0), new Reading("errors", 0.0, 20, "%", 1));
    now += 11_000;
    assertThat(outcomes.read(now)).isEmpty();
  }

  private static NodeUse use(long finished, long conflicts) {
    return new NodeUse(1, 0, 1, 8, 0, 0, finished, conflicts, 0);
  }

  private void ask(ProbeGauge gauge, long duration, double millis) {
    for (long passed = 0; passed < duration; passed += 40) {
      now += 40;
      gauge.took(now, millis);
    }
  }

  private Reading read(ProbeGauge gauge) {
    @Nullable Reading reading = gauge.read(now);
    if (reading == null) {
      throw new AssertionError("it has no baseline");
    }
    return reading;
  }
}
