package org.drover.worker.range;

import java.util.Arrays;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.Slice;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Cuts the next range off what remains of a shard's slice. Used by one shard at a time. */
sealed interface Cut {

  /**
   * The next range behind the cursor.
   *
   * @param cursor the last finished key; null where the slice begins below every key
   * @param nodes how many it should hold, about
   */
  RangeRequest next(@Nullable Key cursor, int nodes);

  static Cut of(Keyspace keyspace, Slice slice, IdSets sets) {
    return switch (keyspace) {
      case Keyspace.Ids ids -> new Line(ids.density(), slice.to().id());
      case Keyspace.IdSet set -> new Listed(sets.read(set.set(), slice), slice.to().id());
      case Keyspace.Property property -> new Indexed(property, slice.to());
    };
  }

  /**
   * A slice of the id line, as long as the density makes it.
   *
   * @param density members among a hundred thousand ids
   */
  record Line(int density, long end) implements Cut {

    private static final long PER_DENSITY = 100_000;

    /** A range of holes costs a look-up an id, so its length is bounded too. */
    private static final long IDS_MAX = 1_000_000;

    @Override
    public RangeRequest next(@Nullable Key cursor, int nodes) {
      long from = startOf(cursor);
      long length = Math.clamp(nodes * PER_DENSITY / density, 1, IDS_MAX);
      return new RangeRequest.IdSlice(from, Math.min(end, from + length));
    }
  }

  /** Ids from a set; the range ends at the last of them, or at the slice's end behind the last. */
  record Listed(Roaring64Bitmap ids, long end) implements Cut {
    @Override
    public RangeRequest next(@Nullable Key cursor, int nodes) {
      LongIterator rest = ids.getLongIteratorFrom(startOf(cursor) + 1);
      long[] listed = new long[nodes];
      int count = 0;
      while (count < nodes && rest.hasNext()) {
        listed[count++] = rest.next();
      }
      long to = rest.hasNext() ? listed[count - 1] : end;
      return new RangeRequest.IdList(Arrays.copyOf(listed, count), to);
    }
  }

  /** The database finds the range's end in the index. */
  record Indexed(Keyspace.Property property, Key end) implements Cut {
    @Override
    public RangeRequest next(@Nullable Key cursor, int nodes) {
      return new RangeRequest.PropertySlice(property, cursor, end, nodes);
    }
  }

  private static long startOf(@Nullable Key cursor) {
    if (cursor == null) {
      throw new IllegalStateException("a slice of ids begins at an id, found no cursor");
    }
    return cursor.id();
  }
}
