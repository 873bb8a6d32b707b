package org.drover.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.deploy.client.History.JournalEvent;
import org.drover.deploy.client.Json;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.Delay.Retries;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.Stored;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.Test;

final class JournalTextTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private static String line(Stored event) throws JsonProcessingException {
    String json = new String(EventJson.write(event), StandardCharsets.UTF_8);
    String kind = event.getClass().getSimpleName();
    return JournalText.line(new JournalEvent(7, kind, AT, Json.tree(json)));
  }

  @Test
  void aLineSaysWhenWhatWhoAndWhy() throws JsonProcessingException {
    assertThat(line(new MigrationEvent.Paused("ann", "lunch", AT)))
        .isEqualTo("2026-01-02T03:04:05Z  paused by ann: lunch");
    assertThat(
            line(
                new MigrationEvent.PaceChanged(
                    0.125, "database-cpu is 95.00% of 80.00%, so the pace is 12%", AT, 0.5)))
        .isEqualTo(
            "2026-01-02T03:04:05Z  pace changed (pace 0.125, strained 0.5) by drover: database-cpu"
                + " is 95.00% of 80.00%, so the pace is 12%");
    assertThat(line(new MigrationEvent.Completed(AT)))
        .isEqualTo("2026-01-02T03:04:05Z  completed by drover");
  }

  @Test
  void whatIsNestedIsSaidAndListsAreCounted() throws JsonProcessingException {
    assertThat(line(new MigrationEvent.ShardFinished(1, 3, new Tally(1000, 900), 12, 2, AT)))
        .startsWith(
            "2026-01-02T03:04:05Z  shard finished (pass 1, shard 3, visited 1000, changed 900");
    Limits limits = new Limits(8, null, null, 1, 250, Map.of(), List.of("20:00-06:00 UTC"));
    assertThat(line(new MigrationEvent.BudgetChanged(limits, "ann", "night", AT)))
        .contains("workers 8", "range millis 250", "1 windows", " by ann: night")
        .doesNotContain("null");
  }

  @Test
  void whatHeldARangeUpIsSaidInWords() throws JsonProcessingException {
    Retries retries = new Retries(3, 12_000, "a deadlock");
    assertThat(line(new ShardEvent.Retried(17, retries, AT)))
        .isEqualTo(
            "2026-01-02T03:04:05Z  retried (range 17) by drover: 3 attempts failed in 12 s, the"
                + " last by: a deadlock");
    assertThat(
            line(
                new ShardEvent.RangeFinished(
                    17,
                    Key.of(1L),
                    Key.of(2L),
                    new Tally(1, 1),
                    1,
                    5,
                    false,
                    null,
                    new Delay(Map.of("memory", 4_000L), retries),
                    AT)))
        .endsWith(
            " by drover: 3 attempts failed in 12 s, the last by: a deadlock, it waited for room in"
                + " memory for 4.0 s");
    assertThat(line(new MigrationEvent.Stalled(1, AT, "every shard had no worker", AT)))
        .contains("stalled (pass 1, since ", ") by drover: every shard had no worker");
  }

  @Test
  void aSpecIsLeftOutAndNothingReachesTheTerminalThatItWouldObey() throws JsonProcessingException {
    assertThat(line(new MigrationEvent.SpecAmended("a: b", "ann", "line\n\u001b[2Jtwo", AT)))
        .isEqualTo("2026-01-02T03:04:05Z  spec amended by ann: line [2Jtwo");
  }
}
