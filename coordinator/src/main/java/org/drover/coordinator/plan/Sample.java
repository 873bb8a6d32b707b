package org.drover.coordinator.plan;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * A part of the ids that stands for all of them; the same ones each time.
 *
 * @param percent how large a part it really is
 */
record Sample(Roaring64Bitmap ids, double percent) {

  private static final double ALL = 100;

  /** Neighbours are read together, and often resemble each other: so small blocks, and many. */
  private static final long BLOCK = 500;

  private static final long BLOCKS_MIN = 20;

  private static final int PARTS = 1_000_000;

  /** Blocks of ids, spread evenly over {@code [from, to]}; some of them may be of nothing. */
  static Sample ofLine(long from, long to, double percent) {
    long span = to - from + 1;
    long wanted = (long) Math.ceil(span * percent / ALL / BLOCK);
    long blocks = Math.max(BLOCKS_MIN, wanted);
    Roaring64Bitmap ids = new Roaring64Bitmap();
    if (blocks * BLOCK >= span) {
      ids.addRange(from, to + 1);
      return new Sample(ids, ALL);
    }
    long stratum = span / blocks;
    for (long block = 0; block < blocks; block++) {
      long room = stratum - BLOCK + 1;
      long begin = from + block * stratum + Math.floorMod(mixed(block), room);
      ids.addRange(begin, begin + BLOCK);
    }
    return new Sample(ids, ALL * blocks * BLOCK / span);
  }

  /** Some of the ids that are handed over, as chance has it. */
  static Sample ofEach(Consumer<LongConsumer> each, double percent) {
    Roaring64Bitmap ids = new Roaring64Bitmap();
    long limit = (long) (PARTS * percent / ALL);
    long[] all = {0};
    each.accept(
        id -> {
          all[0]++;
          if (Math.floorMod(mixed(id), PARTS) < limit) {
            ids.addLong(id);
          }
        });
    return new Sample(ids, all[0] == 0 ? ALL : ALL * ids.getLongCardinality() / all[0]);
  }

  /** The finalizer of Steele, Lea and Flood's SplitMix64: neighbours end far from each other. */
  private static long mixed(long number) {
    long bits = (number + 1) * 0x9e3779b97f4a7c15L;
    bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
    return bits ^ bits >>> 31;
  }

  String describe(String whole, int shards) {
    return String.format(
        Locale.ROOT,
        "a sample of %.2f %%, spread over the ids; all of it would be visited by %s, in %d shards",
        percent,
        whole,
        shards);
  }
}
