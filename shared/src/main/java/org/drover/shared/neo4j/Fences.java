package org.drover.shared.neo4j;

import java.util.List;
import java.util.Optional;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** The statements about fences. Each runs inside somebody's explicit transaction. */
final class Fences {

  static final String LABEL = "DroverFence";

  static final String CONSTRAINT =
      "CREATE CONSTRAINT drover_fence IF NOT EXISTS FOR (f:" + (LABEL + ") REQUIRE f.id IS UNIQUE");

  /**
   * Without the name in the database, a lock on what lacks the property would be none, silently.
   */
  static final String LOCK_NAME = "CALL db.createProperty('" + Cypher.LOCK + "')";

  private static final String FENCE = "MATCH (f:" + LABEL + " {id: $id})\n";
  private static final String RETURN =
      "RETURN f.epoch AS epoch, f.sequence AS sequence, f.cursor AS cursor, f.record AS record";

  /** A write takes the lock, and what is returned is read once it is held. */
  private static final String LOCKED =
      Cypher.PREFIX + FENCE + "SET f." + Cypher.LOCK + " = $epoch\n" + RETURN;

  private static final String READ = Cypher.PREFIX + FENCE + RETURN;

  private static final String MERGED =
      ("MERGE (f:" + LABEL + " {id: $id})\n")
          + "ON CREATE SET f.migration = $migration, f.epoch = 0, f.sequence = 0\n";

  static final String MADE =
      Cypher.PREFIX + "UNWIND $ids AS id\n" + MERGED.replace("$id", "id") + "RETURN count(f)";

  private static final String MADE_AND_LOCKED =
      Cypher.PREFIX + MERGED + "SET f." + Cypher.LOCK + " = 0";

  private static final String MADE_AGAIN =
      Cypher.PREFIX + MERGED.replace("f.sequence = 0", "f.sequence = $sequence");

  private static final String TAKEN =
      Cypher.PREFIX
          + FENCE
          + "SET f.epoch = CASE WHEN f.epoch < $known THEN $known ELSE f.epoch END + 1\n"
          + RETURN
          + ", f.sealed AS sealed";

  private static final String SEALED =
      Cypher.PREFIX + FENCE + "SET f.epoch = f.epoch + 1, f.sealed = true";

  private static final String ADVANCED =
      Cypher.PREFIX
          + FENCE
          + "SET f.sequence = $sequence, f.cursor = $cursor, f.record = $record\n"
          + "RETURN count(f) AS met";

  private Fences() {}

  /**
   * @param shards of one migration
   */
  static Value madeFor(List<ShardId> shards) {
    return Values.parameters(
        "ids",
        shards.stream().map(ShardId::toString).toList(),
        "migration",
        shards.isEmpty() ? "" : shards.getFirst().migration());
  }

  static Optional<Fence> read(Transaction transaction, ShardId shard) {
    return transaction.run(READ, Values.parameters("id", shard.toString())).stream()
        .map(Fences::fence)
        .findFirst();
  }

  /** In two statements, so that the epoch is read by one that began under the lock. */
  static Fence take(Transaction transaction, ShardId shard, long known) {
    makeAndLock(transaction, shard);
    Record taken =
        transaction.run(TAKEN, Values.parameters("id", shard.toString(), "known", known)).single();
    if (!taken.get("sealed").isNull()) {
      throw new GraphException(
          Kind.FENCED, "shard %s is sealed: its pass was given up".formatted(shard), null);
    }
    return fence(taken);
  }

  static void seal(Transaction transaction, ShardId shard) {
    makeAndLock(transaction, shard);
    transaction.run(SEALED, Values.parameters("id", shard.toString())).consume();
  }

  static void makeAgain(Transaction transaction, ShardId shard, long sequence) {
    transaction
        .run(
            MADE_AGAIN,
            Values.parameters(
                "id", shard.toString(), "migration", shard.migration(), "sequence", sequence))
        .consume();
  }

  private static void makeAndLock(Transaction transaction, ShardId shard) {
    transaction
        .run(
            MADE_AND_LOCKED,
            Values.parameters("id", shard.toString(), "migration", shard.migration()))
        .consume();
  }

  /** Locks first and compares after, here and not in the statement. */
  static void lock(Transaction transaction, Ownership ownership) {
    Fence fence =
        transaction
            .run(
                LOCKED,
                Values.parameters("id", ownership.shard().toString(), "epoch", ownership.epoch()))
            .stream()
            .map(Fences::fence)
            .findFirst()
            .orElseThrow(() -> missing(ownership));
    if (fence.epoch() != ownership.epoch() || fence.sequence() != ownership.sequence()) {
      throw new GraphException(
          Kind.FENCED,
          "shard %s belongs to another: its fence is at epoch %d, sequence %d; expected %d, %d"
              .formatted(
                  ownership.shard(),
                  fence.epoch(),
                  fence.sequence(),
                  ownership.epoch(),
                  ownership.sequence()),
          null);
    }
  }

  static void advance(
      Transaction transaction,
      ShardId shard,
      long sequence,
      @Nullable Key cursor,
      @Nullable String record) {
    transaction
        .run(
            ADVANCED,
            Values.parameters(
                "id",
                shard.toString(),
                "sequence",
                sequence,
                "cursor",
                cursor == null ? null : cursor.value(),
                "record",
                record))
        .single();
  }

  private static Fence fence(Record row) {
    Value cursor = row.get("cursor");
    return new Fence(
        row.get("epoch").asLong(),
        row.get("sequence").asLong(),
        cursor.isNull() ? null : Key.of(cursor.asObject()),
        row.get("record").asString(null));
  }

  private static GraphException missing(Ownership ownership) {
    return new GraphException(
        Kind.FATAL,
        ("the fence of shard %s is not in the graph; expected epoch %d, sequence %d. It was"
                + " deleted, or the graph was restored from before: claim the shard again and compare")
            .formatted(ownership.shard(), ownership.epoch(), ownership.sequence()),
        null);
  }
}
