package org.drover.deploy.estimate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.drover.coordinator.examine.Examiner;
import org.drover.coordinator.plan.PassPlan;
import org.drover.coordinator.plan.SpecMismatch;
import org.drover.coordinator.plan.SurveyPlanner;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.survey.SurveyReporter;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Problem;
import org.drover.deploy.client.Refused;
import org.drover.deploy.node.NodeSettings.GraphConnection;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.Graphs;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.neo4j.Connection;
import org.drover.shared.neo4j.Neo4jGraph;
import org.drover.shared.spec.Spec;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeOperations;
import org.drover.worker.range.RangeTask;

/** Surveys a sample in this process alone. Reads only, and keeps nothing. */
public final class Estimate {

  private static final int PASS = 1;
  private static final String AUTHOR = "estimate";
  private static final int REFUSED = 422;

  /** What is in flight must fit into the memory of a command that is soon over. */
  private static final int AT_ONCE_MAX = 4;

  private final Spec spec;
  private final Graph graph;
  private final Clock clock = Clock.systemUTC();
  private final Scratch scratch = new Scratch();

  private Estimate(Spec spec, Graph graph) {
    this.spec = spec;
    this.graph = graph;
  }

  /**
   * What follows from a sample for everything, as JSON: the report of a survey. Blocking.
   *
   * @param source the spec's text
   * @param percent how large the sample is
   * @throws Refused if the spec does not fit the graph
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public static String of(Spec spec, String source, GraphConnection at, double percent) {
    try (Graph graph =
        Neo4jGraph.lazily(new Connection(at.uri(), at.user(), at.password(), at.database()))) {
      Estimate estimate = new Estimate(spec, graph);
      estimate.check();
      return Json.pretty(estimate.run(source, percent));
    }
  }

  private void check() {
    Graphs graphs = name -> graph;
    List<String> errors;
    try {
      new SurveyPlanner(graphs, scratch, clock).check(spec);
      errors = new Examiner(graphs, (migration, pass) -> Stream.empty(), scratch).against(spec);
    } catch (SpecMismatch mismatch) {
      errors = mismatch.errors();
    }
    if (!errors.isEmpty()) {
      throw new Refused(
          new Problem(REFUSED, "the spec is refused; nothing was touched", errors, List.of()));
    }
  }

  private SurveyReport run(String source, double percent) {
    String id = spec.migration();
    scratch.note(id, new MigrationEvent.Submitted(source, false, percent, AUTHOR, clock.instant()));
    PassPlan plan =
        new SurveyPlanner(name -> graph, scratch, clock).planSample(spec, PASS, percent);
    PassOptions options = PassOptions.NONE.withSample(plan.sample());
    scratch.note(
        id,
        new MigrationEvent.PassStarted(
            PASS,
            PassKind.SURVEY,
            plan.reason(),
            plan.expected(),
            plan.shards(),
            options,
            clock.instant()));
    visit(plan.shards(), options);
    scratch.note(id, new MigrationEvent.PassFinished(PASS, Tally.NONE, clock.instant()));
    return new SurveyReporter(scratch, scratch).of(id).orElseThrow();
  }

  private void visit(List<ShardPlan> shards, PassOptions options) {
    Rate rate = new Rate(spec.budget().nodesPerSecond(), clock);
    int atOnce = Math.min(spec.budget().workers(), AT_ONCE_MAX);
    ExecutorService workers = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory());
    try {
      List<Callable<Boolean>> visits = new ArrayList<>();
      for (ShardPlan shard : shards) {
        visits.add(visitOf(shard, options, rate));
      }
      for (Future<Boolean> visit : workers.invokeAll(visits)) {
        var unused = visit.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a sample was read", interrupted);
    } finally {
      workers.shutdownNow();
    }
  }

  private Callable<Boolean> visitOf(ShardPlan plan, PassOptions options, Rate rate) {
    ShardId id = new ShardId(spec.migration(), PASS, plan.number());
    return () -> {
      RangeTask task = new RangeTask(id, plan, PassKind.SURVEY, options, spec);
      RangeOperation operation =
          RangeOperations.survey(task, graph.ranges(), scratch, scratch, clock);
      new Visit(task, operation, rate, clock).run(range -> scratch.note(id, range));
      return true;
    };
  }
}
