package org.drover.coordinator.migration;

import java.time.Instant;
import java.util.ArrayList;
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
 * @param splits how many times a shard was narrowed, by its number
 * @param cleared of a cleanup: whether what was kept for the migration's passes is removed
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
    Map<Integer, Integer> splits,
    boolean cleared,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  Pass {
    shards = List.copyOf(shards);
    finished = Map.copyOf(finished);
    splits = Map.copyOf(splits);
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
        Map.of(),
        false,
        started.at(),
        null);
  }

  Pass with(MigrationEvent.ShardFinished shard) {
    Map<Integer, MigrationEvent.ShardFinished> more = new HashMap<>(finished);
    more.put(shard.shard(), shard);
    return new Pass(
        number,
        kind,
        options,
        reason,
        expected,
        shards,
        more,
        splits,
        cleared,
        startedAt,
        finishedAt);
  }

  /** The rest stands behind what it was a part of: shards side by side in their keyspace. */
  Pass with(MigrationEvent.ShardSplit split) {
    List<ShardPlan> now = new ArrayList<>();
    for (ShardPlan shard : shards) {
      if (shard.number() == split.shard()) {
        long left = Math.max(0, shard.expected() - split.rest().expected());
        now.add(shard.narrowed(split.to(), left));
        now.add(split.rest());
      } else {
        now.add(shard);
      }
    }
    Map<Integer, Integer> counted = new HashMap<>(splits);
    counted.merge(split.shard(), 1, Integer::sum);
    return new Pass(
        number,
        kind,
        options,
        reason,
        expected,
        now,
        finished,
        counted,
        cleared,
        startedAt,
        finishedAt);
  }

  /** How many times a shard was narrowed, as far as is known here. */
  int splitsOf(int shard) {
    return splits.getOrDefault(shard, 0);
  }

  /** Null if there is no shard of that number. */
  @Nullable ShardPlan shard(int wanted) {
    return shards.stream().filter(shard -> shard.number() == wanted).findFirst().orElse(null);
  }

  List<ShardPlan> unfinished() {
    return shards.stream().filter(shard -> !finished.containsKey(shard.number())).toList();
  }

  Pass ended(Instant at) {
    return new Pass(
        number, kind, options, reason, expected, shards, finished, splits, cleared, startedAt, at);
  }

  /** Every shard is to be looked at again, also those that were finished. */
  Pass reopened() {
    if (beyondReturn()) {
      return this;
    }
    return new Pass(
        number, kind, options, reason, expected, shards, Map.of(), splits, cleared, startedAt,
        null);
  }

  /** What was kept for the migration's passes is removed. */
  Pass withoutRecords() {
    return new Pass(
        number,
        kind,
        options,
        reason,
        expected,
        shards,
        finished,
        splits,
        true,
        startedAt,
        finishedAt);
  }

  /** Whether it is a cleanup that waits for nothing but the records to be removed. */
  boolean lacksClearing() {
    return kind == PassKind.CLEANUP && allFinished() && !cleared;
  }

  /** Whether it is a cleanup from which nothing leads back: its fences are gone, records go. */
  boolean beyondReturn() {
    return kind == PassKind.CLEANUP && (finishedAt != null || allFinished());
  }

  boolean allFinished() {
    return finished.size() == shards.size();
  }

  /** The shards that are to run now: the first unfinished ones. */
  List<ShardPlan> due(int workers) {
    return unfinished().stream().limit(workers).toList();
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
