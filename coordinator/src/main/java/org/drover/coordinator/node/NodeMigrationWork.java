package org.drover.coordinator.node;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.drover.coordinator.examine.Examiner;
import org.drover.coordinator.governor.Sampler;
import org.drover.coordinator.governor.Signals;
import org.drover.coordinator.migration.ExaminationOrder;
import org.drover.coordinator.migration.LookingBack;
import org.drover.coordinator.migration.MigrationWork;
import org.drover.coordinator.migration.PassOrder;
import org.drover.coordinator.plan.PassPlan;
import org.drover.coordinator.plan.Planner;
import org.drover.coordinator.plan.Removed;
import org.drover.coordinator.plan.SpecMismatch;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Graphs;
import org.drover.shared.graph.Marker;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.spec.Spec;

/** What the migrations of one coordinator node share. */
final class NodeMigrationWork implements MigrationWork {

  private final Planner planner;
  private final Examiner examiner;
  private final PlannerThreads threads;
  private final ToLongFunction<String> highestSequences;
  private static final int ATTEMPTS_MAX = 5;

  private final BiConsumer<ShardId, ShardRequest> shards;
  private final Graphs graphs;
  private final InstantSource clock;

  /**
   * @param highestSequences the journal's highest sequence number of a persistence id; blocking
   * @param shards how a request reaches a shard
   */
  NodeMigrationWork(
      Planner planner,
      Examiner examiner,
      PlannerThreads threads,
      ToLongFunction<String> highestSequences,
      BiConsumer<ShardId, ShardRequest> shards,
      Graphs graphs,
      InstantSource clock) {
    this.planner = planner;
    this.examiner = examiner;
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
      List<String> errors = examiner.against(spec);
      return errors.isEmpty() ? new CheckOutcome.Fits() : new CheckOutcome.Mismatch(errors);
    } catch (SpecMismatch mismatch) {
      return new CheckOutcome.Mismatch(mismatch.errors());
    } catch (GraphException failure) {
      return new CheckOutcome.Unreachable(String.valueOf(failure.getMessage()));
    }
  }

  @Override
  public CompletionStage<PassPlan> plan(Spec spec, PassOrder order, LookingBack back) {
    return threads.run(() -> plannedAtLast(spec, order, back));
  }

  /** Somebody else may hold what making the fences needs; planning may be repeated. */
  private PassPlan plannedAtLast(Spec spec, PassOrder order, LookingBack back) {
    for (int attempt = 1; attempt < ATTEMPTS_MAX; attempt++) {
      try {
        return planned(spec, order, back);
      } catch (GraphException failure) {
        if (failure.kind() != GraphException.Kind.TRANSIENT) {
          throw failure;
        }
      }
    }
    return planned(spec, order, back);
  }

  private PassPlan planned(Spec spec, PassOrder order, LookingBack back) {
    return switch (order.kind()) {
      case SURVEY -> survey(spec, order);
      case BACKFILL, SWEEP -> {
        PassPlan plan = planner.plan(spec, order.number(), order.kind());
        Baseline before = examiner.before(spec, order.kind());
        yield before == null ? plan : plan.after(before);
      }
      case RETRY -> planner.planRetry(spec, order.number());
      case ROLLBACK -> rollback(spec, order, back);
      case VERIFY -> planner.planVerify(spec, back.shards());
      case RETIRE -> planner.planRetirement(spec, order.number(), order.options().retirement());
      case CLEANUP -> planner.planCleanup(spec, order.number());
    };
  }

  private PassPlan rollback(Spec spec, PassOrder order, LookingBack back) {
    int of = Objects.requireNonNull(order.options().of());
    if (back.cleanupBegun()) {
      planner.makeFencesAgain(spec, of, back.shards());
    }
    return planner.planRollback(
        spec, order.number(), of, back.shards(), order.options().isOfAPart());
  }

  @Override
  public CompletionStage<Removed> removeRecords(String migration) {
    return threads.run(() -> planner.removeRecords(migration));
  }

  private PassPlan survey(Spec spec, PassOrder order) {
    Double sample = order.options().sample();
    return sample == null
        ? planner.plan(spec, order.number(), order.kind())
        : planner.planSample(spec, order.number(), sample);
  }

  @Override
  public CompletionStage<ShardId> prepareRest(Spec spec, PassKind kind, ShardId rest) {
    return threads.run(
        () -> {
          if (kind != PassKind.SURVEY) {
            graphs.named(spec.graph()).prepareFences(List.of(rest));
          }
          return rest;
        });
  }

  @Override
  public CompletionStage<Examination> examine(ExaminationOrder order) {
    return threads.run(() -> examiner.after(order));
  }

  @Override
  public CompletionStage<Boolean> announce(Spec spec, Marker marker) {
    return threads.run(
        () -> {
          graphs.named(spec.graph()).markers().announce(marker);
          return true;
        });
  }

  @Override
  public CompletionStage<Boolean> withdraw(Spec spec) {
    return threads.run(
        () -> {
          graphs.named(spec.graph()).markers().withdraw(spec.migration());
          return true;
        });
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
