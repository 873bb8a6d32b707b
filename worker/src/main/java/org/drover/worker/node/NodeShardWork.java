package org.drover.worker.node;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Graphs;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.JournalRows;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.plugin.Plugins;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.drover.worker.metrics.CountedOperation;
import org.drover.worker.metrics.WorkerMetrics;
import org.drover.worker.pace.Pacer;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeOperations;
import org.drover.worker.range.RangeSizer;
import org.drover.worker.range.RangeTask;
import org.drover.worker.shard.ShardWork;
import org.jspecify.annotations.Nullable;

/** What the shards of one worker node share. */
final class NodeShardWork implements ShardWork {

  private static final Duration RANGE_TARGET = Duration.ofSeconds(1);

  /** Passes whose range sizes are remembered; more than a node works on at a time. */
  private static final int PASSES_MAX = 256;

  private final Graphs graphs;
  private final RangeOperations operations;
  private final GraphThreads threads;
  private final Outside outside;
  private final WorkerMetrics metrics;
  private final Sizers sizers = new Sizers(PASSES_MAX);

  /**
   * What a node is told about the world around it.
   *
   * @param node its own cluster address
   * @param rows of the journal's table
   * @param reports how a message reaches the migration with that id
   * @param pacer who gives out the node's permits
   */
  record Outside(
      String node,
      JournalRows rows,
      BiConsumer<String, MigrationRequest> reports,
      ActorRef<Pacer.Command> pacer) {}

  NodeShardWork(
      Graphs graphs,
      RangeOperations operations,
      GraphThreads threads,
      Outside outside,
      WorkerMetrics metrics) {
    this.graphs = graphs;
    this.operations = operations;
    this.threads = threads;
    this.outside = outside;
    this.metrics = metrics;
  }

  @Override
  public RangeStore store(ShardRequest.Run run) {
    return graphs.named(specOf(run).graph()).ranges();
  }

  @Override
  public RangeOperation operation(ShardRequest.Run run, ShardPlan plan, CommitGate gate) {
    PlannedTransforms.require(run.options().transforms(), Plugins.onClassPath(), outside.node());
    RangeOperation operation =
        operations.of(
            new RangeTask(
                run.shard(), plan, run.kind(), run.options(), specOf(run), correctionOf(run)),
            store(run),
            gate);
    return new CountedOperation(operation, run.shard(), metrics);
  }

  @Override
  public @Nullable Key middle(
      ShardRequest.Run run, ShardPlan plan, @Nullable Key cursor, long left) {
    return operations.middle(plan, specOf(run).selection(), cursor, left, store(run));
  }

  @Override
  public ActorRef<Pacer.Command> pacer() {
    return outside.pacer();
  }

  @Override
  public RangeSizer sizer(ShardRequest.Run run) {
    return sizers.of(
        run.shard(),
        () -> new RangeSizer(RANGE_TARGET, RangeOperations.nodesMax(run.kind(), specOf(run))));
  }

  @Override
  public JournalRows rows() {
    return outside.rows();
  }

  @Override
  public <T> CompletionStage<T> blocking(Supplier<T> work) {
    return threads.run(work);
  }

  @Override
  public void report(String migration, MigrationRequest message) {
    outside.reports().accept(migration, message);
  }

  @Override
  public String node() {
    return outside.node();
  }

  private static @Nullable Spec correctionOf(ShardRequest.Run run) {
    String corrected = run.options().spec();
    return run.kind() != PassKind.VERIFY || corrected == null ? null : spec(corrected);
  }

  private static Spec specOf(ShardRequest.Run run) {
    return spec(run.spec());
  }

  /**
   * The coordinator has checked the spec; a refusal here means that the two run different builds.
   */
  private static Spec spec(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused ->
          throw new GraphException(
              GraphException.Kind.FATAL,
              "this worker refuses the spec that the coordinator accepted (%s): run the same version of Drover on every node"
                  .formatted(refused.errors().getFirst()),
              null);
    };
  }
}
