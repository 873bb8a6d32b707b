package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.shared.graph.RangeRequest.IdList;
import org.drover.shared.graph.RangeRequest.IdSlice;
import org.drover.shared.graph.RangeRequest.PropertySlice;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.Slice;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;

class CutTest {

  // Half of the ids are members: 1,000 of them take 2,000 ids.
  @Test
  void aSliceOfTheIdLineIsAsLongAsTheDensityMakesIt() {
    Cut cut = cut(new Keyspace.Ids(50_000), Slice.ids(-1, 10_000));
    assertThat(cut.next(Key.of(-1), 1_000)).isEqualTo(new IdSlice(-1, 1_999));
    assertThat(cut.next(Key.of(9_500), 1_000)).isEqualTo(new IdSlice(9_500, 10_000));
  }

  @Test
  void anAlmostEmptyLineIsWalkedAMillionIdsAtATimeAtMost() {
    Cut cut = cut(new Keyspace.Ids(1), Slice.ids(0, 10_000_000_000L));
    assertThat(cut.next(Key.of(0), 10_000)).isEqualTo(new IdSlice(0, 1_000_000));
  }

  @Test
  void aRangeOfAnIdSetEndsAtItsLastIdAndTheLastOneAtTheSlicesEnd() {
    Cut cut =
        cut(
            new Keyspace.IdSet("s"),
            Slice.ids(0, 9_000_000_000L),
            3,
            5,
            8_000_000_000L,
            8_000_000_007L);

    IdList first = (IdList) cut.next(Key.of(0), 3);
    assertThat(first.ids()).containsExactly(3, 5, 8_000_000_000L);
    assertThat(first.to()).isEqualTo(8_000_000_000L);

    IdList second = (IdList) cut.next(Key.of(first.to()), 3);
    assertThat(second.ids()).containsExactly(8_000_000_007L);
    assertThat(second.to()).isEqualTo(9_000_000_000L);
  }

  // Exactly as many as the range may hold are left: the range still ends at the slice's end.
  @Test
  void aRangeThatTakesAllThatIsLeftEndsAtTheSlicesEnd() {
    Cut cut = cut(new Keyspace.IdSet("s"), Slice.ids(0, 100), 1, 2);
    assertThat(((IdList) cut.next(Key.of(0), 2)).to()).isEqualTo(100);
  }

  @Test
  void theDatabaseFindsTheEndOfARangeOfAProperty() {
    Keyspace.Property name = new Keyspace.Property("name", Keyspace.Property.Type.STRING);
    Cut cut = cut(name, new Slice(null, Key.of("z")));
    assertThat(cut.next(null, 10)).isEqualTo(new PropertySlice(name, null, Key.of("z"), 10));
  }

  private static Cut cut(Keyspace keyspace, Slice slice, long... ids) {
    return Cut.of(keyspace, slice, new OneSet(Roaring64Bitmap.bitmapOf(ids)));
  }

  private record OneSet(Roaring64Bitmap ids) implements IdSets {
    @Override
    public void store(String set, Roaring64Bitmap stored) {
      throw new IllegalStateException("a worker stores no set");
    }

    @Override
    public Roaring64Bitmap read(String set, Slice slice) {
      return ids;
    }

    @Override
    public long remove(String migration) {
      throw new IllegalStateException("a worker removes no set");
    }
  }
}
