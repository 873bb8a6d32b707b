package org.drover.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.deploy.client.History.JournalEvent;
import org.drover.deploy.client.Json;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.Test;

final class JournalTextTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private static String line(MigrationEvent event) throws JsonProcessingException {
    String json = new String(EventJson.write(event), StandardCharsets.UTF_8);
    String kind = event.getClass().getSimpleName();
    return JournalText.line(new JournalEvent(7, kind, event.at(), Json.tree(json)));
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
  void aSpecIsLeftOutAndNothingReachesTheTerminalThatItWouldObey() throws JsonProcessingException {
    assertThat(line(new MigrationEvent.SpecAmended("a: b", "ann", "line\n\u001b[2Jtwo", AT)))
        .isEqualTo("2026-01-02T03:04:05Z  spec amended by ann: line [2Jtwo");
  }
}
