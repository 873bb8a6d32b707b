package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
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

  static final String SELECT =
      """
      SELECT persistence_id, sequence_number, event_ser_manifest, event_payload
      FROM event_journal WHERE persistence_id >= ? AND persistence_id < ? AND NOT deleted
      ORDER BY persistence_id, sequence_number
      """;

  /**
   * For a large part of the table the planner would rather read and sort all of it before the first
   * row, for longer than a statement may take. In the order of the primary key each fetch is short.
   */
  static final String IN_INDEX_ORDER = "SET LOCAL enable_sort = off";

  private final Connection connection;
  private final PreparedStatement statement;
  private final Deque<Span> rest;
  private ResultSet rows;

  /** Persistence ids from {@code from} on that are less than {@code before}. */
  record Span(String from, String before) {

    static Span of(String persistenceId) {
      return new Span(persistenceId, persistenceId + "\u0001");
    }

    static Span prefixed(String prefix) {
      // The least string that is greater than all that begin with the prefix.
      int last = prefix.length() - 1;
      return new Span(prefix, prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
    }
  }

  private EntryCursor(Connection connection, PreparedStatement statement, List<Span> spans)
      throws SQLException {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.connection = connection;
    this.statement = statement;
    this.rest = new ArrayDeque<>(spans);
    this.rows = next(statement, rest);
  }

  /** The events of each span in turn, all as of one moment. */
  static Stream<JournalEntry> stream(DataSource database, Span... spans) {
    try {
      EntryCursor cursor = open(database.getConnection(), List.of(spans));
      return StreamSupport.stream(cursor, false).onClose(cursor::close);
    } catch (SQLException failure) {
      throw new JournalException("the journal's events cannot be read", failure);
    }
  }

  // The connection closes what was opened on it when the cursor is closed.
  private static EntryCursor open(Connection connection, List<Span> spans) throws SQLException {
    try {
      // Outside of a transaction the driver would fetch everything at once.
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (Statement planning = connection.createStatement()) {
        planning.execute(IN_INDEX_ORDER);
      }
      PreparedStatement statement = connection.prepareStatement(SELECT);
      statement.setFetchSize(ROWS_FETCHED);
      return new EntryCursor(connection, statement, spans);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  private static ResultSet next(PreparedStatement statement, Deque<Span> rest) throws SQLException {
    Span span = rest.removeFirst();
    statement.setString(1, span.from());
    statement.setString(2, span.before());
    return statement.executeQuery();
  }

  @Override
  public boolean tryAdvance(Consumer<? super JournalEntry> action) {
    JournalEntry entry;
    try {
      while (!rows.next()) {
        if (rest.isEmpty()) {
          return false;
        }
        rows = next(statement, rest);
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
