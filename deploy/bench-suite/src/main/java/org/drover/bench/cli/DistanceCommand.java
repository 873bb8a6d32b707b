package org.drover.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.drover.bench.distance.Distance;
import org.drover.bench.distance.DistanceRun;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.Place;
import org.drover.bench.report.Machine;
import org.drover.deploy.cli.NewFile;
import org.drover.deploy.client.Json;
import org.drover.sandbox.SlowLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "distance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how many shards at a time make up for a distance between workers and database:"
          + " every byte is delivered later, both ways.",
      "On a database that it starts."
    })
final class DistanceCommand implements Callable<Integer> {

  private static final long NODES = 300_000;
  private static final long NODES_QUICK = 60_000;
  private static final int WARM_UPS = 4;

  @Option(names = "--quick", description = "60,000 nodes, one round, one warm-up.")
  private boolean quick;

  @Option(
      names = "--each-way",
      paramLabel = "MS",
      defaultValue = "5",
      description = "Milliseconds that a byte takes (default: ${DEFAULT-VALUE}).")
  private long eachWayMillis;

  @Option(
      names = "--workers",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2,4,8",
      description = "Shards at a time, ascending (default: ${DEFAULT-VALUE}).")
  private List<Integer> workers = List.of();

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processes of workers (default: ${DEFAULT-VALUE}).")
  private int processes;

  @Option(names = "--nodes", paramLabel = "N", description = "How many (default: 300000).")
  private @Nullable Long nodes;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each (default: 2).")
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
        quick ? 1 : WARM_UPS,
        rounds != null ? rounds : quick ? 1 : 2,
        place -> write(measure(place)));
    return 0;
  }

  private Distance measure(Place place) throws IOException {
    System.out.printf("filling %,d nodes%n", place.settings().nodes());
    place.graph().fill(place.settings().nodes());
    ScratchGraph.Address direct = place.address();
    try (SlowLine line = SlowLine.to(direct.uri())) {
      ScratchGraph.Address distant =
          new ScratchGraph.Address(line.uri(), direct.user(), direct.password());
      return new DistanceRun(
              place, place.startCluster(distant, processes, List.of()), line, System.out::println)
          .run(Duration.ofMillis(eachWayMillis), workers, Machine.here());
    }
  }

  private void write(Distance distance) throws IOException {
    if (out != null) {
      Files.writeString(out, Json.pretty(distance) + "\n");
    }
  }
}
