package org.drover.deploy.passes;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drover.sandbox.LocalPostgres;
import org.drover.sandbox.Neo4jServer;
import org.drover.sandbox.Neo4jServer.Line;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.Stored;
import org.drover.shared.neo4j.Neo4jGraph;
import org.drover.shared.postgres.JournalDatabase;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Value;

/** A Neo4j and a PostgreSQL, emptied between tries. */
final class Databases implements AutoCloseable {

  private static final String CONTENTS =
      """
      MATCH (n) RETURN 'node ' + id(n) AS what, labels(n) AS labels, properties(n) AS properties
      UNION ALL MATCH (a)-[r]->(b)
      RETURN 'relationship ' + id(r) + ' from ' + id(a) + ' to ' + id(b) AS what,
        [type(r)] AS labels, properties(r) AS properties
      """;

  private static final String APPEND =
      """
      INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,
        event_ser_manifest, event_payload)
      SELECT ?, coalesce(max(sequence_number), 0) + 1, 'test', 0, ?, ?
      FROM event_journal WHERE persistence_id = ?
      """;

  private final Neo4jServer neo4j;
  private final LocalPostgres postgres;
  private final Driver driver;
  final Neo4jGraph graph;
  final JournalDatabase journal;

  private Databases(Neo4jServer neo4j, LocalPostgres postgres) {
    this.neo4j = neo4j;
    this.postgres = postgres;
    this.driver = GraphDatabase.driver(neo4j.bolt(), AuthTokens.none());
    this.graph =
        Neo4jGraph.connect(new org.drover.shared.neo4j.Connection(neo4j.bolt(), "", "", null));
    this.journal =
        JournalDatabase.connect(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  static Databases start(Path folder) throws IOException {
    Line line = Line.V5_26.runsHere() ? Line.V5_26 : Line.V2026;
    return new Databases(
        Neo4jServer.start(
            new Neo4jServer.Options(line, folder.resolve("neo4j"), 0, null, "512m", "64m")),
        LocalPostgres.startWithoutFsync(folder.resolve("journal")));
  }

  void empty() {
    run("MATCH (n) DETACH DELETE n");
    sql(
        "TRUNCATE event_journal, undo_record, quarantine, quarantine_owner, id_set, foreseen_key"
            + " CASCADE");
  }

  void run(String cypher) {
    driver.executableQuery(cypher).execute();
  }

  /** Everything that the graph holds, fences and markers too, by what it is. */
  Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    driver
        .executableQuery(CONTENTS)
        .execute()
        .records()
        .forEach(
            row ->
                contents.put(
                    row.get("what").asString(),
                    new TreeSet<>(row.get("labels").asList(Value::asString))
                        + " "
                        + new TreeMap<>(row.get("properties").asMap(Value::toString))));
    return contents;
  }

  /** Journals an event, as the actor of that id would. */
  void append(String persistenceId, Stored event) {
    try (Connection connection = journal.dataSource().getConnection();
        PreparedStatement insert = connection.prepareStatement(APPEND)) {
      insert.setString(1, persistenceId);
      insert.setString(2, EventJson.manifest(event.getClass()));
      insert.setBytes(3, EventJson.write(event));
      insert.setString(4, persistenceId);
      insert.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot journal " + event, failure);
    }
  }

  private void sql(String sql) {
    try (Connection connection = journal.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  @Override
  public void close() {
    graph.close();
    driver.close();
    journal.close();
    neo4j.close();
    postgres.close();
  }
}
