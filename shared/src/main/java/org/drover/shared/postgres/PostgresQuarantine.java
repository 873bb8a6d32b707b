package org.drover.shared.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.graph.GraphException;
import org.drover.shared.keyspace.ShardId;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** The quarantine as rows; a view over them says which ones count. */
final class PostgresQuarantine implements Quarantine {

  private static final int MEMBERS_SHOWN = 5;

  private static final String OWN =
      """
      INSERT INTO quarantine_owner (migration, pass, shard, epoch) VALUES (?, ?, ?, ?)
      ON CONFLICT (migration, pass, shard) DO UPDATE SET epoch = excluded.epoch
      WHERE quarantine_owner.epoch <= excluded.epoch
      """;

  private static final String FORGET =
      "DELETE FROM quarantine WHERE migration = ? AND pass = ? AND shard = ? AND sequence > ?";

  private static final String BRING_BACK =
      """
      UPDATE quarantine SET left_pass = NULL, left_shard = NULL, left_sequence = NULL
      WHERE migration = ? AND left_pass = ? AND left_shard = ? AND left_sequence > ?
      """;

  private static final String LEAVE =
      """
      UPDATE quarantine SET left_pass = ?, left_shard = ?, left_sequence = ?
      WHERE migration = ? AND pass < ? AND member = ANY (?) AND left_pass IS NULL
      """;

  private static final String INSERT =
      """
      INSERT INTO quarantine (migration, pass, shard, sequence, member, key, step, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String LIST =
      """
      SELECT pass, shard, sequence, member, key, step, reason, stored_at
      FROM quarantine_journaled WHERE migration = ? AND present AND member > ? ORDER BY member LIMIT ?
      """;

  private static final String REASONS =
      """
      SELECT step, regexp_replace(reason, '\\d+', '#', 'g') AS said, count(*),
        (array_agg(member ORDER BY member))[1:%d]
      FROM quarantine_journaled WHERE migration = ? AND present
      GROUP BY step, said ORDER BY count(*) DESC, step, said
      """
          .formatted(MEMBERS_SHOWN);

  private final DataSource database;

  PostgresQuarantine(DataSource database) {
    this.database = database;
  }

  @FunctionalInterface
  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  @Override
  public Roaring64Bitmap begin(ShardId shard, long epoch, long sequence) {
    return inOne(
        shard.toString(),
        connection -> {
          own(connection, shard, epoch);
          behind(connection, FORGET, shard, sequence);
          behind(connection, BRING_BACK, shard, sequence);
          return earlier(connection, shard);
        });
  }

  /** Most often there are none, and then the journal is not asked. */
  private static Roaring64Bitmap earlier(Connection connection, ShardId shard) throws SQLException {
    String sql =
        """
        SELECT member FROM quarantine_journaled
        WHERE migration = ? AND pass < ? AND present
          AND EXISTS (SELECT 1 FROM quarantine WHERE migration = ? AND pass < ?)
        """;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, shard.migration());
      query.setInt(2, shard.pass());
      query.setString(3, shard.migration());
      query.setInt(4, shard.pass());
      return members(query);
    }
  }

  @Override
  public void store(ShardId shard, long sequence, long epoch, List<Entry> entries, long[] again) {
    inOne(
        shard.toString(),
        connection -> {
          own(connection, shard, epoch);
          behind(connection, FORGET, shard, sequence - 1);
          behind(connection, BRING_BACK, shard, sequence - 1);
          leave(connection, shard, sequence, again);
          insert(connection, shard, sequence, entries);
          return true;
        });
  }

  private static void own(Connection connection, ShardId shard, long epoch) throws SQLException {
    try (PreparedStatement own = connection.prepareStatement(OWN)) {
      bind(own, shard);
      own.setLong(4, epoch);
      if (own.executeUpdate() == 0) {
        throw new GraphException(
            GraphException.Kind.FENCED,
            "shard %s has a later owner than epoch %d".formatted(shard, epoch),
            null);
      }
    }
  }

  private static void behind(Connection connection, String sql, ShardId shard, long sequence)
      throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(sql)) {
      bind(change, shard);
      change.setLong(4, sequence);
      change.executeUpdate();
    }
  }

  private static void leave(Connection connection, ShardId shard, long sequence, long[] again)
      throws SQLException {
    if (again.length == 0) {
      return;
    }
    try (PreparedStatement leave = connection.prepareStatement(LEAVE)) {
      leave.setInt(1, shard.pass());
      leave.setInt(2, shard.number());
      leave.setLong(3, sequence);
      leave.setString(4, shard.migration());
      leave.setInt(5, shard.pass());
      leave.setArray(6, connection.createArrayOf("bigint", Arrays.stream(again).boxed().toArray()));
      leave.executeUpdate();
    }
  }

  private static void insert(
      Connection connection, ShardId shard, long sequence, List<Entry> entries)
      throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Entry entry : entries) {
        bind(insert, shard);
        insert.setLong(4, sequence);
        insert.setLong(5, entry.member());
        insert.setString(6, entry.key());
        insert.setString(7, entry.step());
        insert.setString(8, entry.reason());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public Roaring64Bitmap members(String migration) {
    return membersOf(
        "SELECT member FROM quarantine_journaled WHERE migration = ? AND present", migration);
  }

  @Override
  public Roaring64Bitmap everMembers(String migration) {
    return membersOf("SELECT member FROM quarantine_journaled WHERE migration = ?", migration);
  }

  private Roaring64Bitmap membersOf(String sql, String migration) {
    return inOne(
        migration,
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, migration);
            return members(query);
          }
        });
  }

  private static Roaring64Bitmap members(PreparedStatement query) throws SQLException {
    Roaring64Bitmap members = new Roaring64Bitmap();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        members.addLong(row.getLong(1));
      }
    }
    return members;
  }

  @Override
  public Map<Long, Long> countsOf(ShardId shard) {
    String sql =
        """
        SELECT sequence, count(*) FROM quarantine
        WHERE migration = ? AND pass = ? AND shard = ? GROUP BY sequence
        """;
    return inOne(
        shard.toString(),
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, shard);
            Map<Long, Long> counts = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                counts.put(row.getLong(1), row.getLong(2));
              }
            }
            return counts;
          }
        });
  }

  @Override
  public List<Listed> list(String migration, long behind, int most) {
    return inOne(
        migration,
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(LIST)) {
            query.setString(1, migration);
            query.setLong(2, behind);
            query.setInt(3, most);
            List<Listed> listed = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                listed.add(listed(row));
              }
            }
            return listed;
          }
        });
  }

  private static Listed listed(ResultSet row) throws SQLException {
    return new Listed(
        row.getInt(1),
        row.getInt(2),
        row.getLong(3),
        new Entry(row.getLong(4), row.getString(5), row.getString(6), row.getString(7)),
        row.getTimestamp(8).toInstant());
  }

  @Override
  public List<Reason> reasons(String migration) {
    return inOne(
        migration,
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(REASONS)) {
            query.setString(1, migration);
            List<Reason> reasons = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                reasons.add(
                    new Reason(
                        row.getString(1), row.getString(2), row.getLong(3), ids(row.getArray(4))));
              }
            }
            return reasons;
          }
        });
  }

  private static List<Long> ids(Array array) throws SQLException {
    return List.of((Long[]) array.getArray());
  }

  private static void bind(PreparedStatement statement, ShardId shard) throws SQLException {
    statement.setString(1, shard.migration());
    statement.setInt(2, shard.pass());
    statement.setInt(3, shard.number());
  }

  private <T> T inOne(String what, Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } finally {
        connection.rollback();
      }
    } catch (SQLException failure) {
      throw new JournalException("the quarantine of " + what + " cannot be used", failure);
    }
  }
}
