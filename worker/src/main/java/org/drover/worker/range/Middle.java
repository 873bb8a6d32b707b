package org.drover.worker.range;

import org.drover.shared.graph.RangeStore;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.spec.Selection;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Where what is left of a slice is divided.
 *
 * @param cursor the last finished key; null where the slice begins below every key
 * @param end the last key of the slice
 */
record Middle(@Nullable Key cursor, Key end) {

  /**
   * The index of a property, and how many nodes are left in it, about.
   *
   * @param left by the plan's estimate
   */
  record Index(RangeStore graph, Selection selection, long left) {}

  /** Null if there is no key between. */
  @Nullable Key of(Keyspace keyspace, IdSets sets, Index index) {
    return switch (keyspace) {
      case Keyspace.Ids ids -> ofLine();
      case Keyspace.IdSet set -> ofSet(sets.read(set.set(), new Slice(cursor, end)));
      case Keyspace.Property property -> ofIndex(property, index);
    };
  }

  /** Nobody knows how the members are spread; halves that differ are divided again. */
  private @Nullable Key ofLine() {
    if (cursor == null) {
      return null;
    }
    long middle = cursor.id() + (end.id() - cursor.id()) / 2;
    return middle > cursor.id() ? Key.of(middle) : null;
  }

  private @Nullable Key ofSet(Roaring64Bitmap ids) {
    long count = ids.getLongCardinality();
    return count < 2 ? null : Key.of(ids.select(count / 2 - 1));
  }

  /** The estimate may be too high; the index says so by having no such key. */
  private @Nullable Key ofIndex(Keyspace.Property property, Index index) {
    for (long skipped = index.left() / 2; skipped > 0; skipped /= 2) {
      Key found = index.graph().keyBehind(index.selection(), property, cursor, end, skipped);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
