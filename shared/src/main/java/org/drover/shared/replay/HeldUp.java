package org.drover.shared.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.Delay.Retries;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.replay.Timeline.RetriedRange;
import org.jspecify.annotations.Nullable;

/**
 * What held ranges up before they began, in the stretches of a timeline. What it keeps grows with
 * stretches and shards, never with ranges.
 */
final class HeldUp {

  private static final int LONGEST = 5;

  /** Fewer shards that wait, in the mean, are not worth a word. */
  private static final double SHARDS_MIN = 0.1;

  /** What the migration's own events say better, and for all shards. */
  private static final Set<String> OF_CLUSTER =
      Set.of("pace", "window", "stop-all", "baseline", "stopped", "governor");

  /** The ranges that were tried again in one stretch. */
  private static final class Row {
    private int ranges;
    private int failed;
    private @Nullable RetriedRange longest;
  }

  private final Spread spread;
  private final Map<String, double[]> waited = new TreeMap<>();
  private final Row[] retried;
  private final PriorityQueue<RetriedRange> longest =
      new PriorityQueue<>(Comparator.comparingLong(RetriedRange::millis));

  /** What was told of ranges that were not finished yet, by shard. */
  private final Map<Integer, RetriedRange> open = new HashMap<>();

  HeldUp(Spread spread) {
    this.spread = spread;
    this.retried = new Row[spread.rows()];
    for (int row = 0; row < retried.length; row++) {
      retried[row] = new Row();
    }
  }

  /** It is not finished, and may never be. */
  void add(int shard, @Nullable String node, ShardEvent.Retried event) {
    open.put(shard, retried(shard, event.range(), node, event.retries(), event.at()));
  }

  /**
   * What was told before its end is contained in what is told at its end, unless its owner died.
   */
  void add(int shard, @Nullable String node, ShardEvent.RangeFinished range) {
    Delay delay = range.delay();
    Retries retries = delay == null ? null : delay.retries();
    RetriedRange told = open.remove(shard);
    if (told != null && (retries == null || retries.millis() < told.millis())) {
      count(told);
    }
    Instant began = range.at().minusMillis(range.millis());
    if (retries != null) {
      count(retried(shard, range.sequence(), node, retries, began));
    }
    if (delay != null) {
      addWaits(delay, began);
    }
  }

  /** They came one after the other, nobody knows in which order. */
  private void addWaits(Delay delay, Instant until) {
    long all = delay.waited().values().stream().mapToLong(Long::longValue).sum();
    Retries retries = delay.retries();
    long within = Math.max(all, retries == null ? 0 : retries.millis());
    delay
        .waited()
        .forEach(
            (signal, millis) ->
                spread.over(
                    until,
                    within,
                    millis,
                    waited.computeIfAbsent(signal, name -> new double[spread.rows()])));
  }

  private static RetriedRange retried(
      int shard, long range, @Nullable String node, Retries retries, Instant at) {
    return new RetriedRange(
        shard, range, node, retries.failed(), retries.millis(), retries.last(), at);
  }

  private void count(RetriedRange range) {
    for (int row = spread.row(range.at().minusMillis(range.millis()));
        row <= spread.row(range.at());
        row++) {
      Row of = retried[row];
      RetriedRange before = of.longest;
      of.ranges++;
      of.failed += range.failed();
      of.longest = before == null || before.millis() < range.millis() ? range : before;
    }
    longest.add(range);
    if (longest.size() > LONGEST) {
      longest.remove();
    }
  }

  /** Those that nobody has finished count too. */
  void end() {
    open.values().forEach(this::count);
    open.clear();
  }

  List<RetriedRange> longest() {
    return longest.stream()
        .sorted(Comparator.comparingLong(RetriedRange::millis).reversed())
        .toList();
  }

  /** Why a stretch was not faster: what was tried again, then for what was waited longest. */
  List<String> why(int row, int pass) {
    List<String> why = new ArrayList<>();
    Row of = retried[row];
    if (of.longest != null) {
      why.add(
          of.ranges == 1
              ? of.longest.words(pass)
              : "%d ranges were tried again, %d attempts failed, the longest: %s"
                  .formatted(of.ranges, of.failed, of.longest.words(pass)));
    }
    waited.entrySet().stream()
        .filter(one -> !OF_CLUSTER.contains(one.getKey()))
        .map(one -> Map.entry(one.getKey(), spread.mean(one.getValue(), row)))
        .filter(one -> one.getValue() >= SHARDS_MIN)
        .sorted(Comparator.comparingDouble((Map.Entry<String, Double> one) -> -one.getValue()))
        .map(HeldUp::words)
        .forEach(why::add);
    return why;
  }

  private static String words(Map.Entry<String, Double> waits) {
    return String.format(
        Locale.ROOT, "%.1f shards %s, in the mean", waits.getValue(), Delay.words(waits.getKey()));
  }
}
