package org.drover.worker.range;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.keyspace.ShardId;

/** The undo records of one shard in memory, one for each range: the latest owner's. */
final class RecordsOfAShard implements UndoRecords {

  final SortedMap<Long, UndoRecord> records = new TreeMap<>();
  int removals;

  @Override
  public void store(ShardId shard, long sequence, long epoch, UndoRecord record) {
    records.put(sequence, record);
  }

  @Override
  public Optional<UndoRecord> read(ShardId shard, long sequence) {
    return Optional.ofNullable(records.get(sequence));
  }

  @Override
  public Optional<Outline> outline(ShardId shard, long sequence) {
    return read(shard, sequence)
        .map(
            record ->
                new Outline(
                    record.chain(), BeforeImage.weight(record.image().length, record.image())));
  }

  @Override
  public void removeBehind(ShardId shard, long sequence) {
    removals++;
    records.tailMap(sequence + 1).clear();
  }

  @Override
  public List<ShardId> shards(String migration) {
    throw new IllegalStateException("a shard knows only itself");
  }

  @Override
  public long last(ShardId shard) {
    throw new IllegalStateException("a shard's fence says it, or the journal");
  }

  @Override
  public long remove(String migration) {
    throw new IllegalStateException("only a cleanup removes all of them");
  }
}
