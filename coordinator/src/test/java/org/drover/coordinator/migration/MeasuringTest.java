package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.drover.coordinator.governor.Signals.Measuring;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Waiting;
import org.junit.jupiter.api.Test;

/** What is said of baselines that are being measured. */
class MeasuringTest extends PaceScene {

  @Test
  void theStatusNamesTheProbeAndHowFarItIs() {
    measuring(new Measuring(37, false, "probe 1: 37 of 100 samples, 12 of 30 s"));
    submit(GUARDED);
    assertThat(why().throttled()).isTrue();
    assertThat(why().text())
        .isEqualTo(
            "baseline: the probes are measured before the pass; probe 1: 37 of 100 samples, 12 of"
                + " 30 s");
  }

  @Test
  void aProbeThatFailsIsNotAHealthyWait() {
    measuring(new Measuring(0, true, "probe 1 cannot be asked: no such procedure"));
    submit(GUARDED);
    assertThat(why().throttled()).isFalse();
    assertThat(why().text()).endsWith("probe 1 cannot be asked: no such procedure");
  }

  @Test
  void aProbeThatBringsNoSampleForAMinuteIsAStall() {
    measuring(new Measuring(37, true, "probe 1 cannot be asked: no answer"));
    submit(GUARDED);
    for (int passed = 0; passed < 80; passed += 10) {
      tick(10);
    }
    assertThat(paceOf(view()).stalled()).isNotNull();
  }

  @Test
  void aProbeThatIsSlowIsNoStall() {
    submitMeasuring();
    for (int passed = 0; passed < 80; passed += 10) {
      measuring(new Measuring(passed, false, "probe 1: it takes its time"));
      tick(10);
    }
    assertThat(paceOf(view()).stalled()).isNull();
  }

  private void submitMeasuring() {
    measuring(new Measuring(0, false, "probe 1: it takes its time"));
    submit(GUARDED);
  }

  private void measuring(Measuring now) {
    cluster.signalsAre(new Pretend(List.of(), Map.of(), now));
  }

  private Waiting why() {
    PaceView pace = paceOf(view());
    Waiting why = pace.why();
    if (why == null) {
      throw new AssertionError("nothing holds it back");
    }
    return why;
  }
}
