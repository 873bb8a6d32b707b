package org.drover.bench.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a process uses of the machine, as the system counts it. */
public final class ProcessUse {

  private ProcessUse() {}

  /**
   * Processor time of a process; zero if it is gone.
   *
   * @param withChildren whether those it has started, and that live, count too
   */
  public static Duration cpu(long pid, boolean withChildren) {
    return ProcessHandle.of(pid).stream()
        .flatMap(
            handle ->
                Stream.concat(
                    Stream.of(handle), withChildren ? handle.descendants() : Stream.empty()))
        .flatMap(handle -> handle.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The most memory it has had resident so far, in MiB; null where the system does not say. */
  public static @Nullable Long peakMebibytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException notLinux) {
      return null;
    }
  }
}
