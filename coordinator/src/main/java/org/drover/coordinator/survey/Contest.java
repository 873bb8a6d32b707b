package org.drover.coordinator.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.drover.shared.evidence.ForeseenKeys.Bids;

/**
 * Finds the values under one constraint for which several members bid, or that somebody has
 * already, among those whose hashes fall into one of several parts of equal size. Holds sixteen
 * bytes for each bid.
 */
final class Contest {

  /** Stands for whoever has a value that nobody has. */
  static final long NOBODY = -1;

  private final int partition;
  private final int partitions;
  private final List<Hashed> bids = new ArrayList<>();
  private final List<Hashed> holdings = new ArrayList<>();

  /** Ids with a hash each. */
  private record Hashed(long[] ids, long[] hashes) {}

  /**
   * A value that not everybody gets who bids for it.
   *
   * @param holder who has it already, or {@link #NOBODY}
   * @param bidders ascending
   */
  record Contested(long holder, long[] bidders) {}

  /**
   * @param partition 0, 1, 2 …
   */
  Contest(int partition, int partitions) {
    this.partition = partition;
    this.partitions = partitions;
  }

  void add(Bids more) {
    bids.add(own(more.bidders(), more.sought()));
    holdings.add(own(more.holders(), more.held()));
  }

  private Hashed own(long[] ids, long[] hashes) {
    if (partitions == 1) {
      return new Hashed(ids, hashes);
    }
    int[] rows =
        IntStream.range(0, ids.length)
            .filter(row -> Long.remainderUnsigned(hashes[row], partitions) == partition)
            .toArray();
    return new Hashed(
        Arrays.stream(rows).mapToLong(row -> ids[row]).toArray(),
        Arrays.stream(rows).mapToLong(row -> hashes[row]).toArray());
  }

  void each(Consumer<Contested> consumer) {
    long[] values = contested();
    long[] holders = new long[values.length];
    Arrays.fill(holders, NOBODY);
    eachOf(holdings, values, (value, id) -> holders[value] = id);
    int[] ends = new int[values.length + 1];
    eachOf(bids, values, (value, id) -> ends[value + 1]++);
    Arrays.parallelPrefix(ends, Integer::sum);
    long[] bidders = new long[ends[values.length]];
    int[] next = ends.clone();
    eachOf(bids, values, (value, id) -> bidders[next[value]++] = id);
    for (int value = 0; value < values.length; value++) {
      Arrays.sort(bidders, ends[value], ends[value + 1]);
      consumer.accept(
          new Contested(holders[value], Arrays.copyOfRange(bidders, ends[value], ends[value + 1])));
    }
  }

  /** Each hash once, ascending. */
  private long[] contested() {
    long[] sought = sorted(bids);
    long[] held = sorted(holdings);
    int found = 0;
    for (int at = 0; at < sought.length; at++) {
      boolean first = at == 0 || sought[at] != sought[at - 1];
      boolean again = at + 1 < sought.length && sought[at] == sought[at + 1];
      if (first && (again || Arrays.binarySearch(held, sought[at]) >= 0)) {
        sought[found++] = sought[at];
      }
    }
    return Arrays.copyOf(sought, found);
  }

  private static long[] sorted(List<Hashed> all) {
    int size = 0;
    for (Hashed some : all) {
      size = Math.addExact(size, some.ids().length);
    }
    long[] hashes = new long[size];
    int at = 0;
    for (Hashed some : all) {
      System.arraycopy(some.hashes(), 0, hashes, at, some.hashes().length);
      at += some.hashes().length;
    }
    Arrays.parallelSort(hashes);
    return hashes;
  }

  @FunctionalInterface
  private interface One {
    void of(int value, long id);
  }

  private static void eachOf(List<Hashed> all, long[] values, One one) {
    for (Hashed some : all) {
      for (int row = 0; row < some.ids().length; row++) {
        int value = Arrays.binarySearch(values, some.hashes()[row]);
        if (value >= 0) {
          one.of(value, some.ids()[row]);
        }
      }
    }
  }
}
