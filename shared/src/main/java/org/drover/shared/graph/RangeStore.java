package org.drover.shared.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Selection;
import org.jspecify.annotations.Nullable;

/** What ranges do to a graph. Every method blocks, and fails with a {@link GraphException}. */
public interface RangeStore {

  /**
   * Takes a shard over: gives its fence a higher epoch and returns the fence as it then is. Waits
   * for a predecessor's transaction in flight, and ends it if it waits too long; from the return
   * on, everything that a predecessor tries fails. A fence that does not exist is made, with
   * sequence 0, no cursor and no record. As long as no range is finished, the fence stands for the
   * slice of whoever claims it.
   *
   * @param plan what the shard is to visit
   * @param known the highest epoch that anybody is known to have had, for a fence that was restored
   *     knows of fewer; the new one is one above it and above the fence's
   * @throws GraphException of kind FENCED if the shard is sealed
   */
  Fence claim(ShardId shard, ShardPlan plan, long known);

  /**
   * What the fences of a shard's pass stand for, as far as they say it: each shard as it was when
   * its first range began, or when it was split off.
   */
  List<ShardPlan> slices(ShardId shard);

  /** All fences of a shard's pass as they are, by their numbers. */
  Map<Integer, Fence> fences(ShardId shard);

  /** Whether a key lies behind another one in the order of a property's keyspace. */
  boolean isBehind(Key key, Key other);

  /**
   * Makes sure that ranges of a property's keyspace are found in its index, which somebody may have
   * dropped since the planning.
   *
   * @throws GraphException of kind FATAL if it is gone
   */
  void requireIndex(Selection selection, Keyspace.Property keyspace);

  /** The constraints that allow values only once, of whatever label or type. */
  Set<Uniqueness> unique(Selection.Kind kind);

  /** The indexes that refuse values for their size, of whatever label or type. */
  Set<ValueIndex> bounded(Selection.Kind kind);

  /**
   * A key of a property's keyspace, found in its index.
   *
   * @param from the key before the first one; null below every key
   * @param skipped how many keys lie between that and the one that is found
   * @return null if there is none of that kind before {@code end}
   */
  @Nullable Key keyBehind(
      Selection selection, Keyspace.Property keyspace, @Nullable Key from, Key end, long skipped);

  /**
   * Takes a shard over for good: whatever its owner tries afterwards fails, and nobody can claim it
   * again. A fence that does not exist is made, so that nobody who comes late begins.
   */
  void seal(ShardId shard);

  /**
   * Makes the fence of a shard again that a cleanup has removed. One that is there stays as it is.
   *
   * @param sequence how many ranges were committed under it
   */
  void makeAgain(ShardId shard, long sequence);

  /** What selects the fences of a migration, and nothing else. */
  Selection fencesOf(String migration);

  /** The fence as it is, without touching it. */
  Optional<Fence> fence(ShardId shard);

  /**
   * Sets a fence to where the journal is, after an operator decided that the journal counts.
   *
   * @param ownership as claimed; of kind FENCED if it is not the fence's
   * @param sequence the journal's
   * @param cursor the journal's; null before the first range
   * @param plan what the shard is to visit, by the journal
   * @param others shards that the journal knows nothing of; what their fences say is forgotten, and
   *     whoever owned them is fenced off
   */
  void realign(
      Ownership ownership,
      long sequence,
      @Nullable Key cursor,
      ShardPlan plan,
      List<ShardId> others);

  /**
   * Opens a range's transaction: locks the fence, then compares. One call is one transaction;
   * nothing in it is ever run a second time by itself.
   *
   * @param scope what the range visits and whether it locks what it reads
   * @throws GraphException of kind FENCED if the fence has another epoch or sequence
   */
  OpenRange open(Ownership ownership, Scope scope);

  /**
   * Opens a transaction that writes without a fence, for what may be done twice without harm. It is
   * committed with any cursor.
   */
  OpenRange unfenced(Selection selection);

  /** Opens a transaction that reads without a fence and without locks, for a survey. */
  OpenRange survey(Selection selection);

  /**
   * Who works on a shard, and what the last range of his was.
   *
   * @param sequence the fence's sequence before this range
   */
  record Ownership(ShardId shard, long epoch, long sequence) {}

  /**
   * @param lock whether members are locked before they are read
   */
  record Scope(Selection selection, boolean lock) {}
}
