package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RangeSizerTest {

  private final RangeSizer sizer = new RangeSizer(Duration.ofSeconds(1), 10_000);

  // 2,500 in 10 ms would fit a hundred times; 2,500 x 1.2 = 3,000.
  @Test
  void growsByAFifthAtMostHoweverQuickARangeWas() {
    sizer.finished(2_500, 10);
    assertThat(sizer.nodes()).isEqualTo(3_000);
  }

  @Test
  void neverGrowsBeyondTheMost() {
    for (int i = 0; i < 100; i++) {
      sizer.finished(sizer.nodes(), 1);
    }
    assertThat(sizer.nodes()).isEqualTo(10_000);
  }

  // 2,500 took 5 s: 500 fit into one.
  @Test
  void shrinksAtOnceToWhatFitsTheTarget() {
    sizer.finished(2_500, 5_000);
    assertThat(sizer.nodes()).isEqualTo(500);
  }

  // A transaction of five round trips over a slow line takes seconds, however small it is.
  @Test
  void aSlowLineDoesNotShrinkRangesToNothing() {
    for (int i = 0; i < 10; i++) {
      sizer.finished(sizer.nodes(), 5_000);
    }
    assertThat(sizer.nodes()).isEqualTo(500);
  }

  // 10 a millisecond; the next range is to take 100 ms, and not the one after it.
  @Test
  void aShorterTargetIsObeyedAtOnce() {
    sizer.finished(2_500, 250);
    sizer.aimAt(100);
    assertThat(sizer.nodes()).isEqualTo(1_000);
    sizer.aimAt(10);
    assertThat(sizer.nodes()).isEqualTo(500);
  }

  // 1 x 1.2 each time, however fast: what was refused for its size is approached slowly.
  @Test
  void growsSlowlyOutOfASingleNode() {
    halvesDownToASingleNode();
    sizer.finished(1, 1);
    sizer.finished(1, 1);
    assertThat(sizer.nodes()).isEqualTo(1);
  }

  @Test
  void halvesDownToASingleNode() {
    for (int i = 0; i < 20; i++) {
      sizer.halve();
    }
    assertThat(sizer.nodes()).isEqualTo(1);
  }

  @Test
  void aHoleSaysNothing() {
    sizer.finished(0, 60_000);
    assertThat(sizer.nodes()).isEqualTo(2_500);
  }
}
