package org.drover.bench.contender;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.JournalRows;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.spec.Spec;
import org.drover.worker.pace.Pacer;
import org.drover.worker.pace.Permit;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeOperations;
import org.drover.worker.range.RangeSizer;
import org.drover.worker.range.RangeTask;
import org.drover.worker.shard.ShardWork;
import org.jspecify.annotations.Nullable;

/** A worker node for one pass, whose pacer holds nobody back. */
final class OneNode implements ShardWork {

  private static final Duration RANGE_TARGET = Duration.ofSeconds(1);

  private final Graph graph;
  private final Spec spec;
  private final JournalRows rows;
  private final RangeOperations operations = Alone.operations();
  private final RangeSizer sizer;
  private final ActorRef<Pacer.Command> pacer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger shards;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /**
   * @param rows of the journal's table
   * @param shards how many must end
   */
  OneNode(ActorSystem<Void> system, Graph graph, JournalRows rows, Spec spec, int shards) {
    this.graph = graph;
    this.rows = rows;
    this.spec = spec;
    this.shards = new AtomicInteger(shards);
    this.sizer = new RangeSizer(RANGE_TARGET, RangeOperations.nodesMax(PassKind.BACKFILL, spec));
    this.pacer =
        system.systemActorOf(
            Behaviors.receiveMessage(OneNode::onPaceCommand),
            "pacer-of-" + spec.migration(),
            Props.empty());
  }

  private static Behavior<Pacer.Command> onPaceCommand(Pacer.Command command) {
    if (command instanceof Pacer.Ask ask) {
      ask.replyTo()
          .tell(
              new Pacer.Granted(
                  new Permit(
                      ask.shard(), ask.nodes(), Long.MAX_VALUE, 1, RANGE_TARGET.toMillis())));
    }
    return Behaviors.same();
  }

  /**
   * Returns when every shard has ended.
   *
   * @throws java.util.concurrent.CompletionException if one cannot go on
   */
  void awaitEnd() {
    end.join();
    threads.close();
  }

  @Override
  public void report(String migration, MigrationRequest message) {
    if (message instanceof MigrationRequest.ShardEnded && shards.decrementAndGet() == 0) {
      end.complete(null);
    } else if (message instanceof MigrationRequest.ShardStuck stuck) {
      end.completeExceptionally(new IllegalStateException(stuck.shard() + ": " + stuck.why()));
    }
  }

  @Override
  public RangeStore store(ShardRequest.Run run) {
    return graph.ranges();
  }

  @Override
  public RangeOperation operation(ShardRequest.Run run, ShardPlan plan, CommitGate gate) {
    return operations.of(
        new RangeTask(run.shard(), plan, run.kind(), run.options(), spec), graph.ranges(), gate);
  }

  @Override
  public @Nullable Key middle(
      ShardRequest.Run run, ShardPlan plan, @Nullable Key cursor, long left) {
    return null;
  }

  @Override
  public ActorRef<Pacer.Command> pacer() {
    return pacer;
  }

  @Override
  public RangeSizer sizer(ShardRequest.Run run) {
    return sizer;
  }

  @Override
  public JournalRows rows() {
    return rows;
  }

  @Override
  public <T> CompletionStage<T> blocking(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, threads);
  }

  @Override
  public String node() {
    return "benchmark";
  }
}
