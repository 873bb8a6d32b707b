package org.drover.shared.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Timeline.SlowRange;
import org.drover.shared.replay.Timeline.Stretch;
import org.drover.shared.replay.Timeline.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the events of a pass once, for its timeline. What it keeps grows with stretches,
 * shards and workers, never with ranges.
 */
public final class TimelineWalk {

  private static final int SLOWEST = 5;

  /** Fewer stretches with nodes have no usual. */
  private static final int USUAL_MIN = 4;

  /** A node that takes so many times as long as usual is worth a word. */
  private static final double SLOW = 1.5;

  private final String migration;
  private final PassSpan span;
  private final Rows rows;
  private final HeldUp heldUp;
  private final Map<Integer, String> owners = new HashMap<>();
  private final Map<String, Done> done = new HashMap<>();
  private final PriorityQueue<SlowRange> slowest =
      new PriorityQueue<>(Comparator.comparingLong(SlowRange::millis));
  private Tally tally = Tally.NONE;
  private long ranges;

  /** What one worker did. */
  private static final class Done {
    private long visited;
    private long ranges;
    private long millis;
  }

  private TimelineWalk(String migration, PassSpan span, int stretches) {
    this.migration = migration;
    this.span = span;
    int count = (int) Math.max(1, Math.ceil(Math.min(stretches, span.seconds())));
    Spread spread = new Spread(span.from(), span.seconds(), count);
    this.rows = new Rows(spread);
    this.heldUp = new HeldUp(spread);
  }

  /**
   * The timeline of one pass; empty if there is none of this number.
   *
   * @param own the migration's own events, in their order
   * @param limits what its spec says of the budget
   * @param pass null for the last one
   * @param stretches how many at most; none is shorter than a second
   * @param shardEvents of a pass by its number; is closed
   */
  public static Optional<Timeline> timeline(
      String migration,
      List<MigrationEvent> own,
      Limits limits,
      @Nullable Integer pass,
      int stretches,
      Instant now,
      IntFunction<Stream<JournalEntry>> shardEvents) {
    return PassSpan.of(own, pass, now)
        .map(
            span -> {
              TimelineWalk walk = new TimelineWalk(migration, span, Math.max(1, stretches));
              try (Stream<JournalEntry> entries = shardEvents.apply(span.pass())) {
                entries.forEach(walk::next);
              }
              return walk.concluded(Holds.of(own, span, limits));
            });
  }

  private void next(JournalEntry entry) {
    int shard =
        ShardId.parse(PersistenceIds.entity(PersistenceIds.SHARD, entry.persistenceId())).number();
    switch (entry.event()) {
      case ShardEvent.Claimed claim -> {
        if (owners.put(shard, claim.node()) != null) {
          rows.addTakeovers(claim.at(), 1);
        }
      }
      // A shard that is narrowed was claimed anew by its owner a moment ago.
      case ShardEvent.Narrowed narrowed -> rows.addTakeovers(narrowed.at(), -1);
      case ShardEvent.Retried retried -> heldUp.add(shard, owners.get(shard), retried);
      case RangeFinished range -> finished(shard, range);
      default -> {
        // The others take no time.
      }
    }
  }

  private void finished(int shard, RangeFinished range) {
    String node = owners.get(shard);
    rows.add(range);
    heldUp.add(shard, node, range);
    ranges++;
    tally = tally.plus(range.tally());
    if (node != null) {
      Done by = done.computeIfAbsent(node, name -> new Done());
      by.visited += range.tally().visited();
      by.ranges++;
      by.millis += range.millis();
    }
    slowest.add(
        new SlowRange(
            shard,
            range.sequence(),
            range.from(),
            range.to(),
            node,
            range.tally().visited(),
            range.millis(),
            range.at()));
    if (slowest.size() > SLOWEST) {
      slowest.remove();
    }
  }

  private Timeline concluded(Holds holds) {
    heldUp.end();
    double usual = usual();
    List<Stretch> stretches =
        IntStream.range(0, rows.count()).mapToObj(row -> stretch(row, holds, usual)).toList();
    List<Worker> workers =
        done.entrySet().stream()
            .map(entry -> worker(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingLong(Worker::visited).reversed())
            .toList();
    List<SlowRange> slow =
        slowest.stream().sorted(Comparator.comparingLong(SlowRange::millis).reversed()).toList();
    return new Timeline(
        migration,
        span.pass(),
        span.kind(),
        span.from(),
        span.to(),
        span.ended(),
        tally,
        ranges,
        stretches,
        workers,
        slow,
        heldUp.longest());
  }

  private static Worker worker(String node, Done by) {
    return new Worker(
        node,
        by.visited,
        by.ranges,
        by.millis / 1000.0,
        by.visited == 0 ? 0 : by.millis * 1000.0 / by.visited);
  }

  private Stretch stretch(int row, Holds holds, double usual) {
    Instant from = rows.from(row);
    Instant to = row + 1 == rows.count() ? span.to() : rows.from(row + 1);
    double micros = rows.microsPerNode(row);
    return new Stretch(
        from,
        rows.nodesPerSecond(row),
        rows.ranges(row),
        rows.inFlight(row),
        micros == 0 ? null : micros,
        holds.pace(from, to),
        why(row, holds.reasons(from, to), usual));
  }

  private List<String> why(int row, Set<String> held, double usual) {
    List<String> why = new ArrayList<>(held);
    if (rows.takeovers(row) > 0) {
      why.add(
          rows.takeovers(row) == 1
              ? "a shard was taken over"
              : rows.takeovers(row) + " shards were taken over");
    }
    why.addAll(heldUp.why(row, span.pass()));
    if (usual > 0 && rows.microsPerNode(row) > SLOW * usual) {
      why.add(
          String.format(
              Locale.ROOT,
              "each node took %.1f times as long as usual",
              rows.microsPerNode(row) / usual));
    }
    if (why.isEmpty() && rows.inFlight(row) == 0 && rows.ranges(row) == 0) {
      why.add("no range was in flight");
    }
    return why;
  }

  /** How long a node takes in the middle one of all stretches; 0 if too few are known. */
  private double usual() {
    double[] known =
        IntStream.range(0, rows.count())
            .mapToDouble(rows::microsPerNode)
            .filter(micros -> micros > 0)
            .sorted()
            .toArray();
    return known.length < USUAL_MIN
        ? 0
        : DoubleStream.of(known).skip(known.length / 2).findFirst().orElse(0);
  }
}
