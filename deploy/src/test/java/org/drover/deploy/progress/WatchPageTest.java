package org.drover.deploy.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.drover.deploy.SampleViews;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Waiting;
import org.junit.jupiter.api.Test;

final class WatchPageTest {

  private final WatchPage page = new WatchPage(new BarLine(false, true));

  private List<String> lines(MigrationView view, int width, int height) {
    return page.lines(new Moment(view, SampleViews.START.plusSeconds(10)), "", width, height);
  }

  private static MigrationView withShards(int count) {
    List<RunningShard> running =
        IntStream.range(0, count)
            .mapToObj(
                number ->
                    new RunningShard(
                        number,
                        "node-" + number % 2 + ":7481",
                        new Tally(50, 50),
                        200,
                        number == count - 1
                            ? Waiting.on("retry", "attempt 2 failed: a deadlock")
                            : null))
            .toList();
    PassView pass =
        new PassView(
            1,
            PassKind.BACKFILL,
            "ids, because they are dense",
            1000,
            new Tally(400, 400),
            12,
            98_000,
            6L,
            8,
            count,
            2,
            1,
            SampleViews.START,
            null,
            running,
            null);
    return SampleViews.view(Phase.BACKFILLING, pass, null);
  }

  @Test
  void everythingThatMattersIsOnOneScreen() {
    List<String> lines = lines(withShards(2), 80, 24);

    assertThat(lines.getFirst()).startsWith("keys").endsWith("backfilling").hasSize(80);
    assertThat(lines.get(1)).contains("40%", "400/1,000");
    assertThat(lines.get(2)).isEqualTo("98,000/s (mean 40/s), ETA 0:06, 2 workers");
    assertThat(lines)
        .contains(
            "pass 1 (backfill): ids, because they are dense",
            "shards: 2 running, 8 waiting, 2 finished; 12 ranges; 1 takeover",
            "workers: node-0:7481 (1 shard), node-1:7481 (1 shard)",
            "     0   25%            50  node-0:7481",
            "     1   25%            50  node-1:7481           attempt 2 failed: a deadlock");
  }

  @Test
  void noLineIsWiderAndNoPageHigherThanTheTerminal() {
    for (int height = 3; height < 40; height++) {
      for (int width : new int[] {40, 61, 80, 200}) {
        int columns = width;
        assertThat(lines(withShards(30), width, height))
            .hasSizeLessThanOrEqualTo(height)
            .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
      }
    }
  }

  @Test
  void ofMoreShardsThanRowsThoseThatWaitAreShown() {
    List<String> lines = lines(withShards(30), 80, 20);

    assertThat(lines).hasSize(20);
    assertThat(lines).anyMatch(line -> line.contains("attempt 2 failed"));
    assertThat(lines).anyMatch(line -> line.matches("  and \\d+ more"));
  }

  @Test
  void aStallIsSaidWithWhatItWaitsFor() {
    PaceView stalled = SampleViews.pace(Map.of(), SampleViews.START.plusMillis(1_300));

    assertThat(lines(SampleViews.at(stalled, SampleViews.running(470)), 120, 24))
        .contains(
            "stalled since 2026-01-01T10:00:01Z; no range was finished, and nothing holds it back");
    assertThat(lines(SampleViews.at(stalled, SampleViews.waiting("a deadlock")), 120, 24))
        .contains("stalled since 2026-01-01T10:00:01Z; waiting: a deadlock");
  }

  @Test
  void whatAGuardedMigrationGoesByHasARowEach() {
    assertThat(lines(SampleViews.guarded(), 80, 24))
        .contains(
            "signal: probe 1 2.31 ms of 2.20 ms, rising",
            "signal: http cannot be read; its threshold is 80.00");
  }

  @Test
  void aReasonToWaitStandsUnderThePace() {
    assertThat(lines(SampleViews.waiting("the probe is over its threshold"), 80, 24))
        .contains("waiting: the probe is over its threshold");
    assertThat(lines(SampleViews.planning(), 80, 24).getFirst()).endsWith("planning");
  }
}
