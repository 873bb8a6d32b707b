package org.drover.shared.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Timeline.Stretch;
import org.jspecify.annotations.Nullable;

/** One pass of ten seconds, in ten stretches of one second. */
abstract class TimelineScene {

  static final String ADA = "pekko://drover@ada:1";
  static final String BOB = "pekko://drover@bob:1";

  final List<MigrationEvent> own = new ArrayList<>();
  final List<JournalEntry> shards = new ArrayList<>();
  Limits limits = new Limits(4, null, null, 1, 1_000, Map.of(), List.of());

  static Instant at(double seconds) {
    return History.AT.plusMillis((long) (seconds * 1000));
  }

  void begin() {
    own.add(new MigrationEvent.Submitted("spec", true, null, "eve", at(-1)));
    own.add(
        new MigrationEvent.PassStarted(1, PassKind.BACKFILL, "dense", 100, List.of(), null, at(0)));
  }

  void end() {
    own.add(new MigrationEvent.PassFinished(1, Tally.NONE, at(10)));
  }

  void claim(int shard, String node, long epoch, double seconds) {
    add(shard, new ShardEvent.Claimed(epoch, node, null, at(seconds)));
  }

  void range(int shard, long number, long nodes, double seconds, long millis) {
    add(
        shard,
        new ShardEvent.RangeFinished(
            number,
            Key.of(number * 10),
            Key.of(number * 10 + 10),
            new Tally(nodes, nodes),
            1,
            millis,
            false,
            at(seconds)));
  }

  void delayed(int shard, long number, double seconds, long millis, Delay delay) {
    add(
        shard,
        new ShardEvent.RangeFinished(
            number,
            Key.of(number * 10),
            Key.of(number * 10 + 10),
            new Tally(10, 10),
            1,
            millis,
            false,
            null,
            delay,
            at(seconds)));
  }

  void add(int shard, ShardEvent event) {
    shards.add(new JournalEntry(PersistenceIds.of(new ShardId("m", 1, shard)), 1, event));
  }

  Timeline timeline() {
    return timeline(null, at(10));
  }

  Timeline timeline(@Nullable Integer pass, Instant now) {
    return TimelineWalk.timeline("m", own, limits, pass, 10, now, number -> shards.stream())
        .orElseThrow();
  }

  static Stretch stretch(Timeline timeline, int number) {
    return Objects.requireNonNull(timeline.stretches().get(number));
  }
}
