package org.drover.deploy.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A cluster member in a JVM of its own. */
final class Member implements AutoCloseable {

  private static final int STOP_SECONDS_MAX = 15;

  private final String name;
  private final int port;
  private final Process process;
  private final Path log;

  private Member(String name, int port, Process process, Path log) {
    this.name = name;
    this.port = port;
    this.process = process;
    this.log = log;
  }

  /**
   * How members are started.
   *
   * @param config the configuration file
   * @param seed the cluster address of the first member
   * @param httpPort of the coordinator
   * @param outlive whether they go on when this process ends
   */
  record Cluster(Path config, String seed, int httpPort, boolean outlive) {

    int seedPort() {
      return Integer.parseInt(seed.substring(seed.lastIndexOf(':') + 1));
    }
  }

  static Member coordinator(Cluster cluster, Path log) throws IOException {
    List<String> options =
        List.of("--roles", "coordinator", "--http-port", String.valueOf(cluster.httpPort()));
    return start("coordinator", cluster.seedPort(), cluster, options, log);
  }

  static Member worker(int number, int port, Cluster cluster, Path log) throws IOException {
    List<String> options = List.of("--roles", "worker", "--seed", cluster.seed());
    return start("worker-" + number, port, cluster, options, log);
  }

  private static Member start(
      String name, int port, Cluster cluster, List<String> options, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            // A demo is over before optimizing has paid for itself on a few cores.
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(quiet());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "org.drover.deploy.cli.Main",
            "node",
            "--config",
            cluster.config().toString(),
            "--port",
            String.valueOf(port)));
    command.addAll(options);
    if (!cluster.outlive()) {
      command.add("--with-parent");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
    if (cluster.outlive()) {
      builder.redirectInput(new File("/dev/null"));
    }
    return new Member(name, port, builder.start(), log);
  }

  /** Pekko still uses what Java has begun to warn of; the launcher of a node says the same. */
  private static List<String> quiet() {
    return Runtime.version().feature() < 23
        ? List.of()
        : List.of("--sun-misc-unsafe-memory-access=allow");
  }

  String name() {
    return name;
  }

  /** Its own in the cluster. */
  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Path log() {
    return log;
  }

  /** SIGKILL: no goodbye, as in a power cut. */
  void kill() {
    process.destroyForcibly();
  }

  /** Asks it to end, without waiting. */
  void ask() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
