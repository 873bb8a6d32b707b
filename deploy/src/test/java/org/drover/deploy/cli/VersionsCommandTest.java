package org.drover.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.drover.deploy.FakeCoordinator;
import org.drover.deploy.client.Coordinator.VersionHistory;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person reads of versions: which one is current, and why. */
class VersionsCommandTest {

  private static final PrintStream REAL_OUT = System.out;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final FakeCoordinator server = new FakeCoordinator();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private final VersionEntry older = version("keys-v1", "cut-over", NOON.plusSeconds(9));
  private final VersionEntry newer = version("keys-v2", "cut-over", NOON.plusSeconds(8));

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    server.on("GET /api/v1/versions", 200, List.of(newer, older));
  }

  @AfterEach
  void stop() {
    System.setOut(REAL_OUT);
    server.close();
  }

  @Test
  void theListSaysWhichIsCurrentAndWhy() {
    assertThat(ask("versions", "list")).isEqualTo(Exit.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "MIGRATION VERSION OF STATUS CURRENT VALIDATION CHANGED SINCE",
            "keys-v2 v (:P) cut-over - passed 10 2026-01-01T12:00:00Z",
            "keys-v1 v (:P) cut-over yes passed 10 2026-01-01T12:00:00Z",
            "keys-v1 is current: the last of (:P) that was cut over, at 2026-01-01T12:00:09Z");
  }

  @Test
  void oneIsShownWithWhyItIsNotCurrent() {
    server.on("GET /api/v1/versions/keys-v2", 200, new VersionHistory(newer, List.of()));

    assertThat(ask("versions", "show", "keys-v2")).isEqualTo(Exit.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("current     no: keys-v1 was cut over later, at 2026-01-01T12:00:09Z");
  }

  private int ask(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--url", server.uri().toString(), "--author", "ann"));
    return Main.execute(true, line.toArray(String[]::new));
  }

  private static VersionEntry version(String migration, String status, Instant cutOver) {
    return new VersionEntry(
        migration,
        7,
        "v",
        "main",
        "(:P)",
        "shadow",
        status,
        new Tally(10, 10),
        null,
        null,
        "passed",
        "standard",
        null,
        null,
        NOON,
        cutOver,
        NOON);
  }
}
