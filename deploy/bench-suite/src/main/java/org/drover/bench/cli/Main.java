package org.drover.bench.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.Cluster;
import org.drover.bench.place.Place;
import org.drover.bench.place.Settings;
import org.drover.bench.report.Machine;
import org.drover.bench.report.Page;
import org.drover.bench.report.Report;
import org.drover.bench.speed.SpeedRun;
import org.drover.deploy.cli.NewFile;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Refused;
import org.drover.sandbox.Neo4jMemory;
import org.drover.sandbox.Neo4jServer.Line;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The program {@code bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      GrowthCommand.class,
      RecoveryCommand.class,
      DistanceCommand.class,
      SkewCommand.class,
      MicroCommand.class,
      PaceCommand.class
    },
    description = {
      "Measures Drover beside the other ways to change every node of a label, side by side on one"
          + " database: one that it starts, or yours.",
      "In your database it works on the nodes of a label of its own, DroverBench, and removes them"
          + " afterwards; nothing else is touched."
    })
public final class Main implements Callable<Integer> {

  private static final long NODES = 1_000_000;
  private static final long NODES_QUICK = 100_000;
  private static final int WARM_UPS = 3;
  private static final int WARM_UPS_QUICK = 1;
  private static final int ROUNDS = 3;
  private static final int ROUNDS_QUICK = 2;
  private static final int FAILED = 70;

  @Option(names = "--quick", description = "Fewer nodes and rounds: two minutes on two cores.")
  private boolean quick;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many (default: 1000000; quick: 100000).")
  private @Nullable Long nodes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds that count (default: 3; quick: 2).")
  private @Nullable Integer rounds;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description = "Rounds before those that count (default: 3; quick: 1).")
  private @Nullable Integer warmUps;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Transactions at a time, of every contender (default: this machine's cores).")
  private @Nullable Integer threads;

  @Option(
      names = "--jobs",
      split = ",",
      paramLabel = "JOB",
      description = "Of canonicalKey, label and rename (default: all).")
  private List<String> jobs = List.of("canonicalKey", "label", "rename");

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      description = "Only these, such as drover,callInTransactions (default: all).")
  private @Nullable List<String> contenders;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Drover's budget.workers (default: one more than --threads).")
  private @Nullable Integer workers;

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
      description = "Write a page of Markdown, and its plots beside it.")
  private @Nullable Path page;

  @Option(names = "--bolt", paramLabel = "URI", description = "Measure on this database.")
  private @Nullable URI bolt;

  @Option(
      names = "--user",
      paramLabel = "USER",
      defaultValue = "neo4j",
      description = "Its user (default: ${DEFAULT-VALUE}).")
  private String user = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with the password and nothing else.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--neo4j",
      paramLabel = "LINE",
      defaultValue = "5.26",
      description = "The release to start: 5.26 or 2026 (default: ${DEFAULT-VALUE}).")
  private String line = "";

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = ".drover/bench",
      description = "For databases and logs (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("");

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before call()
  Main() {}

  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
    System.exit(
        new CommandLine(new Main())
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure))
            .execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Machine machine = Machine.here();
    Settings settings = settings();
    try (Place place = Place.open(settings, List.of())) {
      Thread hook = new Thread(place::end, "end-bench");
      Runtime.getRuntime().addShutdownHook(hook);
      Report report = measure(place, machine);
      Runtime.getRuntime().removeShutdownHook(hook);
      write(report);
    }
    return 0;
  }

  private Report measure(Place place, Machine machine) {
    Settings settings = place.settings();
    fill(place);
    Cluster cluster = place.startCluster(1, List.of());
    return new SpeedRun(settings, chosenJobs(), contenders, Main::say).run(place, cluster, machine);
  }

  private void fill(Place place) {
    long there = place.graph().count();
    if (there > 0) {
      throw new ParameterException(
          spec.commandLine(),
          "the database has %d nodes of the label %s already, perhaps of a benchmark that was killed; remove them first"
              .formatted(there, Settings.LABEL));
    }
    say("filling %,d nodes".formatted(place.settings().nodes()));
    place.graph().fill(place.settings().nodes());
  }

  private void write(Report report) throws IOException {
    if (out != null) {
      Files.writeString(out, Json.pretty(report) + "\n");
    }
    if (page != null) {
      Page.write(report, page);
    }
    say(Json.pretty(report.ratios()));
    say(Json.pretty(report.overheads()));
  }

  private Settings settings() throws IOException {
    Neo4jMemory memory = Neo4jMemory.ofThisMachine();
    int atATime = threads != null ? threads : Runtime.getRuntime().availableProcessors();
    return new Settings(
        nodes != null ? nodes : quick ? NODES_QUICK : NODES,
        warmUps != null ? warmUps : quick ? WARM_UPS_QUICK : WARM_UPS,
        rounds != null ? rounds : quick ? ROUNDS_QUICK : ROUNDS,
        atATime,
        workers != null ? workers : atATime + 1,
        line.equals("2026") ? Line.V2026 : Line.V5_26,
        remote(),
        folder.toAbsolutePath().normalize(),
        Path.of(System.getProperty("drover.bench.home", "")).toAbsolutePath(),
        memory.heap(),
        memory.pageCache());
  }

  private ScratchGraph.@Nullable Address remote() throws IOException {
    if (bolt == null) {
      return null;
    }
    if (passwordFile == null) {
      throw new ParameterException(spec.commandLine(), "--bolt needs --password-file");
    }
    return new ScratchGraph.Address(bolt, user, Files.readString(passwordFile).strip());
  }

  private List<Job> chosenJobs() {
    return jobs.stream().map(this::job).toList();
  }

  private Job job(String id) {
    for (Job job : Job.values()) {
      if (job.id().equals(id)) {
        return job;
      }
    }
    throw new ParameterException(spec.commandLine(), "there is no job '" + id + "'");
  }

  /** One line for each cause; a stack would only show where this program noticed. */
  private static int explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      System.err.println(
          "bench: " + (cause instanceof Refused refused ? refused.problem().text() : cause));
    }
    return FAILED;
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
