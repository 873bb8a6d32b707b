package org.drover.shared.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.shared.keyspace.ShardId;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Where members are listed that could not be migrated. A range's entries are stored before it is
 * committed in the graph, and count once its event is in the journal. Blocking.
 */
public interface Quarantine {

  /**
   * A member that a range left out.
   *
   * @param key the value of the property by which the pass visits; null where it visits by id
   * @param step the transform step that refused it, or {@link #DATABASE}
   * @param reason what was expected and found; never a property's value
   */
  record Entry(long member, @Nullable String key, String step, String reason) {}

  /** Stands where an entry names its step: no step, but the database refused the write. */
  String DATABASE = "database";

  /**
   * An entry, and where it is from.
   *
   * @param sequence the range's number within the shard
   */
  record Listed(int pass, int shard, long sequence, Entry entry, Instant at) {}

  /**
   * Entries with one reason.
   *
   * @param reason with {@code #} for every number in it
   * @param members the first ones
   */
  record Reason(String step, String reason, long count, List<Long> members) {}

  /**
   * Begins work on a shard: forgets what attempts stored that were never committed, and from now on
   * nobody who owned it before can store anything.
   *
   * @param sequence the shard's last committed range
   * @return members that earlier passes left out
   */
  Roaring64Bitmap begin(ShardId shard, long epoch, long sequence);

  /**
   * Stores what an attempt at a range leaves out, in place of what an earlier attempt at it stored.
   *
   * @param again members that earlier passes left out and that this range visits
   * @throws org.drover.shared.graph.GraphException of kind FENCED if another owner has begun
   */
  void store(ShardId shard, long sequence, long epoch, List<Entry> entries, long[] again);

  /** The members that are in quarantine now. */
  Roaring64Bitmap members(String migration);

  /** The members that ever were. */
  Roaring64Bitmap everMembers(String migration);

  /** How many members each range of a shard left out, by the range's number, also since left. */
  Map<Long, Long> countsOf(ShardId shard);

  /**
   * Entries that count now, by member.
   *
   * @param behind only members with higher ids
   */
  List<Listed> list(String migration, long behind, int most);

  /** Why members are in quarantine, the most frequent reason first. */
  List<Reason> reasons(String migration);
}
