package org.drover.deploy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drover.deploy.Ended;

/** Commands that a test starts, each under a name; what they say is kept in a folder. */
final class Processes implements AutoCloseable {

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  Processes(Path folder) {
    this.folder = folder;
  }

  Process start(String name, List<String> command) throws IOException {
    return start(name, command, Map.of());
  }

  Process start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output(name).toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  String said(String name) {
    try {
      return Files.readString(output(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path output(String name) {
    return folder.resolve(name + ".out");
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    started.forEach(Ended::code);
  }
}
