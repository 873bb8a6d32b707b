package org.drover.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's own programs: {@code initdb}, {@code pg_ctl}, {@code postgres}. */
final class PostgresPrograms {

  /** Recovery after a crash replays the write-ahead log and may take this long. */
  static final int PATIENCE_SECONDS = 120;

  private final Path home;

  PostgresPrograms(Path home) {
    this.home = home;
  }

  /** The major version of these programs, as it stands in a data directory's PG_VERSION. */
  String majorVersion() throws IOException {
    // "postgres (PostgreSQL) 18.6"
    String text = run(List.of(program("postgres"), "--version"));
    String number = text.substring(text.lastIndexOf(' ') + 1).trim();
    int dot = number.indexOf('.');
    return dot < 0 ? number : number.substring(0, dot);
  }

  /** Makes a data directory whose only user is {@code user}, with the file's password. */
  void initialize(Path data, String user, Path passwordFile, boolean fsync) throws IOException {
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(
        List.of(
            program("initdb"),
            "--pgdata=" + data,
            "--username=" + user,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C"));
    if (!fsync) {
      command.add("--no-sync");
    }
    run(command);
  }

  /**
   * Starts a server in a session of its own, so that a Ctrl-C in this terminal does not reach it,
   * and returns when it accepts connections.
   */
  void start(Path data, Path log, int port, boolean fsync) throws IOException {
    String options =
        String.join(
            " ",
            "-p " + port,
            "-c listen_addresses=127.0.0.1",
            "-c unix_socket_directories=",
            "-c synchronous_commit=on",
            "-c fsync=" + (fsync ? "on" : "off"),
            "-c full_page_writes=" + (fsync ? "on" : "off"),
            "-c max_connections=200",
            "-c log_checkpoints=off");
    control("start", "-D", data.toString(), "-l", log.toString(), "-o", options);
  }

  /** Ends a server after its clients' transactions in flight were rolled back. */
  void stop(Path data) throws IOException {
    control("stop", "-D", data.toString(), "-m", "fast");
  }

  private void control(String action, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(List.of(program("pg_ctl"), action, "-w", "-t", "" + PATIENCE_SECONDS));
    command.addAll(List.of(arguments));
    run(command);
  }

  private String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace of its own root is nobody, and still the
   * owner of its files.
   */
  private static List<String> asOrdinaryUser() {
    return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
  }

  private static String run(List<String> command) throws IOException {
    Path output = Files.createTempFile("drover-postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS + 10L, TimeUnit.SECONDS);
      String text = Files.readString(output, UTF_8).strip();
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new LocalPostgresException(failure(command, text));
      }
      return text;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LocalPostgresException("interrupted while PostgreSQL was at work", interrupted);
    } finally {
      Files.delete(output);
    }
  }

  private static String failure(List<String> command, String text) {
    if (text.startsWith("unshare:")) {
      return "PostgreSQL refuses to run as root, and this machine does not allow the user namespace"
          + " that gets around it ("
          + text
          + "); run Drover as an ordinary user";
    }
    return "'%s' failed: %s".formatted(String.join(" ", command), text);
  }
}
