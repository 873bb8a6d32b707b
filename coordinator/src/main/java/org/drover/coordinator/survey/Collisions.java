package org.drover.coordinator.survey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.drover.coordinator.survey.SurveyReport.Pair;
import org.drover.shared.evidence.ForeseenKeys.Part;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Finds members with equal hashes, among those whose hashes fall into one of several parts of equal
 * size. Holds sixteen bytes for each of them.
 */
final class Collisions {

  private static final int PAIRS_SHOWN = 5;

  private final int partition;
  private final int partitions;
  private final List<Part> parts = new ArrayList<>();
  private int size;

  /**
   * @param partition 0, 1, 2 …
   */
  Collisions(int partition, int partitions) {
    this.partition = partition;
    this.partitions = partitions;
  }

  void add(Part part) {
    Part own = partitions == 1 ? part : own(part);
    parts.add(own);
    size = Math.addExact(size, own.ids().length);
  }

  private Part own(Part part) {
    int[] rows =
        IntStream.range(0, part.ids().length)
            .filter(row -> Long.remainderUnsigned(part.hashes()[row], partitions) == partition)
            .toArray();
    return new Part(
        part.property(),
        Arrays.stream(rows).mapToLong(row -> part.ids()[row]).toArray(),
        Arrays.stream(rows).mapToLong(row -> part.hashes()[row]).toArray());
  }

  /**
   * @param surplus all but the lowest id of each group
   * @param lowest those
   * @param pairs the first ones
   */
  record Found(Roaring64Bitmap surplus, Roaring64Bitmap lowest, List<Pair> pairs) {}

  Found find() {
    long[] hashes = new long[size];
    int at = 0;
    for (Part part : parts) {
      System.arraycopy(part.hashes(), 0, hashes, at, part.hashes().length);
      at += part.hashes().length;
    }
    Arrays.parallelSort(hashes);
    long[] shared = sharedOnes(hashes);
    return shared.length == 0
        ? new Found(new Roaring64Bitmap(), new Roaring64Bitmap(), List.of())
        : membersOf(shared);
  }

  /** Each once, ascending. */
  private static long[] sharedOnes(long[] sorted) {
    int found = 0;
    long[] shared = new long[sorted.length / 2];
    for (int i = 1; i < sorted.length; i++) {
      boolean first = sorted[i] == sorted[i - 1] && (i == 1 || sorted[i] != sorted[i - 2]);
      if (first) {
        shared[found++] = sorted[i];
      }
    }
    return Arrays.copyOf(shared, found);
  }

  private Found membersOf(long[] shared) {
    long[] lowest = new long[shared.length];
    Arrays.fill(lowest, Long.MAX_VALUE);
    eachOf(shared, (group, id) -> lowest[group] = Math.min(lowest[group], id));
    Roaring64Bitmap surplus = new Roaring64Bitmap();
    List<Pair> pairs = new ArrayList<>();
    eachOf(
        shared,
        (group, id) -> {
          if (id != lowest[group]) {
            surplus.addLong(id);
            if (pairs.size() < PAIRS_SHOWN) {
              pairs.add(new Pair(lowest[group], id));
            }
          }
        });
    return new Found(surplus, Roaring64Bitmap.bitmapOf(lowest), pairs);
  }

  @FunctionalInterface
  private interface Member {
    void in(int group, long id);
  }

  private void eachOf(long[] shared, Member member) {
    for (Part part : parts) {
      for (int row = 0; row < part.ids().length; row++) {
        int group = Arrays.binarySearch(shared, part.hashes()[row]);
        if (group >= 0) {
          member.in(group, part.ids()[row]);
        }
      }
    }
  }
}
