package org.drover.shared.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.JournalRows;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PaceEvent;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.Stored;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.postgres.EntryCursor.Span;

/** Reads the journal with plain SQL, beside the actors that write it. Blocking. */
public final class JournalReader implements JournalRows {

  /** After one of these a migration does not go on by itself. */
  private static final Set<String> LAST =
      Set.of(
          EventJson.manifest(MigrationEvent.Completed.class),
          EventJson.manifest(MigrationEvent.Cancelled.class));

  /** These change nothing of where a migration stands, and may follow its end. */
  private static final String[] OF_PACE =
      Stream.of(MigrationEvent.class.getPermittedSubclasses())
          .filter(PaceEvent.class::isAssignableFrom)
          .map(type -> EventJson.manifest(type.asSubclass(Stored.class)))
          .toArray(String[]::new);

  private final DataSource database;

  JournalReader(DataSource database) {
    this.database = database;
  }

  /**
   * A migration that the journal knows.
   *
   * @param unfinished whether it is to go on by itself; a finished survey may still be continued by
   *     its operator
   */
  public record KnownMigration(String migration, boolean unfinished) {}

  /** Every migration that was ever submitted, by id. */
  public List<KnownMigration> migrations() {
    String sql =
        """
        SELECT DISTINCT ON (persistence_id) persistence_id, event_ser_manifest
        FROM event_journal
        WHERE persistence_id >= ? AND persistence_id < ? AND NOT deleted
          AND event_ser_manifest <> ALL (?)
        ORDER BY persistence_id, sequence_number DESC
        """;
    Span all = Span.prefixed(PersistenceIds.of(""));
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, all.from());
      statement.setString(2, all.before());
      statement.setArray(3, connection.createArrayOf("text", OF_PACE));
      List<KnownMigration> known = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String id = PersistenceIds.entity(PersistenceIds.MIGRATION, row.getString(1));
          known.add(new KnownMigration(id, !LAST.contains(row.getString(2))));
        }
      }
      return known;
    } catch (SQLException failure) {
      throw new JournalException("the journal's migrations cannot be listed", failure);
    }
  }

  /**
   * The events of a migration and then those of its shards, each in the order of its sequence
   * numbers, all as of one moment. Whoever asks must close the stream; it holds a connection.
   */
  public Stream<JournalEntry> events(String migration) {
    return EntryCursor.stream(
        database,
        Span.of(PersistenceIds.of(migration)),
        Span.prefixed(PersistenceIds.shardsOf(migration)));
  }

  @Override
  public Stream<JournalEntry> entries(String persistenceId) {
    return EntryCursor.stream(database, Span.of(persistenceId));
  }

  /** The events of a migration, without those of its shards. */
  public Stream<JournalEntry> migrationEvents(String migration) {
    return EntryCursor.stream(database, Span.of(PersistenceIds.of(migration)));
  }

  /** The same of one pass's shards, without the migration itself. */
  public Stream<JournalEntry> shardEvents(String migration, int pass) {
    return EntryCursor.stream(database, Span.prefixed(PersistenceIds.shardsOf(migration, pass)));
  }

  /** A migration's own events, without its shards', in their order. */
  public List<MigrationEvent> history(String migration) {
    return own(migration).stream()
        .map(JournalEntry::event)
        .filter(MigrationEvent.class::isInstance)
        .map(MigrationEvent.class::cast)
        .toList();
  }

  /** The same with their numbers. */
  public List<JournalEntry> own(String migration) {
    try (Stream<JournalEntry> events =
        EntryCursor.stream(database, Span.of(PersistenceIds.of(migration)))) {
      return events.toList();
    }
  }

  /**
   * An event as it is kept.
   *
   * @param kind the simple name of its type, also of one that only a newer Drover knows
   * @param json as it was written
   */
  public record KeptEvent(long sequence, String kind, String json) {}

  /**
   * A part of one entity's events, in their order.
   *
   * @param after only events with greater numbers
   * @param most how many at most
   */
  public List<KeptEvent> page(String persistenceId, long after, int most) {
    String sql =
        """
        SELECT sequence_number, event_ser_manifest, event_payload FROM event_journal
        WHERE persistence_id = ? AND sequence_number > ? AND NOT deleted
        ORDER BY sequence_number LIMIT ?
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, persistenceId);
      statement.setLong(2, after);
      statement.setInt(3, most);
      List<KeptEvent> events = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String json = new String(row.getBytes(3), StandardCharsets.UTF_8);
          events.add(new KeptEvent(row.getLong(1), EventJson.kind(row.getString(2)), json));
        }
      }
      return events;
    } catch (SQLException failure) {
      throw new JournalException("the journal of " + persistenceId + " cannot be read", failure);
    }
  }

  /** The finished ranges of one shard, in their order. */
  public List<ShardEvent.RangeFinished> ranges(ShardId shard) {
    try (Stream<JournalEntry> events =
        EntryCursor.stream(database, Span.of(PersistenceIds.of(shard)))) {
      return events
          .map(JournalEntry::event)
          .filter(ShardEvent.RangeFinished.class::isInstance)
          .map(ShardEvent.RangeFinished.class::cast)
          .toList();
    }
  }

  @Override
  public long highestSequenceNr(String persistenceId) {
    String sql = "SELECT max(sequence_number) FROM event_journal WHERE persistence_id = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, persistenceId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException failure) {
      throw new JournalException(
          "the last sequence number of " + persistenceId + " cannot be read", failure);
    }
  }

  @Override
  public boolean isWhole(String persistenceId) {
    String sql =
        "SELECT count(*) = coalesce(max(sequence_number), 0) FROM event_journal WHERE persistence_id = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, persistenceId);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    } catch (SQLException failure) {
      throw new JournalException("the events of " + persistenceId + " cannot be counted", failure);
    }
  }
}
