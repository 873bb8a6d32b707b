package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.OpenRange.ReadRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.graph.RangeRequest.IdList;
import org.drover.shared.graph.RangeRequest.PropertySlice;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.spec.Selection;
import org.drover.shared.transform.ColumnNeed;
import org.jspecify.annotations.Nullable;

/** A label or type of one test's own, on one server, and ranges over it. Its key is {@code k}. */
record TestRanges(TestNeo4j neo4j, Selection selection) {

  /** What the shards of these tests are to visit, as far as their fences say it. */
  static final ShardPlan PLAN =
      new ShardPlan(0, new Keyspace.Ids(100_000), Slice.ids(-1, 100), 100);

  static final Keyspace.Property.Type STRING = Keyspace.Property.Type.STRING;
  static final Keyspace.Property.Type INTEGER = Keyspace.Property.Type.INTEGER;

  static TestRanges nodes(TestNeo4j neo4j) {
    return new TestRanges(neo4j, Selection.nodes(TestNeo4j.fresh("Test")));
  }

  static TestRanges relationships(TestNeo4j neo4j) {
    return new TestRanges(neo4j, Selection.relationships(TestNeo4j.fresh("TEST")));
  }

  TestRanges where(String predicate) {
    return new TestRanges(neo4j, new Selection(selection.kind(), selection.name(), predicate));
  }

  /** The label or type. */
  String name() {
    return selection.called();
  }

  /** Runs a statement in which {@code $L} stands for the label or type. */
  Rows run(String cypher, Object... parameters) {
    return neo4j.run(cypher.replace("$L", name()), parameters);
  }

  TestRanges indexed() {
    run("CREATE INDEX FOR " + new Members(selection).pattern() + " ON (n.k)");
    run("CALL db.awaitIndexes(60)");
    return this;
  }

  long[] ids() {
    return run("MATCH " + new Members(selection).pattern() + " RETURN id(n) AS i ORDER BY i")
        .longs();
  }

  static ColumnNeed columns(String... properties) {
    return new ColumnNeed(Set.of(properties), false, false);
  }

  static Keyspace.Property keyspace(Keyspace.Property.Type type) {
    return new Keyspace.Property("k", type);
  }

  static PropertySlice slice(
      Keyspace.Property.Type type, @Nullable Object from, Object end, int limit) {
    return new PropertySlice(
        keyspace(type), from == null ? null : Key.of(from), Key.of(end), limit);
  }

  RangeRequest everything() {
    return new IdList(ids(), Long.MAX_VALUE);
  }

  /** With locks and without, since both must find the same. */
  ReadRange read(RangeRequest request, ColumnNeed need) {
    ReadRange locked = read(request, need, true);
    ReadRange unlocked = read(request, need, false);
    assertThat(unlocked.columns().ids()).containsExactly(locked.columns().ids());
    assertThat(unlocked.to()).isEqualTo(locked.to());
    return locked;
  }

  List<@Nullable Object> keys(RangeRequest request) {
    return Arrays.asList(read(request, columns("k")).columns().column("k"));
  }

  private ReadRange read(RangeRequest request, ColumnNeed need, boolean lock) {
    try (OpenRange range = open(claimed(), lock)) {
      return range.read(request, need);
    }
  }

  /** Does something in a range of its own, and commits. */
  void committed(Consumer<OpenRange> work) {
    try (OpenRange range = open(claimed(), true)) {
      work.accept(range);
      range.commit(Key.of(1L), "done");
    }
  }

  OpenRange open(Ownership owner, boolean lock) {
    return neo4j.graph.ranges().open(owner, new Scope(selection, lock));
  }

  /** The ownership of a shard that nobody else has. */
  Ownership claimed() {
    ShardId shard = new ShardId(TestNeo4j.fresh("test"), 1, 0);
    return new Ownership(shard, neo4j.graph.ranges().claim(shard, PLAN, 0).epoch(), 0);
  }
}
