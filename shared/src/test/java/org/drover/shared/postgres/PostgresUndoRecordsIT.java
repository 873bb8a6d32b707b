package org.drover.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.evidence.UndoRecords.UndoRecord;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.transform.Columns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresUndoRecordsIT {

  private final String url = TestPostgres.emptyDatabase();
  private final JournalDatabase journal = TestPostgres.journal(url);
  private final UndoRecords records = journal.undoRecords();

  @AfterAll
  void close() {
    journal.close();
  }

  @Test
  void anAttemptByTheSameOwnerReplacesItsLast() {
    ShardId shard = new ShardId("again", 1, 0);
    records.store(shard, 1, 1, record("first"));
    records.store(shard, 1, 1, record("second"));
    assertThat(image(shard, 1)).contains("second");
  }

  // A former owner wakes up and stores what it can never commit.
  @Test
  void theLatestOwnerCountsWheneverItWrote() {
    ShardId shard = new ShardId("owners", 1, 0);
    records.store(shard, 5, 2, record("the successor's"));
    records.store(shard, 5, 1, record("too late"));
    assertThat(image(shard, 5)).contains("the successor's");
  }

  @Test
  void whatARecordTakesIsKnownBeforeItIsRead() {
    ShardId shard = new ShardId("weighed", 1, 0);
    Columns columns =
        Columns.read(new long[] {7}, Map.of("p", new Object[] {"x".repeat(100_000)}), null, null);
    columns.set("p", 0, null);
    byte[] image = BeforeImage.of(null, Key.of(7L), columns).toBytes();
    records.store(shard, 1, 1, record("a former owner's"));
    records.store(shard, 1, 2, new UndoRecord(new byte[] {42}, image));

    assertThat(records.outline(shard, 1))
        .hasValueSatisfying(
            outline -> {
              assertThat(outline.chain()).containsExactly(42);
              assertThat(outline.bytes()).isEqualTo(BeforeImage.weight(image.length, image));
              assertThat(outline.bytes()).isGreaterThan(300_000);
            });
    assertThat(records.outline(shard, 2)).isEmpty();
  }

  @Test
  void whatLiesBehindARangeIsRemovedWhoeverStoredIt() {
    ShardId shard = new ShardId("restored", 1, 0);
    ShardId other = new ShardId("restored", 1, 1);
    records.store(shard, 1, 1, record("kept"));
    records.store(shard, 2, 1, record("lost"));
    records.store(shard, 3, 9, record("lost, too"));
    records.store(other, 2, 1, record("another's"));

    records.removeBehind(shard, 1);

    assertThat(image(shard, 1)).contains("kept");
    assertThat(image(shard, 2)).isEmpty();
    assertThat(image(shard, 3)).isEmpty();
    assertThat(image(other, 2)).contains("another's");
  }

  @Test
  void aMigrationsRecordsAreRemovedAndNoOthers() {
    ShardId one = new ShardId("removed", 1, 0);
    ShardId other = new ShardId("removed-not", 1, 0);
    records.store(one, 1, 1, record("a"));
    records.store(other, 1, 1, record("b"));
    records.remove("removed");
    assertThat(image(one, 1)).isEmpty();
    assertThat(image(other, 1)).contains("b");
  }

  // The server ends a statement after seconds; millions of images are not gone by then.
  @Test
  void manyRecordsAreRemovedAFewAtATime() {
    TestPostgres.execute(
        url,
        """
        CREATE FUNCTION bounded() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF (SELECT count(*) FROM gone) > %d THEN RAISE EXCEPTION 'too many at once'; END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER bounded AFTER DELETE ON undo_record REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION bounded()
        """
            .formatted(PostgresUndoRecords.BATCH_RANGES));
    int ranges = PostgresUndoRecords.BATCH_RANGES * 2 + 1;
    ShardId first = new ShardId("many", 1, 0);
    ShardId second = new ShardId("many", 3, 7);
    for (int sequence = 1; sequence <= ranges; sequence++) {
      records.store(first, sequence, 1, record("a"));
    }
    records.store(second, 5, 1, record("b"));

    assertThat(records.shards("many")).containsExactly(first, second);
    assertThat(records.last(first)).isEqualTo(ranges);
    assertThat(records.remove("many")).isEqualTo(ranges + 1);
    assertThat(records.remove("many")).isZero();
    assertThat(records.shards("many")).isEmpty();
    assertThat(records.last(second)).isZero();
  }

  private Optional<String> image(ShardId shard, long sequence) {
    return records
        .read(shard, sequence)
        .map(record -> new String(record.image(), StandardCharsets.UTF_8));
  }

  private static UndoRecord record(String image) {
    return new UndoRecord(new byte[32], image.getBytes(StandardCharsets.UTF_8));
  }
}
