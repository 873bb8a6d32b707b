package org.drover.shared.neo4j;

import java.util.Map;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.keyspace.Key;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Session;

/**
 * The ranges of {@link Neo4jRanges} without their fences, to measure what a fence costs. It stands
 * beside what it measures, and in the benchmark's jar only: the product has no such option.
 */
public final class UnfencedRanges extends Neo4jRanges implements AutoCloseable {

  private final Database database;

  private UnfencedRanges(Database database) {
    super(database);
    this.database = database;
  }

  public static UnfencedRanges connect(Connection connection) {
    return new UnfencedRanges(new Database(connection));
  }

  @Override
  public OpenRange open(Ownership ownership, Scope scope) {
    Session session = database.session(AccessMode.WRITE);
    Open open =
        new Open(
            session,
            session.beginTransaction(
                database.timed(database.connection().transactionTimeout(), Map.of())),
            new Patience(database.connection().transactionTimeout()),
            "an unfenced range");
    return new Neo4jRange(database, open, new Members(scope.selection()), scope.lock(), null) {
      @Override
      public void commit(Key cursor, String record) {
        open.transaction().commit();
      }
    };
  }

  @Override
  public void close() {
    database.close();
  }
}
