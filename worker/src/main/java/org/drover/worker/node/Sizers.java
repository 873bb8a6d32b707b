package org.drover.worker.node;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.drover.shared.keyspace.ShardId;
import org.drover.worker.range.RangeSizer;

/**
 * The range sizes of the passes that this node works on, one a pass. What was not asked for longest
 * is forgotten, and would be found again. Thread-safe.
 */
final class Sizers {

  private final int most;
  private final LinkedHashMap<String, RangeSizer> sizers = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param most passes that are remembered
   */
  Sizers(int most) {
    this.most = most;
  }

  synchronized RangeSizer of(ShardId shard, Supplier<RangeSizer> fresh) {
    String pass = shard.migration() + "/" + shard.pass();
    RangeSizer known = sizers.get(pass);
    if (known == null) {
      known = fresh.get();
      sizers.put(pass, known);
    }
    if (sizers.size() > most) {
      sizers.pollFirstEntry();
    }
    return known;
  }
}
