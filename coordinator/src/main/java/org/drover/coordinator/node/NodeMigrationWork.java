package org.drover.coordinator.node;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.drover.coordinator.examine.Examiner;
import org.drover.coordinator.examine.FenceCheck;
import org.drover.coordinator.governor.Sampler;
import org.drover.coordinator.governor.Signals;
import org.drover.coordinator.migration.EndedPass;
import org.drover.coordinator.migration.ExaminationOrder;
import org.drover.coordinator.migration.LookingBack;
import org.drover.coordinator.migration.MigrationState;
import org.drover.coordinator.migration.MigrationWork;
import org.drover.coordinator.migration.PassOrder;
import org.drover.coordinator.plan.OwnTransforms;
import org.drover.coordinator.plan.PassPlan;
import org.drover.coordinator.plan.Planner;
import org.drover.coordinator.plan.Removed;
import org.drover.coordinator.plan.SpecMismatch;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Graphs;
import org.drover.shared.graph.Marker;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Damage;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.JournalRows;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.plugin.Plugins;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.jspecify.annotations.Nullable;

/** What the migrations of one coordinator node share. */
final class NodeMigrationWork implements MigrationWork {

  private final Planner planner;
  private final Examiner examiner;
  private final PlannerThreads threads;
  private final JournalRows rows;
  private static final int ATTEMPTS_MAX = 5;

  private final BiConsumer<ShardId, ShardRequest> shards;
  private final Graphs graphs;
  private final InstantSource clock;

  /**
   * @param rows of the journal's table
   * @param shards how a request reaches a shard
   */
  NodeMigrationWork(
      Planner planner,
      Examiner examiner,
      PlannerThreads threads,
      JournalRows rows,
      BiConsumer<ShardId, ShardRequest> shards,
      Graphs graphs,
      InstantSource clock) {
    this.planner = planner;
    this.examiner = examiner;
    this.threads = threads;
    this.rows = rows;
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
    return threads.run(
        () -> {
          Map<String, String> own =
              OwnTransforms.of(transforming(spec, order), Plugins.onClassPath());
          return plannedAtLast(spec, order, back).by(own);
        });
  }

  /** The specs whose steps a pass runs. */
  private static List<Spec> transforming(Spec spec, PassOrder order) {
    return switch (order.kind()) {
      case SURVEY, BACKFILL, SWEEP, RETRY, VERIFY -> withCorrection(spec, order.options().spec());
      case ROLLBACK, RETIRE, CLEANUP -> List.of();
    };
  }

  private static List<Spec> withCorrection(Spec spec, @Nullable String correction) {
    return correction != null && SpecReader.read(correction) instanceof SpecReading.Ready ready
        ? List.of(spec, ready.spec())
        : List.of(spec);
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
        PassPlan plan =
            order.kind() == PassKind.SWEEP
                ? planner.planSweep(spec, order.number(), back.shards())
                : planner.plan(spec, order.number(), order.kind());
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
  public CompletionStage<ShardId> prepareRest(
      Spec spec, PassKind kind, ShardId proposed, ShardPlan rest, Set<Integer> others) {
    return threads.run(
        () ->
            kind == PassKind.SURVEY
                ? proposed
                : graphs.named(spec.graph()).prepareRest(proposed, rest, others));
  }

  @Override
  public CompletionStage<Optional<String>> compareFences(EndedPass pass) {
    return threads.run(() -> FenceCheck.against(pass, graphs.named(pass.spec().graph()).ranges()));
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
    return threads.run(() -> rows.highestSequenceNr(persistenceId));
  }

  @Override
  public CompletionStage<Boolean> isWhole(String persistenceId) {
    return threads.run(() -> rows.isWhole(persistenceId));
  }

  @Override
  public CompletionStage<Optional<String>> damage(String migration) {
    return threads.run(
        () ->
            Damage.in(
                rows.entries(PersistenceIds.of(migration)),
                (MigrationState) new MigrationState.Unknown(),
                (state, event) -> state.after((MigrationEvent) event)));
  }

  @Override
  public void tell(ShardId shard, ShardRequest request) {
    shards.accept(shard, request);
  }
}
