package org.drover.coordinator.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.GraphQueries;
import org.drover.shared.graph.GraphWatch;
import org.drover.shared.graph.Graphs;
import org.drover.shared.graph.Inspection;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.graph.KeyCensus;
import org.drover.shared.graph.Markers;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Selection;

/**
 * A graph that answers planning from what the test says it holds.
 *
 * @param ids of the one label it has, {@code Person}
 * @param beside ids without a proper key
 */
record PretendGraph(
    List<Long> ids,
    Set<IndexedProperty> indexed,
    Map<String, Long> carriers,
    List<Key> boundaries,
    List<Long> beside)
    implements Graph, Graphs {

  static PretendGraph of(LongStream ids) {
    return new PretendGraph(ids.boxed().toList(), Set.of(), Map.of(), List.of(), List.of());
  }

  PretendGraph indexed(IndexedProperty... properties) {
    return new PretendGraph(ids, Set.of(properties), carriers, boundaries, beside);
  }

  PretendGraph carrying(String property, long count) {
    return new PretendGraph(ids, indexed, Map.of(property, count), boundaries, beside);
  }

  PretendGraph keyed(List<Key> bounds, List<Long> others) {
    return new PretendGraph(ids, indexed, carriers, bounds, others);
  }

  @Override
  public Graph named(String name) {
    return this;
  }

  @Override
  public void answer() {}

  @Override
  public Inspection inspect(Selection selection, Set<String> properties) {
    Map<String, Long> asked = new HashMap<>(carriers);
    asked.keySet().retainAll(properties);
    return new Inspection(
        selection.isWhole() || selection.isOfLabel("Person"),
        Set.of("Person", "Place"),
        Set.of("name", "born"),
        ids.size(),
        ids.isEmpty() ? 0 : ids.getFirst(),
        ids.isEmpty() ? -1 : ids.getLast(),
        indexed,
        asked);
  }

  /** A label is carried as a property is. */
  @Override
  public long labelled(Selection selection, String label) {
    return carriers.getOrDefault(label, 0L);
  }

  @Override
  public KeyCensus census(Selection selection, String property) {
    return new KeyCensus(ids.size() - beside.size(), 0, 0, beside.size());
  }

  @Override
  public List<Key> boundaries(Selection selection, Keyspace.Property keyspace, int shards) {
    return boundaries;
  }

  @Override
  public void eachId(Selection selection, LongConsumer consumer) {
    ids.forEach(consumer::accept);
  }

  @Override
  public void eachIdBeside(Selection selection, Keyspace.Property keyspace, LongConsumer consumer) {
    beside.forEach(consumer::accept);
  }

  @Override
  public void prepareFences(List<ShardId> shards) {}

  @Override
  public ShardId prepareRest(ShardId proposed, ShardPlan rest, Set<Integer> others) {
    return proposed;
  }

  @Override
  public OptionalLong commitsOfOthers() {
    return OptionalLong.empty();
  }

  @Override
  public void knowNames(Set<String> labels, Set<String> properties) {}

  @Override
  public GraphQueries queries() {
    throw new UnsupportedOperationException("planning asks no queries");
  }

  @Override
  public Markers markers() {
    throw new UnsupportedOperationException("planning asks for no markers");
  }

  @Override
  public GraphWatch watch() {
    throw new IllegalStateException("planning does not watch the load");
  }

  @Override
  public RangeStore ranges() {
    throw new IllegalStateException("planning touches no range");
  }

  @Override
  public void close() {}
}
