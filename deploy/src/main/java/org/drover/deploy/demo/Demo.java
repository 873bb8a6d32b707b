package org.drover.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.drover.deploy.client.Coordinator;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Problem;
import org.drover.deploy.client.Refused;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.deploy.progress.Display;
import org.drover.deploy.progress.Follower;
import org.drover.deploy.progress.Screen;
import org.drover.deploy.run.Program;
import org.drover.deploy.run.ProofText;
import org.drover.deploy.run.Reach;
import org.drover.deploy.sample.SampleGraph;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/** The whole program once, from empty databases to a checked result, on one machine. */
public final class Demo {

  static final String MIGRATION = "canonical-key-demo";

  /** More shards at a time than workers: while all others commit, one reads. */
  private static final int SHARDS_BESIDE_WORKERS = 1;

  private final DemoOptions options;
  private final Screen screen;
  private final Stages stages;
  private final Sandbox sandbox;
  private volatile @Nullable Follower follower;

  public Demo(DemoOptions options, Screen screen) {
    this.options = options;
    this.screen = screen;
    this.stages = new Stages(screen);
    this.sandbox = new Sandbox(options.folder(), options.keep());
  }

  /**
   * Runs it, and leaves nothing running unless that was asked for.
   *
   * @throws Refused if a kept sandbox is in the way
   * @throws Unreachable if it was interrupted
   */
  public DemoReport run() throws Exception {
    refuseKept();
    options.folder().prepare();
    Thread hook = new Thread(this::interrupted, "end-sandbox");
    Runtime.getRuntime().addShutdownHook(hook);
    boolean done = false;
    try {
      DemoReport report = go();
      done = true;
      return report;
    } catch (Exception e) {
      throw sandbox.isClosed() ? new Unreachable("interrupted", e) : e;
    } finally {
      if (!(done && options.keep())) {
        sandbox.close();
      }
      removeHook(hook);
      if (done && !options.keep()) {
        // After a failure the databases stay, for whoever looks for its cause.
        options.folder().clear();
      }
    }
  }

  private void interrupted() {
    Follower following = follower;
    if (following != null) {
      following.stop();
    }
    screen.complain("\nending the sandbox");
    sandbox.close();
  }

  /** Whether a signal ended it; then there is nothing left to say. */
  public boolean isInterrupted() {
    return sandbox.isClosed();
  }

  private void refuseKept() {
    if (Kept.read(options.folder()).isPresent()) {
      throw new Refused(
          Problem.conflict(
              "a sandbox is kept in "
                  + options.folder().root()
                  + "; end it with: "
                  + Program.name()
                  + " demo --stop"));
    }
    // One that was killed may have left its databases running; they are of no use now.
    Kept.stop(options.folder());
  }

  private DemoReport go() throws Exception {
    screen.say("Graph:   " + options.graph().description());
    screen.say("Sandbox: " + options.folder().root());
    GraphConnection connection =
        stages.stage(
            "start Neo4j %s and PostgreSQL".formatted(Sandbox.line().version()),
            () -> startDatabases());
    try (Driver driver = Reach.open(connection)) {
      Ready ready =
          stages.stage(
              "fill the graph, start a cluster of 1 coordinator and %d workers"
                  .formatted(options.workers()),
              () -> fillAndStart(driver, connection));
      SampleGraph.Filled filled = ready.filled();
      try (Coordinator coordinator = ready.coordinator()) {
        Done done = migrate(coordinator);
        Checked checked =
            stages.stage(
                "check every node over Bolt, and the journal's proof",
                () -> check(driver, coordinator, filled));
        DemoReport report = report(filled, done, checked);
        finish(connection, report, done);
        return report;
      }
    }
  }

  private record Ready(SampleGraph.Filled filled, Coordinator coordinator) {}

  private Ready fillAndStart(Driver driver, GraphConnection connection) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var filling = threads.submit(() -> options.graph().fill(driver, step -> {}));
      Coordinator coordinator =
          sandbox.startCluster(connection, options.workers(), options.author());
      return new Ready(filling.get(), coordinator);
    }
  }

  private GraphConnection startDatabases() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var journal =
          threads.submit(
              () -> {
                sandbox.startJournal();
                return true;
              });
      GraphConnection graph = sandbox.startGraph();
      journal.get();
      return graph;
    }
  }

  /**
   * A migration that came to an end.
   *
   * @param took from submitting to done
   */
  private record Done(MigrationView view, Duration took, int killed) {}

  private Done migrate(Coordinator coordinator) throws IOException {
    String spec = options.graph().spec(MIGRATION, options.workers() + SHARDS_BESIDE_WORKERS);
    Files.writeString(options.folder().spec(), spec);
    screen.say("");
    Instant submitted = Instant.now();
    coordinator.submit(spec, true);
    MigrationView view;
    int killed;
    try (Display display = screen.display()) {
      KillMidway killing = new KillMidway(display, sandbox);
      Follower following = new Follower(options.kill() ? killing : display);
      follower = following;
      view = following.follow(() -> coordinator.show(MIGRATION));
      killed = killing.killed();
    }
    screen.say("");
    if (view.phase() != Phase.COMPLETED) {
      throw new IllegalStateException(
          "the migration is %s: %s".formatted(view.phase(), view.why()));
    }
    Instant ended = view.endedAt();
    Duration took = Duration.between(submitted, ended == null ? Instant.now() : ended);
    stages.remember("migrate, from submitting to done", took);
    return new Done(view, took, killed);
  }

  private record Checked(GraphCheck.Found graph, ProofText proof) {}

  private Checked check(Driver driver, Coordinator coordinator, SampleGraph.Filled filled) {
    return new Checked(
        GraphCheck.check(driver, options.graph(), filled.selected()),
        ProofText.read(coordinator.proof(MIGRATION)));
  }

  private DemoReport report(SampleGraph.Filled filled, Done done, Checked checked) {
    List<String> findings = new ArrayList<>(checked.graph().findings());
    findings.addAll(checked.proof().findings());
    if (options.kill() && done.killed() == 0) {
      findings.add("no worker was killed: the migration was done before one could be seen to run");
    }
    PassView pass = done.view().pass();
    double seconds = done.took().toMillis() / 1000.0;
    return new DemoReport(
        options.graph().label(),
        filled.selected(),
        checked.graph().right(),
        pass == null ? 0 : pass.ranges(),
        checked.proof().gaps(),
        checked.proof().overlaps(),
        pass == null ? 0 : pass.takeovers(),
        done.killed(),
        seconds,
        Math.round(filled.selected() / Math.max(0.001, seconds)),
        findings.isEmpty() && checked.proof().holds(),
        findings);
  }

  private void finish(GraphConnection graph, DemoReport report, Done done) throws IOException {
    Path file = options.report();
    if (file != null) {
      Files.writeString(file, Json.pretty(report) + "\n");
    }
    screen.say(Summary.of(report, stages.done(), done.view()));
    if (options.keep()) {
      Kept kept = sandbox.kept(graph);
      kept.write(options.folder());
      screen.say(Summary.kept(kept, options.folder(), MIGRATION));
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and the hook ends the sandbox.
    }
  }
}
