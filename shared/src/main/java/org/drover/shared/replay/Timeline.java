package org.drover.shared.replay;

import java.time.Instant;
import java.util.List;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a pass went, by the journal alone: how fast it was from moment to moment, and
 * what held it back.
 *
 * @param from when the pass began
 * @param to when it ended; of one that is under way, when this was asked
 * @param ended whether it is over, by its end or because it was given up
 * @param ranges how many were finished
 * @param stretches side by side, all equally long
 * @param workers by how much they did, the most first; none where nobody claims shards (a survey)
 * @param slowest the ranges that took longest
 * @param retried the ranges that were tried again for longest
 */
public record Timeline(
    String migration,
    int pass,
    PassKind kind,
    Instant from,
    Instant to,
    boolean ended,
    Tally tally,
    long ranges,
    List<Stretch> stretches,
    List<Worker> workers,
    List<SlowRange> slowest,
    List<RetriedRange> retried) {

  public Timeline {
    stretches = List.copyOf(stretches);
    workers = List.copyOf(workers);
    slowest = List.copyOf(slowest);
    retried = List.copyOf(retried);
  }

  /**
   * One stretch of time. What a range did counts evenly over the time that it took.
   *
   * @param ranges how many were finished in it
   * @param inFlight how many were in flight at a time, in the mean
   * @param microsPerNode how long a range took for each node; null if there was none
   * @param pace 0 to 1, in the mean; 0 while it was paused or stopped
   * @param why what held it back or changed it, in words; empty if nothing is known to have
   */
  public record Stretch(
      Instant from,
      double nodesPerSecond,
      long ranges,
      double inFlight,
      @Nullable Double microsPerNode,
      double pace,
      List<String> why) {

    public Stretch {
      why = List.copyOf(why);
    }
  }

  /**
   * What one worker node did.
   *
   * @param node its cluster address
   * @param busySeconds the time of all its ranges together
   * @param microsPerNode how long its ranges took for each node; 0 if they met none
   */
  public record Worker(
      String node, long visited, long ranges, double busySeconds, double microsPerNode) {}

  /**
   * A range that took long.
   *
   * @param range its number within the shard
   * @param node the cluster address of the worker; null if nobody claimed the shard
   * @param at when it was journaled
   */
  public record SlowRange(
      int shard,
      long range,
      @Nullable Key from,
      Key to,
      @Nullable String node,
      long visited,
      long millis,
      Instant at) {}

  /**
   * A range that was tried again.
   *
   * @param range its number within the shard
   * @param node the cluster address of the worker; null if nobody claimed the shard
   * @param failed how many attempts failed
   * @param millis from the beginning of the first of them
   * @param last why the last one failed, in a few words
   * @param at when it no longer failed, or was told of last
   */
  public record RetriedRange(
      int shard,
      long range,
      @Nullable String node,
      int failed,
      long millis,
      String last,
      Instant at) {

    /** In a sentence. */
    public String words(int pass) {
      return "%s retried range %d of shard %d/%d for %s: %s"
          .formatted(
              node == null ? "a worker" : node.substring(node.lastIndexOf('/') + 1),
              range,
              pass,
              shard,
              Seconds.words(millis),
              last);
    }
  }
}
