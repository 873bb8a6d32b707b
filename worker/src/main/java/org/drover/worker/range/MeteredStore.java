package org.drover.worker.range;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Step;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * A store that says how many bytes were read in one transaction, and commits no range of a shard
 * before it may.
 */
final class MeteredStore implements RangeStore {

  private final RangeStore store;
  private final CommitGate gate;
  private final LongConsumer bytes;

  MeteredStore(RangeStore store, CommitGate gate, LongConsumer bytes) {
    this.store = store;
    this.gate = gate;
    this.bytes = bytes;
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
  public Set<String> unique(Selection selection) {
    return store.unique(selection);
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
    return new MeteredRange(store.open(ownership, scope), gate, bytes);
  }

  @Override
  public Selection fencesOf(String migration) {
    return store.fencesOf(migration);
  }

  @Override
  public OpenRange unfenced(Selection selection) {
    return new MeteredRange(store.unfenced(selection), gate, bytes);
  }

  @Override
  public OpenRange survey(Selection selection) {
    return new MeteredRange(store.survey(selection), gate, bytes);
  }

  private static final class MeteredRange implements OpenRange {

    private final OpenRange range;
    private final CommitGate gate;
    private final LongConsumer bytes;
    private long read;

    MeteredRange(OpenRange range, CommitGate gate, LongConsumer bytes) {
      this.range = range;
      this.gate = gate;
      this.bytes = bytes;
    }

    private Columns metered(Columns columns) {
      read += columns.bytes();
      bytes.accept(read);
      return columns;
    }

    @Override
    public ReadRange read(RangeRequest request, ColumnNeed need) {
      ReadRange found = range.read(request, need);
      metered(found.columns());
      return found;
    }

    @Override
    public ReadRange readWithin(RangeRequest request, ColumnNeed need, Room room) {
      ReadRange found = range.readWithin(request, need, room);
      metered(found.columns());
      return found;
    }

    @Override
    public Columns reread(long[] ids, ColumnNeed need) {
      return metered(range.reread(ids, need));
    }

    @Override
    public Columns fetch(long[] ids, ColumnNeed need) {
      return metered(range.fetch(ids, need));
    }

    @Override
    public List<Shared> sharing(long[] ids, String property) {
      return range.sharing(ids, property);
    }

    @Override
    public long plant(Set<String> labels, Map<String, Object> properties) {
      return range.plant(labels, properties);
    }

    @Override
    public boolean finds(long id, String property, Object value) {
      return range.finds(id, property, value);
    }

    @Override
    public List<Pair> twins(long[] ids, List<String> by) {
      return range.twins(ids, by);
    }

    @Override
    public void delete(long[] ids) {
      range.delete(ids);
    }

    @Override
    public void write(Columns columns) {
      range.write(columns);
    }

    @Override
    public AppliedRange apply(RangeRequest request, List<Step> steps) {
      return range.apply(request, steps);
    }

    @Override
    public Tally apply(long[] ids, List<Step> steps) {
      return range.apply(ids, steps);
    }

    @Override
    public void commit(Key cursor, String record) {
      gate.pass();
      range.commit(cursor, record);
    }

    @Override
    public void close() {
      range.close();
    }
  }
}
