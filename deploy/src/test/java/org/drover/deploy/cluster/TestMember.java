package org.drover.deploy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.drover.deploy.Ended;

/** One member of a cluster, in a JVM of its own. */
final class TestMember {

  private final String name;
  private final List<String> flags;
  private final List<String> options;
  private final Path log;
  private Process process;
  private boolean supervised = true;
  private int ends;

  private TestMember(String name, List<String> flags, List<String> options, Path log) {
    this.name = name;
    this.flags = flags;
    this.options = options;
    this.log = log;
    this.process = launch();
  }

  /**
   * @param flags of its JVM
   */
  static TestMember start(String name, List<String> flags, List<String> options, Path log) {
    MemberLogs.of(log);
    return new TestMember(name, flags, options, log);
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(flags);
    command.addAll(
        List.of("-cp", MemberClasses.PATH, "org.drover.deploy.cli.Main", "node", "--with-parent"));
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

  synchronized long pid() {
    return process.pid();
  }

  int port() {
    return Integer.parseInt(options.get(options.indexOf("--port") + 1));
  }

  synchronized boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Starts it again if it ended by itself and was not drained, as a supervisor of processes does.
   */
  synchronized void restartIfEnded() {
    if (supervised && !process.isAlive() && process.exitValue() != 0) {
      ends++;
      process = launch();
    }
  }

  /** How often it ended by itself: members that cannot agree who lives all start anew. */
  synchronized int ends() {
    return ends;
  }

  /** SIGKILL, as in a power cut. Stays as it is until it is restarted. */
  synchronized void kill() {
    supervised = false;
    process.destroyForcibly();
    Ended.code(process);
  }

  /** SIGTERM: it finishes its ranges and leaves. */
  synchronized void leave() {
    supervised = false;
    signal("TERM");
    Ended.code(process);
  }

  synchronized void restart() {
    supervised = true;
    process = launch();
  }

  /** SIGSTOP: it stands still, wherever it is, and is not restarted if it ends thereafter. */
  synchronized void stop() {
    supervised = false;
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
      String[] command = {"kill", "-" + signal, Long.toString(process.pid())};
      Ended.code(new ProcessBuilder(command).inheritIO().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
