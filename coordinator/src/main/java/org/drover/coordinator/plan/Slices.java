package org.drover.coordinator.plan;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Slice;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Cuts keyspaces into slices that tile them: each begins where the last one ends. */
final class Slices {

  private Slices() {}

  /** At most so many slices of about equal length over {@code (from, to]}. */
  static List<Slice> ofLine(long from, long to, int count) {
    List<Slice> slices = new ArrayList<>(count);
    long begin = from;
    for (int i = 1; i <= count; i++) {
      long end = from + part(to - from, i, count);
      if (end > begin) {
        slices.add(Slice.ids(begin, end));
        begin = end;
      }
    }
    return slices;
  }

  /**
   * At most so many slices of about equal weight over the ids of a set.
   *
   * @param ids not empty
   */
  static List<Slice> ofSet(Roaring64Bitmap ids, int count) {
    long size = ids.getLongCardinality();
    List<Slice> slices = new ArrayList<>(count);
    long begin = ids.first() - 1;
    for (int i = 1; i <= count; i++) {
      long rank = part(size, i, count);
      long end = rank == 0 ? begin : ids.select(rank - 1);
      if (end > begin) {
        slices.add(Slice.ids(begin, end));
        begin = end;
      }
    }
    return slices;
  }

  /** Slices between boundaries, the first of which begins below every key. */
  static List<Slice> between(List<Key> boundaries) {
    List<Slice> slices = new ArrayList<>(boundaries.size());
    @Nullable Key begin = null;
    for (Key end : boundaries) {
      slices.add(new Slice(begin, end));
      begin = end;
    }
    return slices;
  }

  /** {@code whole * i / count}, without overflow. */
  private static long part(long whole, int i, int count) {
    return whole / count * i + whole % count * i / count;
  }
}
