package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.JournalEntry;

/** Walks through events with a cursor of the database's, so that their number does not matter. */
final class EntryCursor extends AbstractSpliterator<JournalEntry> implements AutoCloseable {

  private static final int ROWS_FETCHED = 1_000;

  private final Connection connection;
  private final ResultSet rows;

  private EntryCursor(Connection connection, ResultSet rows) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.connection = connection;
    this.rows = rows;
  }

  /** The least string that is greater than all that begin with the prefix. */
  static String afterAll(String prefix) {
    int last = prefix.length() - 1;
    return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
  }

  static Stream<JournalEntry> stream(DataSource database, String sql, String... parameters) {
    try {
      EntryCursor cursor = open(database.getConnection(), sql, parameters);
      return StreamSupport.stream(cursor, false).onClose(cursor::close);
    } catch (SQLException failure) {
      throw new JournalException("the journal's events cannot be read", failure);
    }
  }

  // The result set closes its statement, and the connection closes both, when the cursor is closed.
  private static EntryCursor open(Connection connection, String sql, String... parameters)
      throws SQLException {
    try {
      // Outside of a transaction the driver would fetch everything at once.
      connection.setAutoCommit(false);
      PreparedStatement statement = connection.prepareStatement(sql);
      statement.setFetchSize(ROWS_FETCHED);
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      return new EntryCursor(connection, statement.executeQuery());
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super JournalEntry> action) {
    JournalEntry entry;
    try {
      if (!rows.next()) {
        return false;
      }
      entry = decode(rows);
    } catch (SQLException failure) {
      throw new JournalException("the journal's events cannot be read to their end", failure);
    }
    action.accept(entry);
    return true;
  }

  private static JournalEntry decode(ResultSet row) throws SQLException {
    String persistenceId = row.getString(1);
    long sequenceNr = row.getLong(2);
    try {
      return new JournalEntry(
          persistenceId, sequenceNr, EventJson.read(row.getString(3), row.getBytes(4)));
    } catch (IllegalArgumentException unreadable) {
      throw new JournalException(
          "event %d of %s cannot be read: %s"
              .formatted(sequenceNr, persistenceId, unreadable.getMessage()),
          unreadable);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new JournalException("a connection to the journal cannot be given back", failure);
    }
  }
}
