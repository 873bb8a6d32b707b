package org.drover.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.drover.bench.place.Place;
import org.drover.bench.place.Settings;
import org.drover.sandbox.Neo4jMemory;
import org.drover.sandbox.Neo4jServer.Line;
import picocli.CommandLine.Option;

/** Where a benchmark on a database of its own takes place. */
final class PlaceOptions {

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = ".drover/bench",
      description = "For databases and logs (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("");

  /** What is done in a place. */
  interface Work {
    void in(Place place) throws IOException;
  }

  /** Opens the place, works there, and ends whatever runs, also after a signal. */
  void work(long nodes, int warmUps, int rounds, Work work) throws IOException {
    work(settings(nodes, warmUps, rounds, Runtime.getRuntime().availableProcessors() + 1), work);
  }

  /** The same once, with so many ranges of Drover's at a time. */
  void work(long nodes, int workers, Work work) throws IOException {
    work(settings(nodes, 1, 1, workers), work);
  }

  private static void work(Settings settings, Work work) throws IOException {
    try (Place place = Place.open(settings, List.of())) {
      Thread hook = new Thread(place::end, "end-bench");
      Runtime.getRuntime().addShutdownHook(hook);
      work.in(place);
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private Settings settings(long nodes, int warmUps, int rounds, int workers) {
    Neo4jMemory memory = Neo4jMemory.ofThisMachine();
    return new Settings(
        nodes,
        warmUps,
        rounds,
        Runtime.getRuntime().availableProcessors(),
        workers,
        Line.V5_26,
        null,
        folder.toAbsolutePath().normalize(),
        Path.of(System.getProperty("drover.bench.home", "")).toAbsolutePath(),
        memory.heap(),
        memory.pageCache());
  }
}
