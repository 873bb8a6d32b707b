package org.drover.shared.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.Stored;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.postgres.JournalReader.KeptEvent;
import org.drover.shared.postgres.JournalReader.KnownMigration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JournalReaderIT {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Stored SUBMITTED =
      new MigrationEvent.Submitted("spec", true, null, "eve", AT);
  private static final Stored PAUSED = new MigrationEvent.Paused("eve", "lunch", AT);
  private static final Stored COMPLETED = new MigrationEvent.Completed(AT);
  private static final Stored CANCELLED = new MigrationEvent.Cancelled("eve", "wrong label", AT);

  private static final Stored STOPPED = new MigrationEvent.Stopped("eve", "slow", AT);
  private static final Stored DRAINED = new MigrationEvent.NodeDrained("w:1", "eve", "old", AT);

  private final String url = TestPostgres.emptyDatabase();
  private final JournalDatabase journal = TestPostgres.journal(url);
  private final JournalReader reader = journal.reader();

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aMigrationIsUnfinishedUntilItsLastEventEndsIt() throws SQLException {
    write("migration|running", SUBMITTED, PAUSED);
    write("migration|done", SUBMITTED, COMPLETED);
    write("migration|done-then-executed", SUBMITTED, COMPLETED, PAUSED);
    write("migration|stopped", SUBMITTED, CANCELLED);
    write("migration|drained", SUBMITTED, DRAINED);
    write("migration|stopped-late", SUBMITTED, COMPLETED, STOPPED, DRAINED);
    write("shard|running/1/0", claimed(1));

    assertThat(reader.migrations())
        .containsExactly(
            new KnownMigration("done", false),
            new KnownMigration("done-then-executed", true),
            new KnownMigration("drained", true),
            new KnownMigration("running", true),
            new KnownMigration("stopped", false),
            new KnownMigration("stopped-late", false));
  }

  @Test
  void eventsComeMigrationFirstAndThenShardByShardInOrder() throws SQLException {
    write("shard|m/2/0", claimed(3));
    write("shard|m/1/10", claimed(2), range(1));
    write("migration|m", SUBMITTED, PAUSED);
    write("shard|m-2/1/0", claimed(1));
    write("migration|m-2", SUBMITTED);

    try (Stream<JournalEntry> events = reader.events("m")) {
      assertThat(events)
          .containsExactly(
              new JournalEntry("migration|m", 1, SUBMITTED),
              new JournalEntry("migration|m", 2, PAUSED),
              new JournalEntry("shard|m/1/10", 1, claimed(2)),
              new JournalEntry("shard|m/1/10", 2, range(1)),
              new JournalEntry("shard|m/2/0", 1, claimed(3)));
    }
    try (Stream<JournalEntry> events = reader.shardEvents("m", 2)) {
      assertThat(events).containsExactly(new JournalEntry("shard|m/2/0", 1, claimed(3)));
    }
  }

  // Also events of a newer Drover: whoever looks at a history wants to see that there are such.
  @Test
  void aPageOfAJournalIsWhatIsKeptBehindANumber() throws SQLException {
    write("migration|m", SUBMITTED, PAUSED, CANCELLED, COMPLETED);
    write("migration|m-2", SUBMITTED);
    write("shard|m/1/0", claimed(1));
    TestPostgres.execute(
        url,
        "UPDATE event_journal SET event_ser_manifest = 'org.drover.MigrationEvent$New#2'"
            + " WHERE sequence_number = 3");

    assertThat(reader.page(PersistenceIds.of("m"), 1, 2))
        .containsExactly(
            new KeptEvent(2, "Paused", new String(EventJson.write(PAUSED), UTF_8)),
            new KeptEvent(3, "New", new String(EventJson.write(CANCELLED), UTF_8)));
    assertThat(reader.page(PersistenceIds.of("m"), 4, 2)).isEmpty();
    assertThat(reader.page(PersistenceIds.of("nix"), 0, 2)).isEmpty();
  }

  @Test
  void theHighestSequenceNumberCountsWhatWasDeletedToo() throws SQLException {
    write("shard|m/1/0", claimed(1), range(1), range(2));
    TestPostgres.execute(url, "UPDATE event_journal SET deleted = true WHERE sequence_number = 3");

    assertThat(reader.highestSequenceNr("shard|m/1/0")).isEqualTo(3);
    assertThat(reader.highestSequenceNr("shard|m/1/1")).isZero();
  }

  @Test
  void anEventOfANewerDroverIsNamed() throws SQLException {
    write("migration|m", SUBMITTED);
    TestPostgres.execute(url, "UPDATE event_journal SET event_ser_manifest = 'org.drover.New'");

    try (Stream<JournalEntry> events = reader.events("m")) {
      assertThatThrownBy(events::toList)
          .isInstanceOf(JournalException.class)
          .hasMessage(
              "event 1 of migration|m cannot be read: the event has the unknown type"
                  + " org.drover.New; a newer Drover may have written it");
    }
  }

  // All events of the table are of one migration: where a sort of everything is most tempting.
  @Test
  void manyEventsAreWalkedThroughByTheirIndexWithoutBeingSorted() throws SQLException {
    TestPostgres.execute(
        url,
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,
          event_ser_manifest, event_payload)
        SELECT 'shard|m/1/' || shard, n, 'w', 31, '%s', convert_to('%s', 'UTF8')
        FROM generate_series(0, 9) shard, generate_series(1, 10000) n
        """
            .formatted(
                EventJson.manifest(ShardEvent.Claimed.class),
                new String(EventJson.write(claimed(1)), UTF_8)));
    TestPostgres.execute(url, "ANALYZE event_journal");

    try (Stream<JournalEntry> events = reader.events("m")) {
      assertThat(events.count()).isEqualTo(100_000);
    }
    assertThat(planOfShardEvents()).startsWith("Index Scan").doesNotContain("Sort  ");
  }

  private String planOfShardEvents() throws SQLException {
    try (Connection connection = journal.dataSource().getConnection();
        Statement settings = connection.createStatement();
        PreparedStatement statement =
            connection.prepareStatement("EXPLAIN " + EntryCursor.SELECT)) {
      connection.setAutoCommit(false);
      settings.execute(EntryCursor.IN_INDEX_ORDER);
      statement.setString(1, "shard|m/");
      statement.setString(2, "shard|m0");
      StringBuilder lines = new StringBuilder();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines.append(row.getString(1)).append('\n');
        }
      }
      return lines.toString();
    }
  }

  private static ShardEvent claimed(long epoch) {
    return new ShardEvent.Claimed(epoch, "pekko://drover@127.0.0.1:25520", null, AT);
  }

  private static ShardEvent range(long sequence) {
    return new ShardEvent.RangeFinished(
        sequence, null, Key.of("k" + sequence), new Tally(10, 9), 1, 25, false, AT);
  }

  private void write(String persistenceId, Stored... events) throws SQLException {
    try (Connection connection = journal.dataSource().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id,
                  event_ser_manifest, event_payload) VALUES (?, ?, 'w', 31, ?, ?)
                """)) {
      long sequenceNr = 0;
      for (Stored event : List.of(events)) {
        insert.setString(1, persistenceId);
        insert.setLong(2, ++sequenceNr);
        insert.setString(3, EventJson.manifest(event.getClass()));
        insert.setBytes(4, EventJson.write(event));
        insert.executeUpdate();
      }
    }
  }
}
