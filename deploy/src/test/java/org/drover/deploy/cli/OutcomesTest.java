package org.drover.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.drover.deploy.SampleViews;
import org.drover.deploy.client.Json;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command that waits exits with, and what it says last. */
final class OutcomesTest extends CommandScene {

  private static final MigrationView TAKEN_BACK =
      SampleViews.takenBackFor("2 of kind collision; such as: id 9 has the same 'key'");

  @ParameterizedTest
  @ValueSource(strings = {"sweep", "verify", "cutover"})
  void whatTookItselfBackIsNoSuccessAndSaysWhatFired(String verb) {
    server.on("POST /api/v1/migrations/keys/" + verb, 200, SampleViews.planning());
    server.on("GET /api/v1/migrations/keys", 200, TAKEN_BACK);

    assertThat(ask(verb, "keys")).isEqualTo(Exit.CHECK_FAILED);
    assertThat(out()).contains("rolled back by itself", "2 of kind collision");
  }

  @Test
  void whatFiredAtTheEndOfAPassIsNoSuccessEither() {
    server.on("POST /api/v1/migrations/keys/sweep", 200, SampleViews.planning());
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.firedAtTheEnd("5 others wrote"));

    assertThat(ask("sweep", "keys")).isEqualTo(Exit.CHECK_FAILED);
    assertThat(out()).contains("has ended, and something fired", "fired           5 others wrote");
  }

  @Test
  void whoWatchesIsToldToo() {
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.running(100));
    server.on("GET /api/v1/migrations/keys", 200, TAKEN_BACK);

    assertThat(ask("status", "keys", "--watch")).isEqualTo(Exit.CHECK_FAILED);
    assertThat(out()).contains("fired           2 of kind collision");
  }

  // The verification is over; only then did the trigger take the migration back.
  @Test
  void theReportOfAVerificationIsWrittenAlsoIfItTookTheMigrationBack() {
    server.on("POST /api/v1/migrations/keys/verify", 200, SampleViews.planning());
    server.on("GET /api/v1/migrations/keys", 200, TAKEN_BACK);
    server.on("GET /api/v1/migrations/keys/report", 200, SampleViews.report());
    Path report = folder.resolve("findings.json");

    assertThat(ask("verify", "keys", "--report", report.toString())).isEqualTo(Exit.CHECK_FAILED);
    assertThat(report).content().contains("\"migration\" : \"keys\"");
  }

  // Each lacks one thing; what is right otherwise is not enough.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                  | it is about the migration 'null', not about 'keys'",
        "null                                | it is empty",
        "[]                                  | is no report of a verification in JSON",
        "{\"migration\": \"others\"}           | it is about the migration 'others'",
        "{\"migration\": \"keys\", \"level\": \"STANDARD\"} | its level is standard; only a forensic",
        "{\"migration\": \"keys\"}             | its level is null; only a forensic",
      })
  void aReportThatProvesNothingIsRefusedBeforeAnythingRuns(String json, String why)
      throws IOException {
    Path file = file("earlier.json", json);

    assertThat(ask("verify", "keys", "--against", file.toString())).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("earlier.json", why);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void soIsOneWithoutItsChainOrItsRanges() throws IOException {
    ObjectNode whole = (ObjectNode) Json.tree(Json.pretty(SampleViews.report()));
    Path file = file("earlier.json", whole.deepCopy().put("chain", "").toString());
    assertThat(ask("verify", "keys", "--against", file.toString())).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("earlier.json proves nothing: its chain of hashes is missing");

    ObjectNode empty = whole.deepCopy();
    empty.putArray("ranges");
    file("earlier.json", empty.toString());
    assertThat(ask("verify", "keys", "--against", file.toString())).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("it has no range with a digest");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aReportThatIsWholeIsComparedWithWhatIsFoundNow() throws IOException {
    Path file = file("earlier.json", Json.pretty(SampleViews.report()));
    server.on("POST /api/v1/migrations/keys/verify", 200, SampleViews.planning());
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.verified(0, null));
    server.on("GET /api/v1/migrations/keys/report", 200, SampleViews.report());

    assertThat(ask("verify", "keys", "--against", file.toString())).isEqualTo(Exit.DONE);
    assertThat(out()).contains("its chain holds, and its 1 ranges are as they were");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "verify keys --since yesterday | --since | expected a time such as 2026-01-31T20:00:00Z",
        "rollback keys --since 7 | --since | expected a time such as 2026-01-31T20:00:00Z",
        "verify keys --shards x | --shards | expected a whole number, found 'x'",
        "verify keys --shards 0,,3 | --shards | expected a whole number, found ''",
        "verify keys --level best | --level | expected one of",
        "rollback keys --on-conflict maybe | --on-conflict | expected one of",
        "scale keys --workers many | --workers | expected a whole number, found 'many'",
        "limit keys --threshold cpu | --threshold | KEY=VALUE",
        "limit keys --range-duration long | --range-duration | expected a time such as 250ms",
        "submit spec.yaml --sample 200% | --sample | expected 0% to 100%, found '200%'",
        "submit spec.yaml --sample 0% | --sample | expected more than 0%",
        "run spec.yaml --sample some --bolt x --user x | --sample | a share such as 1%",
        "node --config x --port 70000 | --port | expected a port from 0 to 65535, found '70000'",
        "demo --workers two | --workers | expected a whole number, found 'two'",
      })
  void aValueThatIsNoneIsToldWithWhatWasExpectedBeforeAnythingRuns(
      String line, String option, String expected) {
    assertThat(drover(line.split(" "))).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains(option, expected);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void whatTheCoordinatorCannotReadIsWrongUsageToo() {
    server.on(
        "POST /api/v1/migrations/keys/limit",
        400,
        "{\"status\": 400, \"detail\": \"rate: expected nodes a second, found 'abc'\"}");

    assertThat(ask("limit", "keys", "--rate", "abc")).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("rate: expected nodes a second, found 'abc'");
  }

  @ParameterizedTest
  @CsvSource({
    "verify, COMPLETED, drover cutover keys --why TEXT",
    "cutover, CUT_OVER, drover cleanup keys --why TEXT",
    "rollback, ROLLED_BACK, drover cleanup keys --why TEXT",
    "cleanup, CLEANED, drover journal keys",
  })
  void theLastLineIsTheSensibleNextStep(String verb, Phase phase, String next) {
    server.on("POST /api/v1/migrations/keys/" + verb, 200, SampleViews.planning());
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.verified(phase, 0, null));

    assertThat(ask(verb, "keys")).isEqualTo(Exit.DONE);
    assertThat(out().lines().toList().getLast()).isEqualTo("  " + next);
  }

  @Test
  void aVerificationThatFoundSomethingDoesNotAdviseACutover() {
    server.on("POST /api/v1/migrations/keys/verify", 200, SampleViews.planning());
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.verified(3, null));

    assertThat(ask("verify", "keys")).isEqualTo(Exit.CHECK_FAILED);
    assertThat(out())
        .doesNotContain("cutover")
        .contains("drover verify keys --report findings.txt");
    assertThat(out().lines().toList().getLast()).isEqualTo("  drover sweep keys --why TEXT");
  }

  @Test
  void aVerificationOfAPartAdvisesOneOfEverything() {
    server.on("POST /api/v1/migrations/keys/verify", 200, SampleViews.planning());
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.verified(0, "shard 0"));

    assertThat(ask("verify", "keys", "--shards", "0")).isEqualTo(Exit.DONE);
    assertThat(out().lines().toList().getLast()).isEqualTo("  drover verify keys");
  }
}
