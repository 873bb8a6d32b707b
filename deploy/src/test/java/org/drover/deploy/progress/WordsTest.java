package org.drover.deploy.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WordsTest {

  @Test
  void aHundredPercentMeansAll() {
    assertThat(Words.percent(999_999, 1_000_000)).isEqualTo("99%");
    assertThat(Words.percent(1_000_000, 1_000_000)).isEqualTo("100%");
    assertThat(Words.percent(0, 0)).isEqualTo("100%");
  }

  @Test
  void durationsAreAsExactAsTheyAreShort() {
    assertThat(Words.duration(Duration.ofMillis(9_940))).isEqualTo("9.9 s");
    assertThat(Words.duration(Duration.ofSeconds(119))).isEqualTo("119 s");
    assertThat(Words.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    assertThat(Words.duration(Duration.ofMinutes(200))).isEqualTo("3 h 20 min");
  }

  @Test
  void oneIsSingular() {
    assertThat(Words.count(1, "worker")).isEqualTo("1 worker");
    assertThat(Words.count(12_345, "worker")).isEqualTo("12,345 workers");
  }
}
