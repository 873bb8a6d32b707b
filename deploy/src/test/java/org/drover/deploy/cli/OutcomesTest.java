package org.drover.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.drover.deploy.SampleViews;
import org.drover.shared.protocol.MigrationView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
