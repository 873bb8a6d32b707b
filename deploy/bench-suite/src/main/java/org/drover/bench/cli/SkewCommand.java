package org.drover.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.drover.bench.place.Place;
import org.drover.bench.report.Machine;
import org.drover.bench.skew.Skew;
import org.drover.bench.skew.SkewRun;
import org.drover.deploy.cli.NewFile;
import org.drover.deploy.client.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "skew",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets one shard grow to half of all nodes after the pass was planned, and measures how long"
          + " the last tenth of the nodes takes.",
      "On a database that it starts."
    })
final class SkewCommand implements Callable<Integer> {

  private static final long NODES = 1_000_000;
  private static final long NODES_QUICK = 200_000;

  @Option(names = "--quick", description = "200,000 nodes, one round, one warm-up.")
  private boolean quick;

  @Option(names = "--nodes", paramLabel = "N", description = "How many (default: 1000000).")
  private @Nullable Long nodes;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each (default: 3).")
  private @Nullable Integer rounds;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write everything as JSON.")
  private @Nullable Path out;

  @Mixin private PlaceOptions options = new PlaceOptions();

  @Override
  public Integer call() throws IOException {
    options.work(
        nodes != null ? nodes : quick ? NODES_QUICK : NODES,
        quick ? 1 : 2,
        rounds != null ? rounds : quick ? 1 : 3,
        place -> write(measure(place)));
    return 0;
  }

  private static Skew measure(Place place) {
    return new SkewRun(place, place.startCluster(1, List.of()), System.out::println)
        .run(Machine.here());
  }

  private void write(Skew skew) throws IOException {
    if (out != null) {
      Files.writeString(out, Json.pretty(skew) + "\n");
    }
  }
}
