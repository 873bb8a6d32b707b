package org.drover.coordinator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ReplayApiTest extends ApiScene {

  @Test
  void theJournalIsGivenInPartsWithItsEventsAsTheyAreKept()
      throws IOException, InterruptedException {
    String journal = "/api/v1/migrations/keys/journal";

    assertThat(ask(open, "GET", journal + "?after=41&limit=7", null, "").body())
        .isEqualTo(
            "[{\"sequence\":42,\"kind\":\"Paused\",\"at\":\"2026-01-01T10:00:00Z\","
                + "\"event\":{\"most\": 7, \"shard\": \"null\"}}]");
    assertThat(ask(open, "GET", journal, null, "").body()).contains(":1,", "100");
    assertThat(problem(ask(open, "GET", journal + "?after=x", null, "")))
        .startsWith("400 after: expected a whole number");
    assertThat(problem(ask(open, "GET", journal.replace("keys", "nix"), null, "")))
        .startsWith("404");
  }

  @Test
  void aShardsJournalIsAskedForByPassAndNumber() throws IOException, InterruptedException {
    String journal = "/api/v1/migrations/keys/journal";

    assertThat(ask(open, "GET", journal + "?shard=2/7", null, "").body())
        .contains("ShardOfPass[pass=2, number=7]");
    assertThat(problem(ask(open, "GET", journal + "?shard=seven", null, "")))
        .startsWith("400 shard: expected a pass and a shard, such as 1/3");
  }

  @Test
  void thePastIsAskedForByATimeOrByTheNumberOfAnEvent() throws IOException, InterruptedException {
    String past = "/api/v1/migrations/keys/past";

    assertThat(ask(open, "GET", past + "?at=2026-01-31T20:00:00Z", null, "").body())
        .contains("\"at\":\"2026-01-31T20:00:00Z\"");
    assertThat(ask(open, "GET", past + "?at=12", null, "").body()).contains("event 12");
    assertThat(problem(ask(open, "GET", past + "?at=yesterday", null, "")))
        .startsWith("400 at: expected a time such as");
    assertThat(problem(ask(open, "GET", past, null, ""))).startsWith("400 at: expected a value");
  }

  @Test
  void aTimelineIsOfTheLastPassUnlessOneIsNamed() throws IOException, InterruptedException {
    String timeline = "/api/v1/migrations/keys/timeline";

    assertThat(ask(open, "GET", timeline, null, "").body())
        .contains("\"pass\":-1", "\"ranges\":20");
    assertThat(ask(open, "GET", timeline + "?pass=3&stretches=7", null, "").body())
        .contains("\"pass\":3", "\"ranges\":7");
    assertThat(problem(ask(open, "GET", timeline.replace("keys", "nix"), null, "")))
        .startsWith("404");
  }

  @Test
  void whatBecameOfAMemberIsAskedForByItsKey() throws IOException, InterruptedException {
    assertThat(ask(open, "GET", "/api/v1/migrations/keys/visits?key=a%20b", null, "").body())
        .contains("\"key\":\"a b\"", "\"shard\":3", "\"quarantined\":null");
  }
}
