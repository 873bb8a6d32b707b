package org.drover.bench.pace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.drover.bench.graph.ScratchGraph;

/** A foreground that runs, in a process of its own. */
final class ForegroundProcess implements AutoCloseable {

  private final Process process;
  private final Path file;

  private ForegroundProcess(Process process, Path file) {
    this.process = process;
    this.file = file;
  }

  static ForegroundProcess start(
      ScratchGraph graph, ScratchGraph.Address address, int perSecond, Path file) {
    ScratchGraph.Bounds bounds = graph.bounds();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Foreground.class.getName(),
            graph.label(),
            String.valueOf(bounds.low()),
            String.valueOf(bounds.high()),
            String.valueOf(perSecond),
            file.toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String secret = address.uri() + "\n" + address.user() + "\n" + address.password() + "\n";
      process.getOutputStream().write(secret.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      return new ForegroundProcess(process, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and returns what every request took. */
  List<Latency> end() {
    close();
    try {
      return Files.readAllLines(file).stream().map(Latency::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException gone) {
      process.destroy();
    }
    process.onExit().join();
  }
}
