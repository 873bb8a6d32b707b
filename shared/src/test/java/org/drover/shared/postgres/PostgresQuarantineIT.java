package org.drover.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.Quarantine.Entry;
import org.drover.shared.evidence.Quarantine.Listed;
import org.drover.shared.graph.GraphException;
import org.drover.shared.journal.EventJson;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresQuarantineIT {

  private static final long[] NONE = {};

  private final String url = TestPostgres.emptyDatabase();
  private final JournalDatabase journal = TestPostgres.journal(url);
  private final Quarantine quarantine = journal.quarantine();

  @AfterAll
  void close() {
    journal.close();
  }

  @Test
  void anEntryCountsOnceItsRangeIsJournaled() {
    ShardId shard = new ShardId("counts", 1, 0);
    quarantine.begin(shard, 1, 0);
    quarantine.store(shard, 1, 1, entries(7), NONE);
    assertThat(members("counts")).isEmpty();
    journaled(shard, 1);
    assertThat(members("counts")).containsExactly(7L);
  }

  // The first attempt failed after it had stored its entries; the next one reads other values.
  @Test
  void theNextAttemptAtARangeReplacesWhatTheLastOneStored() {
    ShardId shard = new ShardId("again", 1, 0);
    quarantine.begin(shard, 1, 0);
    quarantine.store(shard, 1, 1, entries(1, 2), NONE);
    quarantine.store(shard, 1, 1, entries(2), NONE);
    journaled(shard, 1);
    assertThat(members("again")).containsExactly(2L);
  }

  @Test
  void whoTakesTheShardOverForgetsWhatWasNeverCommitted() {
    ShardId shard = new ShardId("taken", 1, 0);
    quarantine.begin(shard, 1, 0);
    quarantine.store(shard, 1, 1, entries(1), NONE);
    journaled(shard, 1);
    quarantine.store(shard, 2, 1, entries(2), NONE);
    quarantine.begin(shard, 2, 1);
    journaled(shard, 2);
    assertThat(members("taken")).containsExactly(1L);
  }

  @Test
  void aFormerOwnerThatWakesUpLateStoresNothing() {
    ShardId shard = new ShardId("late", 1, 0);
    quarantine.begin(shard, 2, 0);
    assertThatThrownBy(() -> quarantine.store(shard, 1, 1, entries(1), NONE))
        .isInstanceOfSatisfying(
            GraphException.class,
            fenced -> assertThat(fenced.kind()).isEqualTo(GraphException.Kind.FENCED));
    journaled(shard, 1);
    assertThat(members("late")).isEmpty();
  }

  @Test
  void aMemberLeavesWhenALaterPassThatVisitedItIsJournaled() {
    ShardId first = new ShardId("leaves", 1, 0);
    quarantine.begin(first, 1, 0);
    quarantine.store(first, 1, 1, entries(1, 2), NONE);
    journaled(first, 1);
    ShardId later = new ShardId("leaves", 2, 0);
    assertThat(quarantine.begin(later, 1, 0).toArray()).containsExactly(1L, 2L);
    quarantine.store(later, 1, 1, entries(2), new long[] {1, 2});
    assertThat(members("leaves")).containsExactly(1L, 2L);
    journaled(later, 1);
    assertThat(members("leaves")).containsExactly(2L);
    assertThat(quarantine.list("leaves", -1, 10)).extracting(Listed::pass).containsExactly(2);
    assertThat(quarantine.everMembers("leaves").toArray()).containsExactly(1L, 2L);
  }

  @Test
  void aMemberStaysIfTheRangeThatWouldFreeItWasNeverCommitted() {
    ShardId first = new ShardId("stays", 1, 0);
    quarantine.begin(first, 1, 0);
    quarantine.store(first, 1, 1, entries(1), NONE);
    journaled(first, 1);
    ShardId later = new ShardId("stays", 2, 0);
    quarantine.begin(later, 1, 0);
    quarantine.store(later, 1, 1, List.of(), new long[] {1});
    quarantine.begin(later, 2, 0);
    quarantine.store(later, 1, 2, List.of(), NONE);
    journaled(later, 1);
    assertThat(members("stays")).containsExactly(1L);
  }

  @Test
  void reasonsAreCountedWithoutTheNumbersInThem() {
    ShardId shard = new ShardId("reasons", 1, 0);
    quarantine.begin(shard, 1, 0);
    quarantine.store(
        shard,
        1,
        1,
        List.of(
            new Entry(1, null, "cast", "size: not a number"),
            new Entry(2, "k", Quarantine.DATABASE, "refused, Node(17)"),
            new Entry(3, "k", Quarantine.DATABASE, "refused, Node(18)")),
        NONE);
    journaled(shard, 1);
    assertThat(quarantine.reasons("reasons"))
        .containsExactly(
            new Quarantine.Reason(Quarantine.DATABASE, "refused, Node(#)", 2, List.of(2L, 3L)),
            new Quarantine.Reason("cast", "size: not a number", 1, List.of(1L)));
    assertThat(quarantine.countsOf(shard)).containsEntry(1L, 3L);
  }

  private long[] members(String migration) {
    long[] members = quarantine.members(migration).toArray();
    assertThat(quarantine.list(migration, -1, 100).stream().mapToLong(one -> one.entry().member()))
        .containsExactly(Arrays.stream(members).boxed().toArray(Long[]::new));
    return members;
  }

  private static List<Entry> entries(long... members) {
    return Arrays.stream(members)
        .mapToObj(member -> new Entry(member, null, "cast", "size: not a number"))
        .toList();
  }

  private void journaled(ShardId shard, long sequence) {
    ShardEvent event =
        new ShardEvent.RangeFinished(
            sequence,
            Key.of(sequence),
            Key.of(sequence + 1),
            new Tally(1, 1),
            1,
            1,
            false,
            Instant.EPOCH);
    String sql =
        """
        INSERT INTO event_journal
          (persistence_id, sequence_number, writer, event_ser_id, event_ser_manifest, event_payload)
        VALUES (?, ?, 'test', 1, ?, ?)
        """;
    try (Connection connection = journal.dataSource().getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, PersistenceIds.of(shard));
      insert.setLong(2, sequence);
      insert.setString(3, EventJson.manifest(event.getClass()));
      insert.setBytes(4, EventJson.write(event));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
