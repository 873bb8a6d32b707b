package org.drover.shared.evidence;

import java.util.List;
import java.util.Optional;
import org.drover.shared.keyspace.ShardId;

/**
 * Where undo records are kept. One is stored before its range is committed: it counts only if the
 * shard's fence says that the range was. Blocking.
 */
public interface UndoRecords {

  /**
   * One range's before-image.
   *
   * @param chain SHA-256 over the chain of the range before and the image
   * @param image what {@link BeforeImage#toBytes} made
   */
  record UndoRecord(byte[] chain, byte[] image) {}

  /**
   * What is known of a record before its image is read.
   *
   * @param chain as in the record
   * @param bytes that it takes to read the image, about
   */
  record Outline(byte[] chain, long bytes) {}

  /**
   * Stores the record of an attempt; one by the same owner is replaced.
   *
   * @param sequence the range's number within the shard
   * @param epoch the owner's
   */
  void store(ShardId shard, long sequence, long epoch, UndoRecord record);

  /** The record of a range; of several attempts the one by the latest owner. */
  Optional<UndoRecord> read(ShardId shard, long sequence);

  /** The same without its image, which may be large. */
  Optional<Outline> outline(ShardId shard, long sequence);

  /**
   * Removes the records of ranges behind that one: of attempts that were never committed, and of
   * ranges that were lost when a graph was restored.
   */
  void removeBehind(ShardId shard, long sequence);

  /** The shards of a migration, of whatever pass, that have a record. */
  List<ShardId> shards(String migration);

  /** The number of the last range of a shard that has a record; 0 if none has. */
  long last(ShardId shard);

  /**
   * Removes every record of a migration, a few at a time: what is gone stays gone if it is cut
   * short, and to go on is to do it again.
   *
   * @return how many there were
   */
  long remove(String migration);
}
