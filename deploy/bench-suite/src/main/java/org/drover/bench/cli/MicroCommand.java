package org.drover.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.drover.bench.micro.MicroRun;
import org.drover.deploy.cli.NewFile;
import org.drover.deploy.client.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the hot pieces of the range path alone, under JMH: keys, digests, columns, undo"
          + " records. No database is needed."
    })
final class MicroCommand implements Callable<Integer> {

  private static final int SECONDS = 5;
  private static final int SECONDS_QUICK = 1;

  @Option(names = "--quick", description = "One second of each instead of five.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write everything as JSON.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    List<MicroRun.Piece> pieces = MicroRun.run(quick ? SECONDS_QUICK : SECONDS);
    System.out.printf("%n%-36s %12s %12s %12s%n", "piece", "ns", "+/-", "bytes");
    for (MicroRun.Piece piece : pieces) {
      System.out.printf(
          Locale.ROOT,
          "%-36s %,12.1f %,12.1f %,12.1f%n",
          piece.name(),
          piece.nanoseconds(),
          piece.error(),
          piece.bytesAllocated());
    }
    if (out != null) {
      Files.writeString(out, Json.pretty(pieces) + "\n");
    }
    return 0;
  }
}
