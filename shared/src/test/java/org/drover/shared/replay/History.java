package org.drover.shared.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.Stored;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;

/** Writes the events of a migration {@code m}, as its actors would. */
final class History {

  static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private static final int SHARD_IDS = 100;

  private final List<JournalEntry> entries = new ArrayList<>();
  private final Map<String, Long> numbers = new HashMap<>();

  /**
   * One backfill over ids, come to its end. Every shard covers 100 ids and visits and changes one
   * node a range; one with more than one range is taken over after its first.
   *
   * @param ranges a shard; at most 100
   */
  static List<JournalEntry> complete(int shards, int ranges) {
    History history = new History();
    List<ShardPlan> plans = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      plans.add(ids(shard, (long) shard * SHARD_IDS - 1, (long) (shard + 1) * SHARD_IDS - 1));
    }
    Tally tally = new Tally(ranges, ranges);
    history.migration(new MigrationEvent.Submitted("spec", true, null, "eve", AT));
    history.migration(started(plans));
    for (int shard = 0; shard < shards; shard++) {
      history.runShard(plans.get(shard), ranges);
      history.migration(
          new MigrationEvent.ShardFinished(1, shard, tally, ranges, ranges > 1 ? 2 : 1, AT));
    }
    history.migration(
        new MigrationEvent.PassFinished(
            1, new Tally((long) shards * ranges, (long) shards * ranges), AT));
    history.migration(new MigrationEvent.Completed(AT));
    return history.entries;
  }

  /**
   * One backfill over 100 ids, whose only shard is narrowed after its first range and gives its
   * second half away; that half is done in one range.
   */
  static List<JournalEntry> split() {
    History history = new History();
    ShardPlan whole = ids(0, -1, 99);
    ShardPlan rest = ids(1, 49, 99);
    history.migration(new MigrationEvent.Submitted("spec", true, null, "eve", AT));
    history.migration(started(List.of(whole)));
    history.shard(0, new ShardEvent.Assigned(whole, PassKind.BACKFILL, AT));
    history.shard(0, claimed(1));
    history.shard(0, range(1, Key.of(-1L), Key.of(24L), 1));
    history.shard(0, claimed(2));
    history.shard(0, new ShardEvent.Narrowed(Key.of(49L), Key.of(99L), AT));
    history.migration(new MigrationEvent.ShardSplit(1, 0, Key.of(49L), rest, "idle", AT));
    history.shard(0, range(2, Key.of(24L), Key.of(49L), 2));
    history.shard(0, new ShardEvent.Finished(new Tally(2, 2), AT));
    history.runShard(rest, Key.of(49L), Key.of(99L));
    history.migration(new MigrationEvent.ShardFinished(1, 0, new Tally(2, 2), 2, 2, AT));
    history.migration(new MigrationEvent.ShardFinished(1, 1, new Tally(1, 1), 1, 1, AT));
    history.migration(new MigrationEvent.PassFinished(1, new Tally(3, 3), AT));
    history.migration(new MigrationEvent.Completed(AT));
    return history.entries;
  }

  private void runShard(ShardPlan plan, Key from, Key to) {
    shard(plan.number(), new ShardEvent.Assigned(plan, PassKind.BACKFILL, AT));
    shard(plan.number(), claimed(1));
    shard(plan.number(), range(1, from, to, 1));
    shard(plan.number(), new ShardEvent.Finished(new Tally(1, 1), AT));
  }

  private void runShard(ShardPlan plan, int ranges) {
    int shard = plan.number();
    long from = (long) shard * SHARD_IDS - 1;
    shard(shard, new ShardEvent.Assigned(plan, PassKind.BACKFILL, AT));
    shard(shard, claimed(1));
    for (int range = 1; range <= ranges; range++) {
      long to = (long) shard * SHARD_IDS - 1 + (long) range * SHARD_IDS / ranges;
      shard(shard, range(range, Key.of(from), Key.of(to), range == 1 ? 1 : 2));
      if (range == 1 && ranges > 1) {
        shard(shard, claimed(2));
      }
      from = to;
    }
    shard(shard, new ShardEvent.Finished(new Tally(ranges, ranges), AT));
  }

  static MigrationEvent started(List<ShardPlan> plans) {
    return new MigrationEvent.PassStarted(1, PassKind.BACKFILL, "dense", 100, plans, null, AT);
  }

  static ShardPlan ids(int number, long from, long to) {
    return new ShardPlan(number, new Keyspace.Ids(100_000), Slice.ids(from, to), to - from);
  }

  static ShardEvent claimed(long epoch) {
    return new ShardEvent.Claimed(epoch, "pekko://drover@127.0.0.1:25520", null, AT);
  }

  static ShardEvent range(long sequence, Key from, Key to, long epoch) {
    return new ShardEvent.RangeFinished(sequence, from, to, new Tally(1, 1), epoch, 25, false, AT);
  }

  History migration(MigrationEvent event) {
    return add(PersistenceIds.of("m"), event);
  }

  History shard(int number, ShardEvent event) {
    return add(PersistenceIds.of(new ShardId("m", 1, number)), event);
  }

  private History add(String persistenceId, Stored event) {
    entries.add(
        new JournalEntry(persistenceId, numbers.merge(persistenceId, 1L, Long::sum), event));
    return this;
  }

  List<JournalEntry> entries() {
    return entries;
  }

  /** Gives every event the number that its place says, as if nothing had ever been different. */
  static List<JournalEntry> renumbered(List<JournalEntry> entries) {
    History history = new History();
    entries.forEach(entry -> history.add(entry.persistenceId(), entry.event()));
    return history.entries;
  }
}
