package org.drover.coordinator.migration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.plan.PassPlan;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.jspecify.annotations.Nullable;

/** What follows from what happened, without anybody deciding. No actor in it. */
final class Course {

  private final InstantSource clock;

  Course(InstantSource clock) {
    this.clock = clock;
  }

  /** A plan is there. */
  List<MigrationEvent> planned(MigrationState state, PassOrder order, PassPlan plan) {
    return withEnd(
        state,
        new MigrationEvent.PassStarted(
            order.number(),
            order.kind(),
            plan.reason(),
            plan.expected(),
            plan.shards(),
            planned(order, plan),
            clock.instant()));
  }

  /** Of a sample the plan knows best how large it is. */
  private static @Nullable PassOptions planned(PassOrder order, PassPlan plan) {
    PassOptions options = order.options().withSample(plan.sample());
    return options.equals(PassOptions.NONE) ? null : options;
  }

  /** A shard said that it is at its end; nothing follows if that was known. */
  List<MigrationEvent> shardEnded(MigrationState state, MigrationRequest.ShardEnded ended) {
    Pass pass = state.passUnderWay();
    int shard = ended.shard().number();
    boolean news =
        pass != null
            && pass.number() == ended.shard().pass()
            && !pass.finished().containsKey(shard);
    return news
        ? withEnd(
            state,
            new MigrationEvent.ShardFinished(
                ended.shard().pass(),
                shard,
                ended.tally(),
                ended.ranges(),
                ended.epoch(),
                clock.instant()))
        : List.of();
  }

  /** The last shard may have ended while the migration was paused. */
  List<MigrationEvent> due(MigrationState state) {
    return state instanceof Running running && running.pass().allFinished()
        ? endOf(running)
        : List.of();
  }

  /**
   * The same, or a pause if too much is in quarantine.
   *
   * @param tally of the pass so far
   */
  List<MigrationEvent> due(MigrationState state, Tally tally) {
    return state instanceof Running running
        ? ErrorBudget.spent(running, tally)
            .<List<MigrationEvent>>map(why -> List.of(pause(why)))
            .orElseGet(() -> due(state))
        : List.of();
  }

  private MigrationEvent pause(String why) {
    return new MigrationEvent.Paused(Migration.PROGRAM, why, clock.instant());
  }

  private List<MigrationEvent> withEnd(MigrationState state, MigrationEvent happened) {
    List<MigrationEvent> events = new ArrayList<>();
    events.add(happened);
    events.addAll(due(state.apply(happened)));
    return events;
  }

  private List<MigrationEvent> endOf(Running running) {
    Instant now = clock.instant();
    Pass pass = running.pass();
    Optional<String> spent = ErrorBudget.spent(running, pass.tally());
    if (spent.isPresent()) {
      return List.of(pause(spent.get()));
    }
    MigrationEvent finished = new MigrationEvent.PassFinished(pass.number(), pass.tally(), now);
    boolean rests = running.apply(finished) instanceof Resting && pass.kind() != PassKind.SURVEY;
    return rests ? List.of(finished, new MigrationEvent.Completed(now)) : List.of(finished);
  }
}
