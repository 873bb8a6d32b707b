package org.drover.deploy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One member of a cluster, in a JVM of its own. */
final class TestMember {

  private final String name;
  private final String heap;
  private final List<String> options;
  private final Path log;
  private Process process;

  private TestMember(String name, String heap, List<String> options, Path log, Process process) {
    this.name = name;
    this.heap = heap;
    this.options = options;
    this.log = log;
    this.process = process;
  }

  /**
   * @param heap of its JVM, as for {@code -Xmx}
   */
  static TestMember start(String name, String heap, List<String> options, Path log) {
    MemberLogs.of(log);
    return new TestMember(name, heap, options, log, launch(heap, options, log));
  }

  private static Process launch(String heap, List<String> options, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "org.drover.deploy.cli.Main",
            "node",
            "--with-parent"));
    command.addAll(options);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  int port() {
    return Integer.parseInt(options.get(options.indexOf("--port") + 1));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL, as in a power cut. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGTERM: it finishes its ranges and leaves. */
  void leave() {
    process.destroy();
    process.onExit().join();
  }

  void restart() {
    process = launch(heap, options, log);
  }

  /** SIGSTOP: it stands still, wherever it is. */
  void stop() {
    signal("STOP");
  }

  /** SIGCONT: it goes on as if nothing had happened. */
  void wake() {
    signal("CONT");
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
          .inheritIO()
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
