package org.drover.deploy.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.drover.deploy.SampleViews;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

final class LineDisplayTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Instant now = SampleViews.START.plusSeconds(10);
  private final LineDisplay display =
      new LineDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now);

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aLineSaysHowFarHowFastAndHowLongStill() {
    display.show(SampleViews.running(470));

    assertThat(lines())
        .containsExactly("backfilling 47% 470/1,000 60/s (mean 47/s), ETA 0:05, 1 worker");
  }

  @Test
  void oneLookShowsTheSignalsToo() {
    display.show(SampleViews.guarded());
    assertThat(lines()).hasSize(1);
    new LineDisplay(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now, true)
        .show(SampleViews.guarded());

    assertThat(lines())
        .hasSize(3)
        .last()
        .isEqualTo(
            "signals: probe 1 2.31 ms of 2.20 ms, rising; http cannot be read; its threshold is"
                + " 80.00");
  }

  @Test
  void aLineComesEveryFiveSecondsAndNotMoreOften() {
    display.show(SampleViews.running(470));
    now = now.plusMillis(4_999);
    display.show(SampleViews.running(480));
    now = now.plusMillis(1);
    display.show(SampleViews.running(490));

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1)).startsWith("backfilling 49%");
  }

  @Test
  void everyChangeOfPhaseHasALineAtOnce() {
    display.show(SampleViews.planning());
    display.show(SampleViews.running(1));
    display.show(SampleViews.ended(Phase.COMPLETED));

    assertThat(lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("planning"),
            line -> assertThat(line).startsWith("backfilling 0%"),
            line -> assertThat(line).isEqualTo("completed 100% 1,000/1,000 mean 50/s, 20 s"));
  }

  @Test
  void aReasonToWaitIsSaidAtOnce() {
    display.show(SampleViews.running(500));
    display.show(SampleViews.waiting("retry 2 after a deadlock"));

    assertThat(lines().get(1)).endsWith("; waiting: retry 2 after a deadlock");
  }

  @Test
  void aPauseSaysWhy() {
    display.show(SampleViews.paused("index missing"));

    assertThat(lines().getFirst()).startsWith("paused 50%").endsWith("; paused: index missing");
  }
}
