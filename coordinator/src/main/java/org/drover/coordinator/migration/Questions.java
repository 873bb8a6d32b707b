package org.drover.coordinator.migration;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.drover.coordinator.migration.Migration.Command;
import org.drover.coordinator.migration.Migration.ErrandEnded;
import org.drover.coordinator.migration.Migration.JournalCounted;
import org.drover.coordinator.migration.Migration.PlanFailed;
import org.drover.coordinator.migration.Migration.Planned;
import org.drover.coordinator.migration.Migration.RestPrepared;
import org.drover.coordinator.migration.Migration.SpecChecked;
import org.drover.coordinator.migration.MigrationState.Planning;
import org.drover.coordinator.migration.MigrationWork.CheckOutcome;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.spec.Spec;

/** What a migration asks of databases: nothing waits, and each answer comes as a command. */
final class Questions {

  private final ActorContext<Command> context;
  private final String migration;
  private final MigrationWork work;
  private final Division division;
  private final Errands errands;

  Questions(
      ActorContext<Command> context,
      String migration,
      MigrationWork work,
      Division division,
      Errands errands) {
    this.context = context;
    this.migration = migration;
    this.work = work;
    this.division = division;
    this.errands = errands;
  }

  /** A journal that does not answer is taken for one that lacks nothing. */
  void countJournal(long replayed) {
    String persistenceId = PersistenceIds.of(migration);
    context.pipeToSelf(
        work.highestSequence(persistenceId)
            .thenCompose(
                stored ->
                    stored <= replayed
                        ? CompletableFuture.completedFuture(new RowCount(replayed, stored, true))
                        : work.isWhole(persistenceId)
                            .thenApply(whole -> new RowCount(replayed, stored, whole))),
        (count, thrown) ->
            new JournalCounted(thrown == null ? count : new RowCount(replayed, replayed, true)));
  }

  /** Holds a spec against the graph. */
  void check(MigrationRequest.Submit submit, Spec spec) {
    context.pipeToSelf(
        work.check(spec),
        (outcome, thrown) ->
            new SpecChecked(
                submit,
                thrown == null ? outcome : new CheckOutcome.Unreachable(Reasons.of(thrown))));
  }

  void plan(Planning planning) {
    PassOrder order = planning.order();
    context.pipeToSelf(
        work.plan(planning.submission().spec(), order, planning.behind().lookingBack(order)),
        (plan, thrown) ->
            thrown == null ? new Planned(order, plan) : new PlanFailed(order, Reasons.of(thrown)));
  }

  /** Has what a shard gave away prepared, unless something else is; the shard says it again. */
  void prepareRest(MigrationState state, MigrationEvent.ShardSplit split) {
    if (division.mayPrepare()) {
      context.pipeToSelf(
          division.prepare(state, split),
          (rest, thrown) ->
              thrown == null
                  ? new RestPrepared(split.numbered(rest.number()), null)
                  : new RestPrepared(split, Reasons.of(thrown)));
    }
  }

  /** Begins what is due, if anything is. */
  void runErrands(MigrationState state, long sequence) {
    errands
        .begin(state, sequence)
        .ifPresent(
            errand ->
                context.pipeToSelf(
                    errand.result(),
                    (event, thrown) ->
                        new ErrandEnded(
                            errand.phase(),
                            thrown == null ? event.orElse(null) : null,
                            thrown == null ? null : Reasons.of(thrown),
                            thrown != null && Reasons.isForGood(thrown))));
  }
}
