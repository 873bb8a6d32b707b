package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.jspecify.annotations.Nullable;

/**
 * What shards reported lately. Derived, never persisted: after a failover it fills again within a
 * second.
 */
final class ProgressBoard {

  /** A shard that was silent for longer is not running, as far as anybody knows. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(6);

  private static final Duration SPEED_WINDOW = Duration.ofSeconds(5);

  private record Heard(ShardProgressed report, Instant at) {}

  private record Sample(Instant at, long visited) {}

  private final Map<Integer, Heard> heard = new HashMap<>();

  /** What each shard had visited when it was first heard of. */
  private final Map<Integer, Long> visitedAtFirst = new HashMap<>();

  private final Map<Integer, Instant> firstHeardAt = new HashMap<>();

  private final Deque<Sample> samples = new ArrayDeque<>();
  private int pass;

  void hear(ShardProgressed report, Instant now) {
    heard.put(report.shard().number(), new Heard(report, now));
    visitedAtFirst.putIfAbsent(report.shard().number(), report.tally().visited());
    firstHeardAt.putIfAbsent(report.shard().number(), now);
  }

  /** A new pass begins with an empty board. */
  void beginPass(int number) {
    if (number != pass) {
      pass = number;
      heard.clear();
      visitedAtFirst.clear();
      firstHeardAt.clear();
      samples.clear();
    }
  }

  void forget(int shard) {
    heard.remove(shard);
  }

  /** Reports about shards that are not finished. */
  List<ShardProgressed> unfinished(Pass of) {
    return heard.values().stream()
        .map(Heard::report)
        .filter(report -> !of.finished().containsKey(report.shard().number()))
        .toList();
  }

  List<ShardProgressed> running(Instant now) {
    return heard.values().stream()
        .filter(known -> known.at().plus(SILENCE_MAX).isAfter(now))
        .map(Heard::report)
        .toList();
  }

  /** What finished ranges did, as far as it is known. */
  Tally tallyOf(Pass of) {
    return unfinished(of).stream().map(ShardProgressed::tally).reduce(of.tally(), Tally::plus);
  }

  /** Notes how far the pass is, and returns what is done of it; of no pass, nothing. */
  Tally look(@Nullable Pass of, Instant now) {
    if (of == null) {
      return Tally.NONE;
    }
    sample(of, now);
    return tallyOf(of);
  }

  /**
   * Notes how far the pass is, for its speed. What was done before anybody was heard of is no
   * speed: after a failover it comes to be known all at once.
   */
  void sample(Pass of, Instant now) {
    samples.addLast(new Sample(now, visitedSinceFirstHeard(of)));
    while (samples.size() > 2 && samples.getFirst().at().plus(SPEED_WINDOW).isBefore(now)) {
      samples.removeFirst();
    }
  }

  private long visitedSinceFirstHeard(Pass of) {
    return visitedAtFirst.entrySet().stream()
        .mapToLong(first -> visitedBy(first.getKey(), of, first.getValue()) - first.getValue())
        .sum();
  }

  private long visitedBy(int shard, Pass of, long otherwise) {
    MigrationEvent.ShardFinished finished = of.finished().get(shard);
    if (finished != null) {
      return finished.tally().visited();
    }
    Heard known = heard.get(shard);
    return known == null ? otherwise : known.report().tally().visited();
  }

  /** Nodes a second of one shard since it was first heard of; 0 until that is a second ago. */
  double nodesPerSecond(int shard, Instant now) {
    Heard known = heard.get(shard);
    Instant first = firstHeardAt.get(shard);
    if (known == null || first == null || first.plusSeconds(1).isAfter(now)) {
      return 0;
    }
    long visited = known.report().tally().visited() - visitedAtFirst.getOrDefault(shard, 0L);
    return visited * 1000.0 / Duration.between(first, now).toMillis();
  }

  /**
   * Nodes a second over the last few seconds, up to this moment: a short shard may begin and end
   * between two samples, as after a fail-over. 0 until there is a sample.
   */
  double nodesPerSecond(Pass of, Instant now) {
    Sample first = samples.peekFirst();
    if (first == null) {
      return 0;
    }
    double seconds = Math.max(1, Duration.between(first.at(), now).toMillis() / 1000.0);
    return Math.max(0, (visitedSinceFirstHeard(of) - first.visited()) / seconds);
  }
}
