package org.drover.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a PostgreSQL server writes into its data directory about itself ({@code postmaster.pid}).
 *
 * @param port 0 while the server has not written it yet
 * @param ready whether it accepts connections
 */
record PostmasterFile(long pid, int port, boolean ready) {

  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** Empty if there is no such file, or only a useless one. */
  static Optional<PostmasterFile> read(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(path(data));
    } catch (NoSuchFileException nothingRuns) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(line(lines, 0));
      String port = line(lines, PORT_LINE);
      return Optional.of(
          new PostmasterFile(
              pid,
              port.isEmpty() ? 0 : Integer.parseInt(port),
              line(lines, STATUS_LINE).equals("ready")));
    } catch (NumberFormatException tornByACrash) {
      return Optional.empty();
    }
  }

  static Path path(Path data) {
    return data.resolve("postmaster.pid");
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index).trim() : "";
  }

  /** The server itself, if it lives; a process that merely got its number is not it. */
  Optional<ProcessHandle> process(Path data) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(p -> serves(p, data));
  }

  private static boolean serves(ProcessHandle process, Path data) {
    ProcessHandle.Info info = process.info();
    boolean postgres = info.command().map(c -> c.endsWith("/postgres")).orElse(true);
    boolean here =
        info.arguments().map(a -> Arrays.asList(a).contains(data.toString())).orElse(true);
    return postgres && here;
  }
}
