package org.drover.coordinator.plan;

import java.util.List;
import java.util.Map;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.keyspace.ShardId;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** A quarantine that planning may look at, and no more. */
record PretendQuarantine(long... listed) implements Quarantine {

  @Override
  public Roaring64Bitmap members(String migration) {
    return Roaring64Bitmap.bitmapOf(listed);
  }

  @Override
  public Roaring64Bitmap begin(ShardId shard, long epoch, long sequence) {
    throw notByPlanning();
  }

  @Override
  public void store(ShardId shard, long sequence, long epoch, List<Entry> entries, long[] again) {
    throw notByPlanning();
  }

  @Override
  public Roaring64Bitmap everMembers(String migration) {
    throw notByPlanning();
  }

  @Override
  public Map<Long, Long> countsOf(ShardId shard) {
    throw notByPlanning();
  }

  @Override
  public List<Listed> list(String migration, long behind, int most) {
    throw notByPlanning();
  }

  @Override
  public List<Reason> reasons(String migration) {
    throw notByPlanning();
  }

  private static IllegalStateException notByPlanning() {
    return new IllegalStateException("planning asks only who is in quarantine");
  }
}
