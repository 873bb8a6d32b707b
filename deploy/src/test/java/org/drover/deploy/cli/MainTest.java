package org.drover.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.drover.deploy.SampleViews;
import org.drover.deploy.client.Json;
import org.drover.shared.protocol.KillSwitch;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

final class MainTest extends CommandScene {

  @Test
  void everyCommandExplainsItself() {
    for (String command :
        List.of(
            "demo",
            "run",
            "node",
            "submit",
            "list",
            "status",
            "pause",
            "resume",
            "cancel",
            "journal",
            "prove",
            "validate",
            "init",
            "token")) {
      assertThat(drover(command, "--help")).as(command).isEqualTo(Exit.DONE);
      assertThat(out()).contains("Usage: drover " + command);
    }
    assertThat(err()).isEmpty();
  }

  @Test
  void aWordThatIsNoCommandIsWrongUsage() {
    assertThat(drover("migrate")).isEqualTo(Exit.BAD_INPUT);
    assertThat(drover()).isEqualTo(Exit.BAD_INPUT);
    assertThat(out()).isEmpty();
  }

  // What takes an hour to find would be lost at its end.
  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeAnythingBegins() throws IOException {
    Path inNoFolder = file("a-file", "").resolve("report.json");
    assertThat(drover("demo", "--report", inNoFolder.toString())).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("expected a file that can be written, found '" + inNoFolder);
    assertThat(out()).isEmpty();
  }

  @Test
  void aFolderForAFileThatIsNotThereIsMade() throws IOException {
    Path made = file("other", "").resolveSibling("reports/of/today.json");
    new NewFile().convert(made.toString());

    assertThat(made.getParent()).isDirectory();
  }

  @Test
  void aSpecIsSubmittedAsItIsWritten() throws IOException {
    server.on("POST /api/v1/migrations?execute=true", 201, SampleViews.planning());
    Path spec = file("spec.yaml", "migration: keys # and a comment");

    assertThat(ask("submit", spec.toString(), "--execute")).isEqualTo(Exit.DONE);
    assertThat(server.asked().getFirst()).endsWith("ann migration: keys # and a comment");
    assertThat(out()).contains("drover status keys --watch");
  }

  @Test
  void whoSubmitsAnotherBudgetAfterASurveyIsToldWhatThatChanged() throws IOException {
    ObjectNode answer = (ObjectNode) Json.tree(Json.pretty(SampleViews.planning()));
    server.on(
        "POST /api/v1/migrations?execute=true",
        200,
        answer.put("amended", "budget.workers: 2 -> 3"));
    Path spec = file("spec.yaml", "migration: keys");

    assertThat(ask("submit", spec.toString(), "--execute")).isEqualTo(Exit.DONE);
    assertThat(out()).contains("goes by this spec from now on (budget.workers: 2 -> 3)");
  }

  @Test
  void aRefusedSpecExitsWithTwoAndAllItsErrors() throws IOException {
    server.on(
        "POST /api/v1/migrations?execute=false",
        422,
        "{\"detail\": \"the spec is refused\", \"errors\": [\"no label A\", \"no label B\"]}");

    assertThat(ask("submit", file("spec.yaml", "x").toString())).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("the spec is refused\n  no label A\n  no label B");
  }

  @Test
  void anIdThatExistsWithAnotherSpecExitsWithFiveAndTheDifference() throws IOException {
    server.on(
        "POST /api/v1/migrations?execute=false",
        409,
        "{\"detail\": \"exists with another spec\", \"difference\": [\"workers: 4 -> 8\"]}");

    assertThat(ask("submit", file("spec.yaml", "x").toString())).isEqualTo(Exit.REFUSED);
    assertThat(err()).contains("exists with another spec\n  workers: 4 -> 8");
  }

  @Test
  void statusSaysWhereAMigrationStands() {
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.ended(Phase.COMPLETED));

    assertThat(ask("status", "keys")).isEqualTo(Exit.DONE);
    assertThat(out()).startsWith("Migration keys is done.");
  }

  @Test
  void watchingEndsWithTheMigration() {
    server
        .on("GET /api/v1/migrations/keys", 200, SampleViews.running(100))
        .on("GET /api/v1/migrations/keys", 200, SampleViews.running(600))
        .on("GET /api/v1/migrations/keys", 200, SampleViews.ended(Phase.COMPLETED));

    assertThat(ask("status", "keys", "--watch")).isEqualTo(Exit.DONE);
    assertThat(out()).contains("backfilling 60%", "completed 100%", "Migration keys is done.");
  }

  @Test
  void aPausedMigrationExitsWithFour() {
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.paused("the index is missing"));

    assertThat(ask("status", "keys", "--watch")).isEqualTo(Exit.NEEDS_A_PERSON);
    assertThat(out()).contains("is paused: the index is missing", "drover resume keys");
  }

  @Test
  void jsonIsAllThereIsOnStandardOutput() throws IOException {
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.running(100));
    server.on("GET /api/v1/migrations", 200, List.of(SampleViews.running(100)));

    assertThat(ask("status", "keys", "--json")).isEqualTo(Exit.DONE);
    assertThat(out().strip()).isEqualTo(Json.pretty(SampleViews.running(100)));
    out.reset();
    assertThat(ask("list", "--json")).isEqualTo(Exit.DONE);
    assertThat(Json.tree(out()).path(0).path("migration").asText()).isEqualTo("keys");
    assertThat(err()).isEmpty();
  }

  @Test
  void whileTheKillSwitchIsThrownListAndStatusSaySo() {
    server.on(
        "GET /api/v1/stop-all",
        200,
        new KillSwitch(true, "eve", "the site is slow", Instant.parse("2026-02-03T10:00:00.5Z")));
    server.on("GET /api/v1/migrations", 200, List.of());
    server.on("GET /api/v1/migrations/keys", 200, SampleViews.ended(Phase.COMPLETED));
    String told =
        "The kill switch is thrown: eve did so at 2026-02-03T10:00:00Z (the site is slow)."
            + " 'drover go-on' takes it back";

    assertThat(ask("list")).isEqualTo(Exit.DONE);
    assertThat(out()).startsWith(told);
    out.reset();
    assertThat(ask("status", "keys")).isEqualTo(Exit.DONE);
    assertThat(out()).startsWith(told);
  }

  @Test
  void ordersCarryTheirReason() {
    server.on("POST /api/v1/migrations/keys/pause", 200, SampleViews.paused("lunch"));
    server.on("POST /api/v1/migrations/keys/resume", 200, SampleViews.running(1));
    server.on("POST /api/v1/migrations/keys/cancel", 200, SampleViews.ended(Phase.CANCELLED));

    assertThat(ask("pause", "keys", "--why", "lunch")).isEqualTo(Exit.DONE);
    assertThat(ask("resume", "keys", "--accept", "journal")).isEqualTo(Exit.DONE);
    assertThat(ask("cancel", "keys")).isEqualTo(Exit.DONE);
    assertThat(server.asked())
        .satisfiesExactly(
            pause -> assertThat(pause).endsWith("{\"author\":\"ann\",\"why\":\"lunch\"}"),
            resume -> assertThat(resume).contains("\"accept\":\"journal\""),
            cancel -> assertThat(cancel).contains("/keys/cancel"));
  }

  @Test
  void anUnknownMigrationIsRefused() {
    assertThat(ask("status", "other")).isEqualTo(Exit.REFUSED);
    assertThat(err()).isEqualTo("drover: no such thing\n");
  }

  @Test
  void nobodyThereExitsWithThreeAndOneSentence() {
    assertThat(drover("list", "--url", "http://127.0.0.1:1")).isEqualTo(Exit.UNREACHABLE);
    assertThat(err()).isEqualTo("drover: no coordinator answers at http://127.0.0.1:1\n");
  }

  @Test
  void aProofThatDoesNotHoldExitsWithOneAndNamesTheRanges() throws IOException {
    server.on(
        "GET /api/v1/migrations/keys/proof",
        200,
        """
        {"migration": "keys", "holds": false, "findings": [], "passes": [{"pass": 1, "ranges": 9,
          "findings": [{"shard": 4, "kind": "GAP", "text": "(10, 20] is missing"}]}]}\
        """);
    Path certificate = folder.resolve("proof.json");

    assertThat(ask("prove", "keys", "--out", certificate.toString())).isEqualTo(Exit.CHECK_FAILED);
    assertThat(out()).contains("NOT proved", "pass 1, shard 4: (10, 20] is missing");
    assertThat(certificate).content().contains("\"holds\": false");
  }

  @Test
  void aWrongSpecIsRefusedBeforeAnythingIsTouched() throws IOException {
    Path spec = file("spec.yaml", "migration: keys\ncolour: red\n");
    Path password = file("password", "secret\n");
    Path journal = folder.resolve("journal");

    int code =
        drover(
            "run",
            spec.toString(),
            "--bolt",
            "bolt://127.0.0.1:1",
            "--user",
            "neo4j",
            "--password-file",
            password.toString(),
            "--journal",
            journal.toString());

    assertThat(code).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("spec.yaml:2:1 colour: unknown key", "the key 'select' is missing");
    assertThat(journal).doesNotExist();
  }

  @Test
  void theSpecThatInitWritesIsGood() {
    Path spec = folder.resolve("mine.yaml");

    assertThat(drover("init", spec.toString())).isEqualTo(Exit.DONE);
    assertThat(drover("validate", spec.toString())).isEqualTo(Exit.DONE);
    assertThat(drover("init", spec.toString())).isEqualTo(Exit.REFUSED);
  }

  @Test
  void aSpecWhoseVerificationCouldNotBeKeptIsNotGood() throws IOException {
    Path spec = folder.resolve("stated.yaml");
    Files.writeString(
        spec,
        """
        migration: stated
        select: {label: Person}
        strategy: in-place
        verify: {level: rigorous}
        transform: [{cypher: "SET n.seen = true"}]
        """);

    assertThat(drover("validate", spec.toString())).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("stated.yaml: verify.level: 'rigorous' cannot be kept");
  }

  @Test
  void aGraphThatCannotBeReachedExitsWithThreeAndCanBeRunAgain() throws IOException {
    Path spec = folder.resolve("spec.yaml");
    drover("init", spec.toString());
    Path journal = folder.resolve("journal");

    int code =
        drover(
            "run",
            spec.toString(),
            "--bolt",
            "bolt://127.0.0.1:1",
            "--user",
            "neo4j",
            "--password-file",
            file("password", "hunter2\n").toString(),
            "--journal",
            journal.toString());

    assertThat(code).isEqualTo(Exit.UNREACHABLE);
    assertThat(err()).isEqualTo("drover: no Neo4j answers at bolt://127.0.0.1:1\n");
    assertThat(journal.resolve("drover.log")).content().doesNotContain("hunter2");
  }

  @Test
  void aTokenIsPrintedOnceAndOnlyItsHashIsKept() throws IOException {
    Path tokens = folder.resolve("tokens");

    assertThat(drover("token", "ann", "--role", "operator", "--add-to", tokens.toString()))
        .isEqualTo(Exit.DONE);

    String token = out().strip();
    assertThat(token).startsWith("drover_").doesNotContain("\n");
    assertThat(Files.readString(tokens)).contains("ann operator sha256:").doesNotContain(token);
    assertThat(drover("token", "ann", "--role", "viewer", "--add-to", tokens.toString()))
        .isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("'ann' has a token");
  }

  @Test
  void aTokenFromAFileIsShownToTheCoordinator() throws IOException {
    server.on("GET /api/v1/migrations", 401, "{\"detail\": \"a token that it knows\"}");
    Path token = file("token", "drover_x\n");

    assertThat(ask("list", "--token-file", token.toString())).isEqualTo(Exit.UNREACHABLE);
    assertThat(err()).contains("refuses the credentials: a token that it knows");
  }

  // A coordinator's own file of tokens, for instance.
  @Test
  void aFileOfMoreThanATokenIsRefusedAndNotShown() throws IOException {
    Path token = file("token", "secret-one\nsecret-two\n");

    assertThat(ask("list", "--token-file", token.toString())).isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("holds more than a token").doesNotContain("secret");
  }

  @Test
  void aTokenIsNotSentInTheClear() throws IOException {
    Path token = file("token", "drover_x\n");

    assertThat(drover("list", "--url", "http://db.example.org", "--token-file", token.toString()))
        .isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("in the clear").doesNotContain("drover_x");
  }

  @Test
  void aNodeThatWouldListenToEverybodyDoesNotStart() throws IOException {
    file("pg", "a");
    Path config =
        file(
            "node.yaml",
            """
            journal: {url: "jdbc:postgresql://127.0.0.1:1/x", user: drover, password-file: pg}
            graphs:
              main: {uri: "bolt://127.0.0.1:1", user: neo4j, password-file: pg}
            http: {host: 0.0.0.0}
            """);

    assertThat(drover("node", "--roles", "coordinator", "--config", config.toString()))
        .isEqualTo(Exit.BAD_INPUT);
    assertThat(err()).contains("not loopback", "http.tls", "http.token-file");
  }
}
