package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.OperationEntry;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.postgres.EntryCursor.Span;
import org.jspecify.annotations.Nullable;

/**
 * What was done to graphs, as two tables that people can query. Both are derived from events; each
 * row has the number of its event, so that to derive it twice makes one row. Blocking.
 */
public final class VersionTables {

  private static final String BEHIND =
      """
      SELECT e.persistence_id, max(e.sequence_number) AS last, coalesce(max(o.done), 0) AS done
      FROM event_journal e
      LEFT JOIN (SELECT migration, max(sequence) AS done FROM operation_log GROUP BY migration) o
        ON e.persistence_id = 'migration|' || o.migration
      WHERE e.persistence_id >= ? AND e.persistence_id < ? AND NOT e.deleted
      GROUP BY e.persistence_id
      HAVING max(e.sequence_number) > coalesce(max(o.done), 0)
      """;

  private static final String LOG =
      """
      INSERT INTO operation_log (migration, sequence, operation, author, why, detail, at)
      VALUES (?, ?, ?, ?, ?, ?::jsonb, ?) ON CONFLICT (migration, sequence) DO NOTHING
      """;

  private static final String REGISTER =
      """
      INSERT INTO version_registry (migration, sequence, version, graph, selection, strategy, status,
        visited, changed, set_aside, before, after, validation, level, report, retain, created_at,
        updated_at, cut_over_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (migration) DO UPDATE SET sequence = excluded.sequence, status = excluded.status,
        visited = excluded.visited, changed = excluded.changed, set_aside = excluded.set_aside,
        before = excluded.before, after = excluded.after, validation = excluded.validation,
        level = excluded.level, report = excluded.report, updated_at = excluded.updated_at,
        cut_over_at = excluded.cut_over_at
      WHERE version_registry.sequence < excluded.sequence
      """;

  private final DataSource database;

  VersionTables(DataSource database) {
    this.database = database;
  }

  /**
   * The migrations with events that are not told here yet, each with the last that is; 0 if none.
   */
  public Map<String, Long> behind() {
    Span all = Span.prefixed(PersistenceIds.of(""));
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(BEHIND)) {
      query.setString(1, all.from());
      query.setString(2, all.before());
      Map<String, Long> behind = new HashMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          behind.put(
              PersistenceIds.entity(PersistenceIds.MIGRATION, row.getString(1)), row.getLong(3));
        }
      }
      return behind;
    } catch (SQLException failure) {
      throw new JournalException("the log of operations cannot be compared", failure);
    }
  }

  /**
   * Stores operations and what the migration has become by them, as one fact.
   *
   * @param entry null if the migration has not reached its graph
   */
  public void store(List<OperationEntry> operations, @Nullable VersionEntry entry) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        log(connection, operations);
        if (entry != null) {
          register(connection, entry);
        }
        connection.commit();
      } catch (SQLException failure) {
        connection.rollback();
        throw failure;
      }
    } catch (SQLException failure) {
      throw new JournalException("the log of operations cannot be written", failure);
    }
  }

  private static void log(Connection connection, List<OperationEntry> operations)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(LOG)) {
      for (OperationEntry one : operations) {
        insert.setString(1, one.migration());
        insert.setLong(2, one.sequence());
        insert.setString(3, one.operation());
        insert.setString(4, one.author());
        insert.setString(5, one.why());
        insert.setString(6, one.detail().toString());
        insert.setTimestamp(7, Timestamp.from(one.at()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void register(Connection connection, VersionEntry entry) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(REGISTER)) {
      insert.setString(1, entry.migration());
      insert.setLong(2, entry.sequence());
      insert.setString(3, entry.version());
      insert.setString(4, entry.graph());
      insert.setString(5, entry.selection());
      insert.setString(6, entry.strategy());
      insert.setString(7, entry.status());
      insert.setLong(8, entry.tally().visited());
      insert.setLong(9, entry.tally().changed());
      insert.setLong(10, entry.tally().setAside());
      insert.setString(11, entry.before());
      insert.setString(12, entry.after());
      insert.setString(13, entry.validation());
      insert.setString(14, entry.level());
      insert.setString(15, entry.report());
      insert.setObject(16, entry.retain());
      insert.setTimestamp(17, Timestamp.from(entry.created()));
      insert.setTimestamp(18, Timestamp.from(entry.updated()));
      Instant cutOver = entry.cutOver();
      insert.setTimestamp(19, cutOver == null ? null : Timestamp.from(cutOver));
      insert.executeUpdate();
    }
  }

  /** Every version, the newest first. */
  public List<VersionEntry> versions() {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT * FROM version_registry ORDER BY created_at DESC, migration");
        ResultSet row = query.executeQuery()) {
      List<VersionEntry> versions = new ArrayList<>();
      while (row.next()) {
        versions.add(version(row));
      }
      return versions;
    } catch (SQLException failure) {
      throw new JournalException("the registry of versions cannot be read", failure);
    }
  }

  public Optional<VersionEntry> version(String migration) {
    return versions().stream().filter(one -> one.migration().equals(migration)).findFirst();
  }

  /** What was done to a migration, in order. */
  public List<OperationEntry> operations(String migration) {
    String sql =
        """
        SELECT sequence, operation, author, why, detail, at FROM operation_log
        WHERE migration = ? ORDER BY sequence
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, migration);
      List<OperationEntry> operations = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          operations.add(
              new OperationEntry(
                  migration,
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  EventJson.node(row.getString(5)),
                  row.getTimestamp(6).toInstant()));
        }
      }
      return operations;
    } catch (SQLException failure) {
      throw new JournalException("the log of operations cannot be read", failure);
    }
  }

  private static VersionEntry version(ResultSet row) throws SQLException {
    Instant created = row.getTimestamp("created_at").toInstant();
    Instant updated = row.getTimestamp("updated_at").toInstant();
    Timestamp cutOver = row.getTimestamp("cut_over_at");
    return new VersionEntry(
        row.getString("migration"),
        row.getLong("sequence"),
        row.getString("version"),
        row.getString("graph"),
        row.getString("selection"),
        row.getString("strategy"),
        row.getString("status"),
        new Tally(row.getLong("visited"), row.getLong("changed"), row.getLong("set_aside")),
        row.getString("before"),
        row.getString("after"),
        row.getString("validation"),
        row.getString("level"),
        row.getString("report"),
        row.getObject("retain", Integer.class),
        created,
        cutOver == null ? null : cutOver.toInstant(),
        updated);
  }
}
