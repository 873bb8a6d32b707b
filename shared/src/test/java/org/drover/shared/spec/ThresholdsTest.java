package org.drover.shared.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

  private static final Guard PROBE = new Guard.Probe("RETURN 1", Map.of(), 10);
  private static final Guard CPU = new Guard.DatabaseCpu(80);

  @Test
  void aGuardIsKnownByItsKindAndByItsPlaceWhereThatIsNotEnough() {
    Guard queue = new Guard.Prometheus("http://p", "queue", 5);
    assertThat(Thresholds.names(List.of(CPU, PROBE, queue)))
        .containsExactly("database-cpu", "probe 2", "prometheus");
    assertThat(Thresholds.names(List.of(queue, PROBE, queue, PROBE)))
        .containsExactly("prometheus 1", "probe 2", "prometheus 3", "probe 4");
  }

  @Test
  void theirThresholdsAreTheSpecs() {
    assertThat(Thresholds.of(List.of(PROBE, CPU, new Guard.LockWaits(3))))
        .isEqualTo(Map.of("probe 1", 10.0, "database-cpu", 80.0, "lock-waits", 3.0));
  }

  @ParameterizedTest
  @CsvSource({
    "probe 1, +12.5%, 12.5",
    "database-cpu, 70%, 70",
    "transactions, 20, 20",
    "http, 0.5, 0.5",
  })
  void aThresholdIsWrittenAsInASpecAndPrintedAsItIsWritten(String name, String text, double value) {
    assertThat(Thresholds.parse(name, text)).isEqualTo(value);
    assertThat(Thresholds.text(name, value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "probe 1, 10%, such as +10%",
    "database-cpu, 170%, 0% to 100%",
    "lock-waits, many, such as 20",
    "lock-waits, -1, at least 1",
    "lock-waits, 0, at least 1",
    "transactions 2, 0, at least 1",
    "transactions, 0.5, at least 1",
    "http, 0, above 0",
    "prometheus, NaN, above 0",
    "prometheus, Infinity, above 0",
    "database-cpu, 0%, more than 0%",
  })
  void aThresholdThatIsNoneIsRefusedInWords(String name, String text, String expected) {
    assertThatThrownBy(() -> Thresholds.parse(name, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the threshold of " + name)
        .hasMessageContaining(expected)
        .hasMessageContaining("'" + text + "'");
  }
}
