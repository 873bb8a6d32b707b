package org.drover.deploy.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.deploy.SampleViews;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

final class BarLineTest {

  private static String line(MigrationView view, int width, boolean color, boolean unicode) {
    return new BarLine(color, unicode)
        .render(new Moment(view, SampleViews.START.plusSeconds(10)), width);
  }

  @Test
  void theBarIsAsFullAsTheWork() {
    assertThat(line(SampleViews.running(500), 120, false, false))
        .isEqualTo(
            "backfilling  50% |###############               | 500/1,000"
                + "  60/s (mean 50/s), ETA 0:05, 1 worker");
  }

  @Test
  void aPartOfACharacterIsDrawnToo() {
    assertThat(line(SampleViews.running(25), 120, false, true)).contains("│▊     ");
  }

  @Test
  void aLineIsNeverWiderThanTheTerminal() {
    for (int width = 30; width < 140; width++) {
      assertThat(line(SampleViews.running(500), width, false, true))
          .hasSizeLessThanOrEqualTo(width);
    }
  }

  @Test
  void colorsAreUsedOnlyWhereTheyAreWanted() {
    assertThat(line(SampleViews.running(500), 120, false, true)).doesNotContain("\u001b");
    assertThat(line(SampleViews.running(500), 120, true, true)).contains("\u001b[36m");
  }

  @Test
  void aReasonToWaitTakesThePlaceOfThePace() {
    assertThat(line(SampleViews.waiting("memory pool full"), 120, false, true))
        .endsWith("500/1,000  waiting: memory pool full");
  }

  @Test
  void allIsFullAtTheEnd() {
    assertThat(line(SampleViews.ended(Phase.COMPLETED), 120, false, false))
        .startsWith("completed   100% |##############################| 1,000/1,000");
  }
}
