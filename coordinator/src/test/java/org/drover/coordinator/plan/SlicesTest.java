package org.drover.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Slice;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.longlong.Roaring64Bitmap;

class SlicesTest {

  @Test
  void aLineIsCutIntoEqualSlicesThatTileIt() {
    assertThat(Slices.ofLine(-1, 9, 3))
        .containsExactly(Slice.ids(-1, 2), Slice.ids(2, 5), Slice.ids(5, 9));
  }

  @Test
  void aShortLineGetsNoEmptySlices() {
    assertThat(Slices.ofLine(4, 6, 5)).containsExactly(Slice.ids(4, 5), Slice.ids(5, 6));
  }

  // (2^63 - 1) * 1000 would overflow.
  @Test
  void theLongestLineIsTiledToo() {
    List<Slice> slices = Slices.ofLine(-1, Long.MAX_VALUE - 1, 1_000);
    assertThat(slices).hasSize(1_000);
    assertThat(slices.getFirst().from()).isEqualTo(Key.of(-1L));
    assertThat(slices.getLast().to()).isEqualTo(Key.of(Long.MAX_VALUE - 1));
    for (int i = 1; i < slices.size(); i++) {
      assertThat(slices.get(i).from()).isEqualTo(slices.get(i - 1).to());
    }
  }

  @Test
  void aSetIsCutByWeightAndNotByLength() {
    Roaring64Bitmap ids = Roaring64Bitmap.bitmapOf(1, 2, 3, 1_000_000);
    assertThat(Slices.ofSet(ids, 2)).containsExactly(Slice.ids(0, 2), Slice.ids(2, 1_000_000));
  }

  @Test
  void boundariesBecomeSlicesThatBeginBelowEveryKey() {
    assertThat(Slices.between(List.of(Key.of("f"), Key.of("q"))))
        .containsExactly(new Slice(null, Key.of("f")), new Slice(Key.of("f"), Key.of("q")));
  }
}
