package org.drover.coordinator.migration;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * One pass and which of its shards are finished.
 *
 * @param options what was asked of it beyond its kind
 * @param shards in the order in which they run
 * @param finished by the shard's number
 * @param finishedAt null while it runs
 */
record Pass(
    int number,
    PassKind kind,
    PassOptions options,
    String reason,
    long expected,
    List<ShardPlan> shards,
    Map<Integer, MigrationEvent.ShardFinished> finished,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  Pass {
    shards = List.copyOf(shards);
    finished = Map.copyOf(finished);
  }

  static Pass of(MigrationEvent.PassStarted started) {
    return new Pass(
        started.pass(),
        started.kind(),
        started.options() == null ? PassOptions.NONE : started.options(),
        started.reason(),
        started.expected(),
        started.shards(),
        Map.of(),
        started.at(),
        null);
  }

  Pass with(MigrationEvent.ShardFinished shard) {
    Map<Integer, MigrationEvent.ShardFinished> more = new HashMap<>(finished);
    more.put(shard.shard(), shard);
    return new Pass(number, kind, options, reason, expected, shards, more, startedAt, finishedAt);
  }

  Pass ended(Instant at) {
    return new Pass(number, kind, options, reason, expected, shards, finished, startedAt, at);
  }

  /** Every shard is to be looked at again, also those that were finished. */
  Pass reopened() {
    return new Pass(number, kind, options, reason, expected, shards, Map.of(), startedAt, null);
  }

  boolean allFinished() {
    return finished.size() == shards.size();
  }

  /** The shards that are to run now: the first unfinished ones. */
  List<ShardPlan> due(int workers) {
    return shards.stream()
        .filter(shard -> !finished.containsKey(shard.number()))
        .limit(workers)
        .toList();
  }

  /** The how manieth it is of passes that repeat themselves. */
  int round() {
    Integer round = options.round();
    return round == null ? 1 : round;
  }

  Tally tally() {
    return finished.values().stream()
        .map(MigrationEvent.ShardFinished::tally)
        .reduce(Tally.NONE, Tally::plus);
  }
}
