package org.drover.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.drover.bench.growth.Growth;
import org.drover.bench.growth.GrowthRun;
import org.drover.bench.place.Place;
import org.drover.bench.report.Machine;
import org.drover.deploy.cli.NewFile;
import org.drover.deploy.client.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the canonical key at growing sizes: nodes a second, planning, and the memory of a"
          + " worker.",
      "On a database that it starts. Ten million nodes take a quarter of an hour and 10 GiB of disk."
    })
final class GrowthCommand implements Callable<Integer> {

  private static final List<Long> SIZES = List.of(100_000L, 1_000_000L, 10_000_000L);
  private static final List<Long> SIZES_QUICK = List.of(20_000L, 100_000L, 500_000L);
  private static final int WARM_UPS = 10;
  private static final int WARM_UPS_QUICK = 3;

  @Option(names = "--quick", description = "20,000, 100,000 and 500,000 nodes only.")
  private boolean quick;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "How many nodes, ascending (default: 100000,1000000,10000000).")
  private @Nullable List<Long> sizes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Rounds at each size (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write everything as JSON.")
  private @Nullable Path out;

  @Mixin private PlaceOptions options = new PlaceOptions();

  @Override
  public Integer call() throws IOException {
    List<Long> chosen = sizes != null ? sizes : quick ? SIZES_QUICK : SIZES;
    options.work(
        chosen.getLast(),
        quick ? WARM_UPS_QUICK : WARM_UPS,
        rounds,
        place -> write(measure(place, chosen)));
    return 0;
  }

  private static Growth measure(Place place, List<Long> sizes) {
    return new GrowthRun(place, place.startCluster(1, List.of()), System.out::println)
        .run(sizes, Machine.here());
  }

  private void write(Growth growth) throws IOException {
    if (out != null) {
      Files.writeString(out, Json.pretty(growth) + "\n");
    }
    System.out.printf(
        "largest to smallest: %.2f; worker's peak: %s MiB%n",
        growth.largestToSmallest(), growth.workerPeakMebibytes());
  }
}
