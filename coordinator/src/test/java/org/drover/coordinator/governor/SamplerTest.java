package org.drover.coordinator.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.drover.coordinator.governor.Signals.Measuring;
import org.drover.shared.graph.GraphWatch;
import org.drover.shared.spec.Guard;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private static final Guard PROBE = new Guard.Probe("RETURN 1", Map.of(), 10);

  // It is asked a second time only when what came of the first is known.
  @Test
  void whyAProbeCannotBeMeasuredIsSaid() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(2);
    try (Sampler sampler = watching(Map.of(), asked)) {
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(sampler.measuring())
          .isEqualTo(new Measuring(0, true, "probe 1 cannot be asked: there is no such index"));
    }
  }

  @Test
  void whatWasMeasuredBeforeIsNotMeasuredAgain() {
    try (Sampler sampler = watching(Map.of(0, 4.5), new CountDownLatch(0))) {
      assertThat(sampler.measuring()).isNull();
      assertThat(sampler.baselines()).isEqualTo(Map.of(0, 4.5));
    }
  }

  private static Sampler watching(Map<Integer, Double> baselines, CountDownLatch asked) {
    return new Sampler(List.of(PROBE), baselines, () -> new Refusing(asked), () -> Instant.EPOCH);
  }

  private record Refusing(CountDownLatch asked) implements GraphWatch {

    @Override
    public Duration ask(String query, Map<String, Object> parameters) {
      asked.countDown();
      throw new IllegalStateException("there is no such index");
    }

    @Override
    public double cpuPercent() {
      return Double.NaN;
    }

    @Override
    public Transactions transactions() {
      return new Transactions(0, 0);
    }
  }
}
