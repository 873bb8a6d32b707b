package org.drover.shared.neo4j;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.drover.shared.graph.Marker;
import org.drover.shared.graph.Markers;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** The nodes by which applications follow migrations. */
final class Neo4jMarkers implements Markers {

  static final String LABEL = "DroverMigration";

  static final String CONSTRAINT =
      "CREATE CONSTRAINT drover_migration IF NOT EXISTS FOR (m:"
          + LABEL
          + ") REQUIRE m.id IS UNIQUE";

  /** Every commit that is Drover's own counts itself; see {@link Commits}. */
  static final String CHANGES = "changes";

  private static final String MARKER = "(m:" + LABEL + " {id: $id})\n";

  /** A write takes the lock; what is compared is read by the next statement, once it is held. */
  private static final String LOCKED =
      Cypher.PREFIX
          + ("MERGE " + MARKER)
          + ("ON CREATE SET m.phase = '', m.sequence = -1, m." + CHANGES + " = 0\n")
          + ("SET m." + CHANGES + " = m." + CHANGES + " + 1");

  private static final String SAID =
      Cypher.PREFIX
          + ("MATCH " + MARKER)
          + "WHERE m.sequence <= $sequence\n"
          + "SET m.since = CASE WHEN m.phase = $phase THEN m.since ELSE $since END,\n"
          + "  m.phase = $phase, m.version = $version, m.sequence = $sequence";

  private static final String READ =
      Cypher.PREFIX
          + ("MATCH " + MARKER)
          + "RETURN m.phase AS phase, m.version AS version, m.since AS since, m.sequence AS sequence";

  private static final String GONE = Cypher.PREFIX + "MATCH " + MARKER + "DETACH DELETE m";

  private final Database database;

  Neo4jMarkers(Database database) {
    this.database = database;
  }

  @Override
  public void announce(Marker marker) {
    boolean known =
        marker(marker.migration())
            .filter(said -> said.phase().equals(marker.phase()))
            .filter(said -> said.version().equals(marker.version()))
            .isPresent();
    if (known) {
      return;
    }
    write(
        "announcing migration " + marker.migration(),
        transaction -> {
          transaction.run(LOCKED, Map.of("id", marker.migration())).consume();
          return transaction.run(SAID, parameters(marker)).consume();
        });
  }

  @Override
  public void withdraw(String migration) {
    if (marker(migration).isPresent()) {
      write(
          "removing the marker of migration " + migration,
          transaction -> transaction.run(GONE, Map.of("id", migration)).consume());
    }
  }

  @Override
  public Optional<Marker> marker(String migration) {
    return write(
        "reading the marker of migration " + migration,
        transaction ->
            transaction.run(READ, Map.of("id", migration)).stream()
                .map(row -> marker(migration, row))
                .findFirst());
  }

  /** From whoever takes writes: a follower may not have the last one yet. */
  private <T> T write(String what, Function<Transaction, T> work) {
    Phase phase = Phase.RANGE;
    try (Session session = database.session(AccessMode.WRITE);
        Transaction transaction =
            session.beginTransaction(
                database.timed(
                    database.connection().transactionTimeout(), Map.of("drover", "marker")))) {
      T done = work.apply(transaction);
      phase = Phase.COMMIT;
      transaction.commit();
      return done;
    } catch (RuntimeException failure) {
      throw database.failed(failure, phase, what);
    }
  }

  private static Value parameters(Marker marker) {
    return Values.parameters(
        "id",
        marker.migration(),
        "phase",
        marker.phase(),
        "version",
        marker.version(),
        "since",
        marker.since().atZone(ZoneOffset.UTC),
        "sequence",
        marker.sequence());
  }

  private static Marker marker(String migration, Record row) {
    return new Marker(
        migration,
        row.get("phase").asString(""),
        row.get("version").asString(""),
        row.get("since").asZonedDateTime().toInstant(),
        row.get("sequence").asLong());
  }
}
