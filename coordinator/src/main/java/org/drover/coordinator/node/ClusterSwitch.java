package org.drover.coordinator.node;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.drover.coordinator.api.Migrations.NotPossible;
import org.drover.coordinator.api.Migrations.Order;
import org.drover.shared.postgres.SwitchTable;
import org.drover.shared.protocol.KillSwitch;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;

/**
 * The kill switch of the cluster. It is kept in the journal's database, so that it stays thrown
 * whoever dies, and holds for migrations that are submitted later, too.
 */
final class ClusterSwitch {

  private final SwitchTable table;
  private final PlannerThreads threads;
  private final BiConsumer<String, MigrationRequest> migrations;
  private final ActorRef<StatusReply<MigrationView>> nobody;
  private final InstantSource clock;

  /**
   * @param migrations how a message reaches the migration with that id
   * @param nobody who does not want to know how a migration stands
   */
  ClusterSwitch(
      SwitchTable table,
      PlannerThreads threads,
      BiConsumer<String, MigrationRequest> migrations,
      ActorRef<StatusReply<MigrationView>> nobody,
      InstantSource clock) {
    this.table = table;
    this.threads = threads;
    this.migrations = migrations;
    this.nobody = nobody;
    this.clock = clock;
  }

  CompletionStage<KillSwitch> state() {
    return threads.run(table::state);
  }

  /** Throws it, or takes it back, before any migration is told. */
  CompletionStage<KillSwitch> move(boolean thrown, Order order) {
    return threads.run(
        () -> {
          table.move(thrown, order.author(), order.why(), clock.instant());
          return table.state();
        });
  }

  /** Does what would make something run, if it may; else fails with {@link NotPossible}. */
  <T> CompletionStage<T> unlessThrown(Supplier<CompletionStage<T>> work) {
    return state()
        .thenCompose(
            state -> {
              if (state.thrown()) {
                throw new NotPossible(state.told());
              }
              return work.get();
            });
  }

  boolean isThrown() {
    return table.state().thrown();
  }

  /**
   * Stops those that were not told when it was thrown: they were being submitted at that moment, or
   * did not answer. If it is taken back meanwhile they are told that, too. Blocking.
   */
  void keepStopped(List<String> unfinished) {
    KillSwitch before = table.state();
    if (!before.thrown()) {
      return;
    }
    unfinished.forEach(
        id ->
            migrations.accept(
                id, new MigrationRequest.Stop(authorOf(before), whyOf(before), nobody)));
    KillSwitch after = table.state();
    if (!after.thrown()) {
      unfinished.forEach(
          id ->
              migrations.accept(
                  id, new MigrationRequest.GoOn(authorOf(after), whyOf(after), nobody)));
    }
  }

  private static String authorOf(KillSwitch state) {
    return String.valueOf(state.author());
  }

  private static String whyOf(KillSwitch state) {
    return String.valueOf(state.why());
  }
}
