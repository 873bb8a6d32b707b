package org.drover.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.drover.deploy.client.Json;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.sample.RecordsGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, with every process that it has. */
final class DemoIT {

  /** So many that some are left when a worker is seen to run, and killed. */
  private static final int NODES = 200_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Screen screen = new Screen(stream, stream, false, false, false);
  @TempDir private Path folder = Path.of("");

  @Test
  void aDemoOfWhichAWorkerIsKilledMigratesEveryNodeAndLeavesNothingRunning() throws Exception {
    Path report = folder.resolve("report.json");
    SandboxFolder sandbox = new SandboxFolder(folder.resolve("sandbox"));
    DemoOptions options =
        new DemoOptions(new RecordsGraph(NODES), 2, true, false, report, sandbox, "test");

    DemoReport result = new Demo(options, screen).run();

    assertThat(result.findings()).as(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(result.verified()).isTrue();
    assertThat(result.migrated()).isEqualTo(NODES);
    assertThat(result.killed()).isEqualTo(1);
    assertThat(result.takeovers()).isPositive();
    assertThat(result.ranges()).isPositive();
    assertThat(Json.read(Files.readString(report), DemoReport.class)).isEqualTo(result);
    assertThat(ProcessHandle.current().descendants().filter(this::isOfTheDemo)).isEmpty();
  }

  /** Other tests have processes, too. Java tells no more than the beginning of a long command. */
  private boolean isOfTheDemo(ProcessHandle process) {
    Path command = Path.of("/proc/%d/cmdline".formatted(process.pid()));
    try {
      return Files.readString(command).contains(folder.toString());
    } catch (IOException goneOrNoLinux) {
      return process.isAlive() && process.info().commandLine().orElse("").contains("" + folder);
    }
  }
}
