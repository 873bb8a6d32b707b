package org.drover.deploy.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the journal's database itself says of the shards of a migration's pass.
 *
 * @param pass its number
 */
record ShardJournal(TestCluster cluster, String migration, int pass) {

  private static final String RANGE = "event_ser_manifest LIKE '%RangeFinished'";

  private static final String END = "event_ser_manifest LIKE '%$Finished'";

  /** Of its first pass. */
  ShardJournal(TestCluster cluster, String migration) {
    this(cluster, migration, 1);
  }

  /** A moment, by which later events are told from earlier ones. */
  long now() {
    return number("SELECT coalesce(max(ordering), 0) FROM event_journal");
  }

  /** The ranges of a keyspace of ids, each as the id before its first one and its last one. */
  List<long[]> rangesOfIds() {
    String sql =
        events("%").replace("count(*)", "convert_from(event_payload, 'UTF8')::jsonb AS range")
            + RANGE;
    String ids = "SELECT (range ->> 'from')::bigint, (range ->> 'to')::bigint FROM (" + sql + ") r";
    List<long[]> ranges = new ArrayList<>();
    try (Connection connection = cluster.journal();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ids)) {
      while (row.next()) {
        ranges.add(new long[] {row.getLong(1), row.getLong(2)});
      }
      return ranges;
    } catch (SQLException failure) {
      throw new IllegalStateException(ids, failure);
    }
  }

  /** Ranges of which the journal heard by the fence alone. */
  long reconciledRanges() {
    return number(
        events("%")
            + (RANGE + " AND (convert_from(event_payload, 'UTF8')::jsonb ->> 'reconciled')")
            + "::boolean");
  }

  /** Ranges of all shards that were finished so far. */
  long ranges() {
    return number(events("%") + RANGE);
  }

  /** Ranges of a shard that were finished so far. */
  long ranges(int shard) {
    return number(events(Integer.toString(shard)) + RANGE);
  }

  /** Ranges of a shard that were finished after a moment and before the shard had a new owner. */
  long rangesOfTheSameOwner(int shard, long since) {
    return number(
        events(Integer.toString(shard))
            + (RANGE + " AND ordering > " + since)
            + " AND ordering < coalesce((SELECT min(c.ordering) FROM event_journal c WHERE"
            + (" c.persistence_id = event_journal.persistence_id AND c.ordering > " + since)
            + " AND c.event_ser_manifest LIKE '%Claimed'), ordering + 1)");
  }

  /** Whether a shard has a new owner since a moment, or is finished and needs none. */
  boolean isElsewhere(int shard, long since) {
    return number(
            events(Integer.toString(shard))
                + ("(event_ser_manifest LIKE '%Claimed' AND ordering > " + since)
                + (" OR " + END + ")"))
        > 0;
  }

  private String events(String shard) {
    return "SELECT count(*) FROM event_journal WHERE persistence_id LIKE 'shard|%s/%d/%s' AND "
        .formatted(migration, pass, shard);
  }

  private long number(String sql) {
    try (Connection connection = cluster.journal();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }
}
