package org.drover.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.drover.bench.pace.PacePage;
import org.drover.bench.pace.PaceReport;
import org.drover.bench.pace.PaceRun;
import org.drover.bench.pace.PaceRun.Times;
import org.drover.bench.report.Machine;
import org.drover.deploy.cli.NewFile;
import org.drover.deploy.client.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "pace",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what a foreground workload feels beside a backfill: without guard, with 'probe p95:"
          + " +10%%', and beside apoc.periodic.iterate.",
      "On a database that it starts."
    })
final class PaceCommand implements Callable<Integer> {

  private static final long NODES = 1_000_000;
  private static final long NODES_QUICK = 300_000;
  private static final int WORKERS = 4;

  @Option(names = "--quick", description = "Fewer nodes, shorter times: five minutes.")
  private boolean quick;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many (default: 1000000; quick: 300000).")
  private @Nullable Long nodes;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write everything as JSON.")
  private @Nullable Path out;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write a page of Markdown, and its plot beside it.")
  private @Nullable Path page;

  @Mixin private PlaceOptions options = new PlaceOptions();

  @Override
  public Integer call() throws IOException {
    Machine machine = Machine.here();
    options.work(
        nodes != null ? nodes : quick ? NODES_QUICK : NODES,
        WORKERS,
        place -> {
          System.out.printf("filling %,d nodes%n", place.settings().nodes());
          place.graph().fill(place.settings().nodes());
          Times times = quick ? Times.QUICK : Times.FULL;
          write(
              new PaceRun(place, place.startCluster(1, List.of()), times, System.out::println)
                  .run(machine));
        });
    return 0;
  }

  private void write(PaceReport report) throws IOException {
    if (out != null) {
      Files.writeString(out, Json.pretty(report) + "\n");
    }
    if (page != null) {
      PacePage.write(report, page);
    }
    System.out.printf(
        "windows within tolerance: %.2f (alone %.2f); guarded backfill: %.0f nodes/s; p95 over its"
            + " baseline of %.2f ms: guarded %.2f, unguarded %.2f, peer %s; gives way in %s s, is"
            + " back in %s s%n",
        report.windowsWithinTolerance(),
        report.aloneWindowsWithinTolerance(),
        report.backfillNodesPerSecond(),
        report.baselineP95Millis(),
        report.guardedP95Ratio(),
        report.unguardedP95Ratio(),
        report.peerP95Ratio(),
        report.giveWaySeconds(),
        report.comeBackSeconds());
  }
}
