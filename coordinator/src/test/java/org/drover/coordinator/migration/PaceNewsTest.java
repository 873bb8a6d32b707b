package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceNewsTest {

  private final PaceNews news = new PaceNews(1);
  private long now = 1_000_000;

  // Who takes over goes by what was told last: one that was told too high runs into a rush.
  @Test
  void aFallBelowHalfOfWhatWasToldIsAlwaysNews() {
    double pace = 1;
    for (int second = 0; second < 100; second++) {
      now += 1_000;
      pace *= 0.4;
      assertThat(news.tell(pace, now)).isTrue();
    }
  }

  // Up and down for an hour, each second: what rises is bounded, and so is what falls from it.
  @Test
  void thoseOfAnHourAreFew() {
    int told = 0;
    for (int second = 0; second < 3_600; second++) {
      now += 1_000;
      told += news.tell(second % 20 < 10 ? 1 : 0.1, now) ? 1 : 0;
    }
    assertThat(told).isBetween(100, 165);
  }
}
