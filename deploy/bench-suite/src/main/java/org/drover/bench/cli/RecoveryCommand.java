package org.drover.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.drover.bench.place.Place;
import org.drover.bench.recovery.Recovery;
import org.drover.bench.recovery.RecoveryRun;
import org.drover.bench.report.Machine;
import org.drover.deploy.cli.NewFile;
import org.drover.deploy.client.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kills a worker while another stands by, when its shard's journal holds so and so many"
          + " ranges, and measures how long the shard stands still.",
      "On a database that it starts."
    })
final class RecoveryCommand implements Callable<Integer> {

  private static final List<Long> LENGTHS = List.of(100L, 900L, 1_700L);
  private static final List<Long> LENGTHS_QUICK = List.of(30L, 120L);
  private static final long NODES = 3_000_000;
  private static final long NODES_QUICK = 300_000;

  @Option(names = "--quick", description = "At 30 and 120 ranges, of fewer nodes.")
  private boolean quick;

  @Option(
      names = "--lengths",
      split = ",",
      paramLabel = "N",
      description = "Ranges in the journal, ascending (default: 100,900,1700).")
  private @Nullable List<Long> lengths;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many; a third of them is the shard (default: 3000000; quick: 300000).")
  private @Nullable Long nodes;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write everything as JSON.")
  private @Nullable Path out;

  @Mixin private PlaceOptions options = new PlaceOptions();

  @Override
  public Integer call() throws IOException {
    List<Long> chosen = lengths != null ? lengths : quick ? LENGTHS_QUICK : LENGTHS;
    options.work(
        nodes != null ? nodes : quick ? NODES_QUICK : NODES,
        0,
        1,
        place -> write(measure(place, chosen)));
    return 0;
  }

  private static Recovery measure(Place place, List<Long> lengths) {
    System.out.printf("filling %,d nodes%n", place.settings().nodes());
    place.graph().fill(place.settings().nodes());
    return new RecoveryRun(place, place.startCluster(1, List.of()), System.out::println)
        .run(lengths, Machine.here());
  }

  private void write(Recovery recovery) throws IOException {
    if (out != null) {
      Files.writeString(out, Json.pretty(recovery) + "\n");
    }
  }
}
