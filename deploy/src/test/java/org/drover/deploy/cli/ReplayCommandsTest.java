package org.drover.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.deploy.SampleViews;
import org.drover.deploy.client.Json;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

/** The commands that look back. */
final class ReplayCommandsTest extends CommandScene {

  private static String kept(long sequence, String kind, String why) {
    return """
    {"sequence": %d, "kind": "%s", "at": "2026-01-02T03:04:05Z",
     "event": {"author": "ann", "why": "%s", "at": "2026-01-02T03:04:05Z"}}
    """
        .formatted(sequence, kind, why);
  }

  @Test
  void aHistoryIsFollowedUntilItsEndWithoutAnyEventTwice() {
    String journal = "GET /api/v1/migrations/keys/journal?limit=500&after=";
    server.on(journal + 0, 200, "[" + kept(1, "Paused", "lunch") + "]");
    server.on(journal + 1, 200, "[]").on(journal + 1, 200, "[" + kept(2, "Resumed", "x") + "]");
    server.on(journal + 2, 200, "[]");
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.running(1));
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.running(2));
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.ended(Phase.COMPLETED));

    assertThat(ask("journal", "keys", "--follow")).isEqualTo(Exit.DONE);
    assertThat(out().lines())
        .containsExactly(
            "2026-01-02T03:04:05Z  paused by ann: lunch",
            "2026-01-02T03:04:05Z  resumed by ann: x");
    assertThat(ask("journal", "keys", "--json")).isEqualTo(Exit.DONE);
    assertThat(out()).contains("{\"sequence\":1,\"kind\":\"Paused\",");
    assertThat(ask("journal", "nix")).isEqualTo(Exit.REFUSED);
  }

  @Test
  void theHistoryOfAShardIsAskedForByPassAndNumber() {
    String journal = "GET /api/v1/migrations/keys/journal?limit=500&after=0&shard=1%2F3";
    server.on(journal, 200, "[" + kept(1, "Claimed", "x") + "]");

    assertThat(ask("journal", "keys", "--shard", "1/3")).isEqualTo(Exit.DONE);
    assertThat(out()).startsWith("2026-01-02T03:04:05Z  claimed by ann");
  }

  @Test
  void howItStoodEarlierIsShownAsItWasThen() {
    server.on(
        "GET /api/v1/migrations/keys/past?at=12",
        200,
        "{\"at\": \"2026-01-02T03:04:05Z\", \"migration\": %s}"
            .formatted(Json.compact(SampleViews.running(1))));

    assertThat(ask("journal", "keys", "--at", "12")).isEqualTo(Exit.DONE);
    assertThat(out())
        .startsWith("As of 2026-01-02T03:04:05Z, by the journal:")
        .contains("keys", "pass 1 (backfill)");
  }

  @Test
  void whatBecameOfANodeIsToldPassByPass() {
    server.on(
        "GET /api/v1/migrations/keys/visits?key=4242",
        200,
        """
        {"key": "4242", "visits": [
          {"pass": 1, "kind": "BACKFILL", "shard": 3, "keyspace": {"kind": "ids", "density": 9},
           "range": {"number": 7, "from": 4000, "to": 5000,
                     "tally": {"visited": 990, "changed": 980, "setAside": 1},
                     "node": "pekko://drover@ada:1", "epoch": 2, "reconciled": false,
                     "at": "2026-01-02T03:04:05Z"}},
          {"pass": 2, "kind": "SWEEP", "shard": 0, "keyspace": {"kind": "id-set", "set": "s"},
           "range": null}],
         "quarantined": {"pass": 1, "shard": 3, "sequence": 7, "at": "2026-01-02T03:04:05Z",
           "entry": {"member": 4242, "key": null, "step": "cast", "reason": "no number"}}}
        """);

    assertThat(ask("journal", "keys", "--node", "4242")).isEqualTo(Exit.DONE);
    assertThat(out().lines())
        .containsExactly(
            "pass 1 (backfill), shard 3, as an id: in range 7, behind 4000 to 5000,"
                + " 2026-01-02T03:04:05Z; 990 visited, 980 changed, 1 set aside, by"
                + " pekko://drover@ada:1 (epoch 2)",
            "pass 2 (sweep), shard 0, as an id, if it is one of set s: the shard has not come to it",
            "It is in quarantine since pass 1, range 7 of shard 3, 2026-01-02T03:04:05Z: cast, no"
                + " number");
  }

  @Test
  void aTimelineIsShownAsATable() {
    server.on(
        "GET /api/v1/migrations/keys/timeline?pass=0&stretches=2",
        200,
        """
        {"migration": "keys", "pass": 1, "kind": "BACKFILL", "from": "2026-01-02T03:04:05Z",
         "to": "2026-01-02T03:04:09Z", "ended": true, "tally": {"visited": 10, "changed": 10},
         "ranges": 1, "workers": [], "slowest": [], "retried": [], "stretches": [
           {"from": "2026-01-02T03:04:05Z", "nodesPerSecond": 5, "ranges": 1, "inFlight": 0.5,
            "microsPerNode": 100, "pace": 1, "why": ["a shard was taken over"]}]}
        """);

    assertThat(ask("timeline", "keys", "--rows", "2")).isEqualTo(Exit.DONE);
    assertThat(out()).contains("keys, pass 1 (backfill)", "03:04:05", "a shard was taken over");
  }

  @Test
  void onlyOneQuestionIsAskedOfAJournalAtATime() {
    assertThat(ask("journal", "keys", "--follow", "--at", "3")).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("only one");
  }
}
