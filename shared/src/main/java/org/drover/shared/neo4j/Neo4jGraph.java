package org.drover.shared.neo4j;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.GraphQueries;
import org.drover.shared.graph.GraphWatch;
import org.drover.shared.graph.Inspection;
import org.drover.shared.graph.KeyCensus;
import org.drover.shared.graph.Markers;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A graph on Neo4j 5.26 or a calendar release. Safe for many threads; one driver each. */
public final class Neo4jGraph implements Graph {

  private final Database database;
  private final Neo4jRanges ranges;

  private Neo4jGraph(Database database) {
    this.database = database;
    this.ranges = new Neo4jRanges(database);
  }

  /**
   * Connects, and finds out whether the database answers and takes the credentials.
   *
   * @throws org.drover.shared.graph.GraphException of kind UNREACHABLE if not
   */
  public static Neo4jGraph connect(Connection connection) {
    Database database = new Database(connection);
    try {
      database.verify();
      return new Neo4jGraph(database);
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  /** A graph that connects when it is first used, so that a node can start before its database. */
  public static Neo4jGraph lazily(Connection connection) {
    return new Neo4jGraph(new Database(connection));
  }

  @Override
  public void answer() {
    database.verify();
  }

  @Override
  public Inspection inspect(Selection selection, Set<String> properties) {
    return new Inspecting(database, selection).run(properties);
  }

  @Override
  public long labelled(Selection selection, String label) {
    return new Inspecting(database, selection).labelled(label);
  }

  @Override
  public KeyCensus census(Selection selection, String property) {
    return new KeyPlanning(database, selection, property).census();
  }

  @Override
  public List<Key> boundaries(Selection selection, Keyspace.Property keyspace, int shards) {
    return new KeyPlanning(database, selection, keyspace.name())
        .boundaries(keyspace.type(), shards);
  }

  @Override
  public void eachId(Selection selection, LongConsumer consumer) {
    Members members = new Members(selection);
    each("MATCH " + members.pattern() + members.where(), selection, consumer);
  }

  @Override
  public void eachIdBeside(Selection selection, Keyspace.Property keyspace, LongConsumer consumer) {
    Members members = new Members(selection);
    // Without the first half, 5.26 answers from the index, which knows none of those without a
    // value.
    String outside =
        "(%1$s IS NULL OR NOT %1$s IS :: %2$s NOT NULL)"
            .formatted(Cypher.property(keyspace.name()), Finding.typeName(keyspace.type()));
    each(
        "MATCH " + members.pattern() + " WHERE " + outside + members.andWhere(),
        selection,
        consumer);
  }

  /** Locks would be none, without a word, if the database did not know the name they remove. */
  @Override
  public void prepareFences(List<ShardId> shards) {
    try (Session session = database.session(AccessMode.WRITE)) {
      session.run(Cypher.PREFIX + Fences.CONSTRAINT).consume();
      session.run(Cypher.PREFIX + Neo4jMarkers.CONSTRAINT).consume();
      session.run(Cypher.PREFIX + Fences.LOCK_NAME).consume();
      session.run(Fences.MADE, Fences.madeFor(shards)).consume();
    } catch (RuntimeException failure) {
      throw database.failed(failure, Phase.PLANNING, "preparing the fences");
    }
  }

  @Override
  public ShardId prepareRest(ShardId proposed, ShardPlan rest, Set<Integer> others) {
    try (Session session = database.session(AccessMode.WRITE);
        Transaction transaction =
            session.beginTransaction(
                database.timed(database.connection().transactionTimeout(), Map.of()))) {
      ShardId shard = FenceSlices.numbered(transaction, proposed, rest, others);
      Fences.makeAndLock(transaction, shard);
      FenceSlices.splitOff(transaction, shard, rest.numbered(shard.number()));
      transaction.commit();
      return shard;
    } catch (RuntimeException failure) {
      throw database.failed(failure, Phase.PLANNING, "preparing the fence of what was split off");
    }
  }

  @Override
  public OptionalLong commitsOfOthers() {
    return new Commits(database).ofOthers();
  }

  @Override
  public void knowNames(Set<String> labels, Set<String> properties) {
    new Commits(database).knowNames(labels, properties);
  }

  @Override
  public GraphQueries queries() {
    return new Neo4jQueries(database);
  }

  @Override
  public Markers markers() {
    return new Neo4jMarkers(database);
  }

  @Override
  public GraphWatch watch() {
    return new Neo4jWatch(database);
  }

  @Override
  public RangeStore ranges() {
    return ranges;
  }

  @Override
  public void close() {
    database.close();
  }

  private void each(String match, Selection selection, LongConsumer consumer) {
    database.plan(
        "listing the ids of " + selection.called(),
        Inspecting.FETCH_IDS,
        transaction -> {
          transaction
              .run(Cypher.PREFIX + match + "\nRETURN id(n)")
              .forEachRemaining(row -> consumer.accept(row.get(0).asLong()));
          return true;
        });
  }
}
