package org.drover.worker.range;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Selection;
import org.jspecify.annotations.Nullable;

/** A store that puts something around each range that it opens, and is another store otherwise. */
final class WrappingStore implements RangeStore {

  private final RangeStore store;
  private final UnaryOperator<OpenRange> around;

  WrappingStore(RangeStore store, UnaryOperator<OpenRange> around) {
    this.store = store;
    this.around = around;
  }

  @Override
  public Fence claim(ShardId shard, ShardPlan plan, long known) {
    return store.claim(shard, plan, known);
  }

  @Override
  public List<ShardPlan> slices(ShardId shard) {
    return store.slices(shard);
  }

  @Override
  public Map<Integer, Fence> fences(ShardId shard) {
    return store.fences(shard);
  }

  @Override
  public boolean isBehind(Key key, Key other) {
    return store.isBehind(key, other);
  }

  @Override
  public void seal(ShardId shard) {
    store.seal(shard);
  }

  @Override
  public void makeAgain(ShardId shard, long sequence) {
    store.makeAgain(shard, sequence);
  }

  @Override
  public void requireIndex(Selection selection, Keyspace.Property keyspace) {
    store.requireIndex(selection, keyspace);
  }

  @Override
  public Set<Uniqueness> unique(Selection.Kind kind) {
    return store.unique(kind);
  }

  @Override
  public Set<ValueIndex> bounded(Selection.Kind kind) {
    return store.bounded(kind);
  }

  @Override
  public @Nullable Key keyBehind(
      Selection selection, Keyspace.Property keyspace, @Nullable Key from, Key end, long skipped) {
    return store.keyBehind(selection, keyspace, from, end, skipped);
  }

  @Override
  public Optional<Fence> fence(ShardId shard) {
    return store.fence(shard);
  }

  @Override
  public void realign(
      Ownership ownership,
      long sequence,
      @Nullable Key cursor,
      ShardPlan plan,
      List<ShardId> others) {
    store.realign(ownership, sequence, cursor, plan, others);
  }

  @Override
  public OpenRange open(Ownership ownership, Scope scope) {
    return around.apply(store.open(ownership, scope));
  }

  @Override
  public Selection fencesOf(String migration) {
    return store.fencesOf(migration);
  }

  @Override
  public OpenRange unfenced(Selection selection) {
    return around.apply(store.unfenced(selection));
  }

  @Override
  public OpenRange survey(Selection selection) {
    return around.apply(store.survey(selection));
  }
}
