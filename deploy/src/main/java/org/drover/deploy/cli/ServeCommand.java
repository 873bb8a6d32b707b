package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.LocalNode;
import org.drover.deploy.run.Serving;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Takes orders for the migrations whose journal drover run kept in a folder, until Ctrl-C.",
      "A cluster of one, in this process: verify, rollback, cutover, quarantine, cleanup and all"
          + " others find it. Unfinished migrations carry on."
    })
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--journal",
      defaultValue = ".drover",
      paramLabel = "DIR",
      description = "Where the journal and the log are kept (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("");

  @Option(
      names = "--graph",
      defaultValue = "main",
      paramLabel = "NAME",
      description = "What the specs call the graph (default: ${DEFAULT-VALUE}).")
  private String graphName = "";

  @Option(
      names = "--http-port",
      defaultValue = "7480",
      paramLabel = "PORT",
      description =
          "Where it listens, on loopback; 0 takes a free one (default: ${DEFAULT-VALUE}, which the"
              + " other commands ask).")
  private int httpPort;

  @Mixin private GraphOptions graph = new GraphOptions();

  @Override
  public Integer call() {
    Screen screen = Screen.ofProcess(System.getenv(), false);
    LocalNode.Place place =
        new LocalNode.Place(folder, graphName, graph.connection(), httpPort, null);
    Logs.toFile(folder.resolve("drover.log"));
    new Serving(place, screen).serve();
    // A signal ends the JVM with its own code; only a node that fell leads here.
    return Exit.UNREACHABLE;
  }
}
