package org.drover.coordinator.governor;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.shared.protocol.NodeUse;
import org.drover.shared.protocol.Quantiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GaugesTest {

  private long now = 1_000_000;

  // Of 2,000 samples of 1 to 2,000 microseconds, the 95th percentile is about 1,900.
  @Test
  void theBaselineIsTheNinetyFifthPercentileOfWhatWasSeenBefore() {
    ProbeGauge gauge = new ProbeGauge("probe 1", null);
    for (int micros = 1; micros <= 2_000; micros++) {
      ask(gauge, ProbeGauge.EVERY_MILLIS, micros / 1_000.0);
    }
    assertThat(gauge.measure(now).orElseThrow()).isBetween(1.89, 1.91);
  }

  @Test
  void neitherFewSamplesNorAShortTimeMakeABaseline() {
    ProbeGauge gauge = new ProbeGauge("probe 1", null);
    gauge.took(now, 5);
    now += ProbeGauge.BASELINE_MILLIS;
    assertThat(gauge.measure(now)).isEmpty();
    assertThat(gauge.read(now, 10)).isNull();
    ProbeGauge hasty = new ProbeGauge("probe 1", null);
    ask(hasty, ProbeGauge.BASELINE_MILLIS / 2, 5);
    assertThat(hasty.measure(now)).isEmpty();
  }

  @Test
  void itSaysHowFarItsBaselineIs() {
    ProbeGauge gauge = new ProbeGauge("probe 1", null);
    assertThat(gauge.progress(now)).isEqualTo("0 of 100 samples, 0 of 30 s");
    for (int asked = 0; asked < 37; asked++) {
      gauge.took(now, 5);
      now += 200;
    }
    assertThat(gauge.progress(now)).isEqualTo("37 of 100 samples, 7 of 30 s");
    assertThat(gauge.asked()).isEqualTo(37);
  }

  @Test
  void aProbeAtItsBaselineHasAllTheRoom() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10.0);
    ask(gauge, 10_000, 10);
    assertThat(read(gauge))
        .isEqualTo(new Reading("probe 1", 10.0, 11, "ms", 1, new Quantiles(10, 10, 10)));
  }

  @Test
  void theThresholdIsTheOneOfTheMoment() {
    ProbeGauge probe = new ProbeGauge("probe 1", 10.0);
    ask(probe, 10_000, 11);
    assertThat(probe.read(now, 10)).extracting(Reading::headroom).isEqualTo(0.0);
    assertThat(probe.read(now, 20)).extracting(Reading::headroom).isEqualTo(0.5);
    LevelGauge level = new LevelGauge("http", 0.8, "");
    level.saw(now, 9);
    assertThat(level.read(now, 5).headroom()).isNegative();
    assertThat(level.read(now, 100).headroom()).isEqualTo(1);
  }

  // After two seconds of twenty the percentile over ten seconds has hardly any of them.
  @Test
  void aSuddenRiseIsSeenBeforeThePercentileKnowsOfIt() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10.0);
    ask(gauge, 10_000, 10);
    ask(gauge, 1_000, 20);
    assertThat(read(gauge).headroom()).isNegative();
  }

  // Eight seconds of the ten were of the rush: the percentile would not forget it for as long.
  @Test
  void whenARushIsOverItsSamplesAreLeftOut() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10.0);
    ask(gauge, 8_000, 30);
    assertThat(read(gauge).headroom()).isEqualTo(-2);
    ask(gauge, 2_000, 10);
    assertThat(read(gauge))
        .extracting(Reading::value, Reading::headroom)
        .containsExactly(10.0, 1.0);
  }

  // While one takes 1,002 ms, 50 others could have been asked; each would have waited 20 ms less.
  @Test
  void aStallCountsForAllThatCouldNotBeAskedMeanwhile() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 2.0);
    ask(gauge, 1_000, 2);
    now += 1_000;
    gauge.took(now, 1_002);
    assertThat(read(gauge).headroom()).isEqualTo(-2);
    assertThat(read(gauge).value()).isGreaterThan(900);
  }

  @Test
  void aProbeRestsNineTimesAsLongAsItTakes() {
    assertThat(new ProbeGauge("probe 1", 10.0).everyMillis()).isEqualTo(20);
    assertThat(thatTakes(1.5).everyMillis()).isEqualTo(20);
    assertThat(thatTakes(30).everyMillis()).isEqualTo(300);
    assertThat(thatTakes(400).everyMillis()).isEqualTo(1_000);
  }

  // Otherwise the end of a rush would be seen late, and its height by a handful of answers.
  @Test
  void inARushAProbeIsAskedAsOftenAsBefore() {
    ProbeGauge gauge = thatTakes(1.5);
    ask(gauge, 5_000, 100);
    assertThat(gauge.everyMillis()).isEqualTo(20);
  }

  // As after a failover: what it takes at ease is not known yet.
  @Test
  void aProbeThatWasMetInARushIsAskedAsOftenAsItMayOnceOneAnswerIsQuick() {
    ProbeGauge gauge = thatTakes(100);
    gauge.took(now, 1.5);
    assertThat(gauge.everyMillis()).isEqualTo(20);
  }

  private ProbeGauge thatTakes(double millis) {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10.0);
    ask(gauge, 1_000, millis);
    return gauge;
  }

  @Test
  void aProbeThatDoesNotAnswerIsMissing() {
    ProbeGauge gauge = new ProbeGauge("probe 1", 10.0);
    ask(gauge, 1_000, 10);
    now += 3_000;
    assertThat(read(gauge).value()).isNull();
  }

  @Test
  void aLevelThatGrowsOldIsMissing() {
    LevelGauge gauge = new LevelGauge("http", 0.8, "");
    assertThat(gauge.read(now, 10).value()).isNull();
    gauge.saw(now, 9);
    assertThat(gauge.read(now, 10).headroom()).isEqualTo(0.5);
    now += 11_000;
    assertThat(gauge.read(now, 10).value()).isNull();
  }

  // A JVM says -1 of a load that it cannot tell, and a query without traffic says NaN.
  @Test
  void aLevelThatIsNoneIsMissing() {
    LevelGauge gauge = new LevelGauge("database-cpu", 0.8, "%");
    gauge.saw(now, Double.NaN);
    assertThat(gauge.read(now, 10).value()).isNull();
    gauge.saw(now, 9);
    gauge.saw(now + 1_000, Double.NEGATIVE_INFINITY);
    assertThat(gauge.read(now + 1_000, 10).value()).isNull();
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
    for (long passed = 0; passed < duration; passed += ProbeGauge.EVERY_MILLIS) {
      now += ProbeGauge.EVERY_MILLIS;
      gauge.took(now, millis);
    }
  }

  private Reading read(ProbeGauge gauge) {
    @Nullable Reading reading = gauge.read(now, 10);
    if (reading == null) {
      throw new AssertionError("it has no baseline");
    }
    return reading;
  }
}
