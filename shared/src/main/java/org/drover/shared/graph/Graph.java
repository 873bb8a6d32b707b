package org.drover.shared.graph;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Selection;

/**
 * What planning asks of a graph. Every method blocks, and fails with a {@link GraphException}.
 * Nothing here writes to the graph but {@link #prepareFences} and {@link #prepareRest}.
 */
public interface Graph extends AutoCloseable {

  /** Returns if the database answers and takes the credentials; of kind UNREACHABLE if not. */
  void answer();

  /**
   * Looks at what a migration would visit.
   *
   * @param properties the properties whose carriers are counted (those that a shadow migration
   *     would overwrite); may be empty
   */
  Inspection inspect(Selection selection, Set<String> properties);

  /** How many of the selected nodes have another label too. */
  long labelled(Selection selection, String label);

  /**
   * Counts the selection's values of a property by their type.
   *
   * @param property has a range index
   */
  KeyCensus census(Selection selection, String property);

  /**
   * Upper bounds of at most {@code shards} slices of about equal weight, ascending, without
   * duplicates; the last one is the greatest key. Empty if there is no key of that type.
   */
  List<Key> boundaries(Selection selection, Keyspace.Property keyspace, int shards);

  /** Hands over the id of every member of the selection, in any order. */
  void eachId(Selection selection, LongConsumer consumer);

  /** Hands over the ids of the members that the property's keyspace does not visit. */
  void eachIdBeside(Selection selection, Keyspace.Property keyspace, LongConsumer consumer);

  /**
   * Makes the fences of a pass's shards, as far as they are not there, and makes sure that they are
   * unique and that their lock works. A shard whose fence is missing later is in another graph.
   */
  void prepareFences(List<ShardId> shards);

  /**
   * Makes the fence of a shard that was split off, if it is not there. A graph that knows the split
   * already, since the journal was restored from before it, says under which number.
   *
   * @param proposed the number that it gets otherwise, or a higher one
   * @param rest what was split off
   * @param others the numbers of all other shards of the pass
   */
  ShardId prepareRest(ShardId proposed, ShardPlan rest, Set<Integer> others);

  /**
   * How many transactions were committed to the database that are not known to be Drover's own;
   * only the difference of two answers means something. Empty if the database does not say.
   */
  OptionalLong commitsOfOthers();

  /** Makes names known to the database, so that writing the first of them commits nothing more. */
  void knowNames(Set<String> labels, Set<String> properties);

  /** What can be asked of it as a whole. */
  GraphQueries queries();

  /** Where migrations stand, for applications that follow them in the graph. */
  Markers markers();

  /** What the same connection says of the database's load. */
  GraphWatch watch();

  /** The range side of the same connection. */
  RangeStore ranges();

  @Override
  void close();
}
