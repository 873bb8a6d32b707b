package org.drover.coordinator.migration;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.drover.coordinator.migration.MigrationState.Paused;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.ShardRequest;

/**
 * Tells shards what to do, again and again: those that are due to run, and where nothing may run
 * those that still report to halt. Any of these messages may be lost.
 */
final class Steering {

  private final String migration;
  private final MigrationWork work;
  private final ProgressBoard board;
  private final Division division;
  private final InstantSource clock;

  Steering(
      String migration,
      MigrationWork work,
      ProgressBoard board,
      Division division,
      InstantSource clock) {
    this.migration = migration;
    this.work = work;
    this.board = board;
    this.division = division;
    this.clock = clock;
  }

  void steer(MigrationState state) {
    switch (state) {
      case Running running -> runDue(running);
      case Paused paused -> haltRunning();
      case MigrationState.Resting resting -> haltRunning();
      // A pass may have been given up for the one that is being planned.
      case MigrationState.Planning planning -> haltRunning();
      case MigrationState.Unknown unknown -> {}
    }
  }

  private void runDue(Running running) {
    Pass pass = running.pass();
    Submission submission = running.submission();
    List<ShardPlan> due = pass.due(submission.limits().workers());
    haltOthers(due);
    for (ShardPlan shard : due) {
      ShardId id = new ShardId(migration, pass.number(), shard.number());
      work.tell(id, run(running, id, shard));
    }
  }

  private static ShardRequest.Run run(Running running, ShardId id, ShardPlan shard) {
    Pass pass = running.pass();
    return new ShardRequest.Run(
        id, shard, pass.kind(), pass.options(), running.sourceOfPass(), running.decision());
  }

  /** Once a second: workers that are idle get something to do. */
  void divide(MigrationState state) {
    if (!(state instanceof Running running)) {
      return;
    }
    Pass pass = running.pass();
    for (ShardId id : division.due(running, board)) {
      ShardPlan shard = pass.shard(id.number());
      if (shard != null) {
        work.tell(id, new ShardRequest.Divide(run(running, id, shard), pass.splitsOf(id.number())));
      }
    }
  }

  /** Fewer may run than did before. */
  private void haltOthers(List<ShardPlan> due) {
    Set<Integer> numbers = due.stream().map(ShardPlan::number).collect(Collectors.toSet());
    for (ShardProgressed report : board.running(clock.instant())) {
      if (!numbers.contains(report.shard().number())) {
        work.tell(report.shard(), new ShardRequest.Halt());
      }
    }
  }

  private void haltRunning() {
    for (ShardProgressed report : board.running(clock.instant())) {
      work.tell(report.shard(), new ShardRequest.Halt());
    }
  }
}
