package org.drover.coordinator.node;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.drover.coordinator.governor.Sampler;
import org.drover.coordinator.governor.Signals;
import org.drover.coordinator.migration.MigrationWork;
import org.drover.coordinator.migration.PassOrder;
import org.drover.coordinator.plan.PassPlan;
import org.drover.coordinator.plan.Planner;
import org.drover.coordinator.plan.SpecMismatch;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Graphs;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.spec.Spec;

/** What the migrations of one coordinator node share. */
final class NodeMigrationWork implements MigrationWork {

  private final Planner planner;
  private final PlannerThreads threads;
  private final ToLongFunction<String> highestSequences;
  private final BiConsumer<ShardId, ShardRequest> shards;
  private final Graphs graphs;
  private final InstantSource clock;

  /**
   * @param highestSequences the journal's highest sequence number of a persistence id; blocking
   * @param shards how a request reaches a shard
   */
  NodeMigrationWork(
      Planner planner,
      PlannerThreads threads,
      ToLongFunction<String> highestSequences,
      BiConsumer<ShardId, ShardRequest> shards,
      Graphs graphs,
      InstantSource clock) {
    this.planner = planner;
    this.threads = threads;
    this.highestSequences = highestSequences;
    this.shards = shards;
    this.graphs = graphs;
    this.clock = clock;
  }

  @Override
  public CompletionStage<CheckOutcome> check(Spec spec) {
    return threads.run(() -> checked(spec));
  }

  private CheckOutcome checked(Spec spec) {
    try {
      planner.check(spec);
      return new CheckOutcome.Fits();
    } catch (SpecMismatch mismatch) {
      return new CheckOutcome.Mismatch(mismatch.errors());
    } catch (GraphException failure) {
      return new CheckOutcome.Unreachable(String.valueOf(failure.getMessage()));
    }
  }

  @Override
  public CompletionStage<PassPlan> plan(Spec spec, PassOrder order, List<ShardPlan> back) {
    return threads.run(() -> planned(spec, order, back));
  }

  private PassPlan planned(Spec spec, PassOrder order, List<ShardPlan> back) {
    return switch (order.kind()) {
      case SURVEY -> survey(spec, order);
      case BACKFILL, SWEEP -> planner.plan(spec, order.number(), order.kind());
      case RETRY -> planner.planRetry(spec, order.number());
      case ROLLBACK ->
          planner.planRollback(
              spec, order.number(), Objects.requireNonNull(order.options().of()), back);
      case VERIFY -> planner.planVerify(spec, back);
      case CLEANUP -> planner.planCleanup(spec, order.number());
    };
  }

  private PassPlan survey(Spec spec, PassOrder order) {
    Double sample = order.options().sample();
    return sample == null
        ? planner.plan(spec, order.number(), order.kind())
        : planner.planSample(spec, order.number(), sample);
  }

  @Override
  public Signals watch(Spec spec, Map<Integer, Double> baselines) {
    return new Sampler(spec.guards(), baselines, () -> graphs.named(spec.graph()).watch(), clock);
  }

  @Override
  public CompletionStage<Long> highestSequence(String persistenceId) {
    return threads.run(() -> highestSequences.applyAsLong(persistenceId));
  }

  @Override
  public void tell(ShardId shard, ShardRequest request) {
    shards.accept(shard, request);
  }
}
