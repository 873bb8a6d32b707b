package org.drover.deploy.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.demo.Demo;
import org.drover.deploy.demo.DemoOptions;
import org.drover.deploy.demo.DemoReport;
import org.drover.deploy.demo.Kept;
import org.drover.deploy.demo.SandboxFolder;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.BadInput;
import org.drover.deploy.sample.RecordsGraph;
import org.drover.deploy.sample.SampleGraph;
import org.drover.deploy.sample.WordNetGraph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the whole program on this machine: starts a real Neo4j, a PostgreSQL and a cluster,"
          + " fills the graph, migrates it, and checks the result node by node.",
      "It leaves nothing running unless --keep is given, also when it is interrupted."
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--graph",
      paramLabel = "GRAPH",
      defaultValue = "wordnet",
      description = "wordnet (WordNet 3.1) or records (generated) (default: ${DEFAULT-VALUE}).")
  private GraphChoice graph = GraphChoice.WORDNET;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many records to generate (default: 1000000).")
  private @Nullable Long nodes;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many worker JVMs (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--kill", description = "Kill a worker JVM with SIGKILL midway, and carry on.")
  private boolean kill;

  @Option(
      names = "--keep",
      description = "Leave everything up for trying the other commands, and say how to reach it.")
  private boolean keep;

  @Option(names = "--stop", description = "End what --keep left up, and nothing else.")
  private boolean stop;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = NewFile.class,
      description = "Write the result as JSON.")
  private @Nullable Path report;

  @Option(
      names = "--json",
      description = "The result as JSON on standard output, and nothing else there.")
  private boolean json;

  @Option(
      names = "--sandbox",
      paramLabel = "DIR",
      defaultValue = ".drover/sandbox",
      description = "The folder for everything (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("");

  @Mixin private AuthorOption author = new AuthorOption();

  private enum GraphChoice {
    WORDNET,
    RECORDS
  }

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.ofProcess(System.getenv(), json);
    SandboxFolder sandbox = new SandboxFolder(folder);
    Logs.toFile(sandbox.log());
    if (stop) {
      screen.say(Kept.stop(sandbox) ? "The sandbox is ended." : "There is no sandbox to end.");
      return Exit.DONE;
    }
    check();
    DemoOptions options =
        new DemoOptions(graph(), workers, kill, keep, report, sandbox, author.author());
    Demo demo = new Demo(options, screen);
    try {
      DemoReport result = demo.run();
      if (json) {
        screen.out().println(Json.pretty(result));
      }
      return result.verified() ? Exit.DONE : Exit.CHECK_FAILED;
    } catch (Unreachable e) {
      if (demo.isInterrupted()) {
        return Exit.INTERRUPTED;
      }
      throw e;
    }
  }

  private void check() {
    if (workers < 1) {
      throw new BadInput("--workers takes 1 or more, found " + workers);
    }
    if (kill && workers < 2) {
      throw new BadInput("--kill needs 2 workers or more, so that one is left");
    }
    if (nodes != null && (graph != GraphChoice.RECORDS || nodes < 1)) {
      throw new BadInput("--nodes takes 1 or more, and only with --graph records");
    }
  }

  private SampleGraph graph() {
    return switch (graph) {
      case WORDNET -> new WordNetGraph();
      case RECORDS -> new RecordsGraph(nodes == null ? 1_000_000 : nodes);
    };
  }
}
