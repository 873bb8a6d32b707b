package org.drover.bench.contender;

import java.util.List;
import java.util.Map;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.keyspace.ShardId;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** The quarantine of a graph in which everything can be migrated. */
final class NothingRefused implements Quarantine {

  @Override
  public Roaring64Bitmap begin(ShardId shard, long epoch, long sequence) {
    return new Roaring64Bitmap();
  }

  @Override
  public void store(ShardId shard, long sequence, long epoch, List<Entry> entries, long[] again) {
    throw new IllegalStateException("expected no member to be refused, found " + entries);
  }

  @Override
  public Roaring64Bitmap members(String migration) {
    return new Roaring64Bitmap();
  }

  @Override
  public Roaring64Bitmap everMembers(String migration) {
    return new Roaring64Bitmap();
  }

  @Override
  public Map<Long, Long> countsOf(ShardId shard) {
    return Map.of();
  }

  @Override
  public List<Listed> list(String migration, long behind, int most) {
    return List.of();
  }

  @Override
  public List<Reason> reasons(String migration) {
    return List.of();
  }
}
