package org.drover.bench.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A member of the cluster in a process of its own, as {@code drover node} starts one. */
public final class Member implements AutoCloseable {

  /** What the launcher gives a node. */
  static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED");

  private static final int STOP_SECONDS_MAX = 15;

  private final String name;
  private final Process process;

  private Member(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Before the command of a worker, as the launcher has it. */
  private static final List<String> BEHIND = List.of("nice", "-n", "10");

  /**
   * @param flags for its JVM, besides the usual ones
   * @param options of {@code drover node}
   */
  static Member start(String name, Path log, List<String> flags, List<String> options) {
    List<String> command = new ArrayList<>(options.contains("worker") ? BEHIND : List.of());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(chosenFlags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.drover.deploy.cli.Main", "node", "--with-parent"));
    command.addAll(options);
    try {
      return new Member(
          name,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
              .start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The launcher of {@code drover node} takes more flags from the same place. */
  private static List<String> chosenFlags() {
    String chosen = System.getenv().getOrDefault("DROVER_JAVA_OPTS", "").strip();
    return chosen.isEmpty() ? List.of() : List.of(chosen.split("\\s+"));
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, without waiting. */
  void ask() {
    process.destroy();
  }

  /** SIGKILL, as in a power cut. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
