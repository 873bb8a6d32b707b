package org.drover.deploy.passes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drover.deploy.TestServers;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.Stored;
import org.drover.shared.neo4j.Neo4jGraph;
import org.drover.shared.postgres.JournalDatabase;
import org.drover.shared.spec.Selection;
import org.neo4j.driver.Driver;
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

  private final TestServers servers = TestServers.take();
  private final Driver driver = servers.driver();
  final Neo4jGraph graph;
  final JournalDatabase journal;

  Databases() {
    this.graph =
        Neo4jGraph.connect(
            new org.drover.shared.neo4j.Connection(
                servers.graph(), "neo4j", TestServers.PASSWORD, null));
    TestServers.Journal postgres = servers.journal();
    this.journal = JournalDatabase.connect(postgres.url(), postgres.user(), postgres.password());
  }

  void empty() {
    run("MATCH (n) DETACH DELETE n");
    sql(
        "TRUNCATE event_journal, undo_record, quarantine, quarantine_owner, id_set, foreseen_key,"
            + " foreseen_bid CASCADE");
  }

  void run(String cypher) {
    driver.executableQuery(cypher).execute();
  }

  /** The one number that a query returns. */
  long number(String cypher) {
    return driver.executableQuery(cypher).execute().records().getFirst().get(0).asLong();
  }

  /** Who of the selected nodes has the same value as another node of the label. */
  List<Long> sharing(Selection selection, String property) {
    String label = ":`" + selection.called() + "`";
    String where = selection.where() == null ? "true" : selection.where();
    return driver
        .executableQuery(
            "MATCH (n%1$s) WHERE (%2$s) MATCH (m%1$s) WHERE m.%3$s = n.%3$s AND m <> n"
                    .formatted(label, where, property)
                + " RETURN DISTINCT id(n) AS id")
        .execute()
        .records()
        .stream()
        .map(row -> row.get("id").asLong())
        .toList();
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

  /** How much is kept for passes beside the journal, of all migrations. */
  long kept() {
    String sql =
        "SELECT (SELECT count(*) FROM undo_record) + (SELECT count(*) FROM id_set)"
            + " + (SELECT count(*) FROM id_chunk) + (SELECT count(*) FROM foreseen_key)"
            + " + (SELECT count(*) FROM foreseen_bid)";
    try (Connection connection = journal.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
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
    servers.close();
  }
}
