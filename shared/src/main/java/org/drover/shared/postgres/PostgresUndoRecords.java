package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.keyspace.ShardId;

/** Undo records as rows, one for each attempt at a range. */
final class PostgresUndoRecords implements UndoRecords {

  /** An image may be megabytes, and a statement that takes seconds is ended by the server. */
  static final int BATCH_RANGES = 100;

  private final DataSource database;

  PostgresUndoRecords(DataSource database) {
    this.database = database;
  }

  @Override
  public void store(ShardId shard, long sequence, long epoch, UndoRecord record) {
    String sql =
        """
        INSERT INTO undo_record (migration, pass, shard, sequence, epoch, chain, image)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (migration, pass, shard, sequence, epoch)
        DO UPDATE SET chain = excluded.chain, image = excluded.image, stored_at = now()
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      bind(insert, shard, sequence);
      insert.setLong(5, epoch);
      insert.setBytes(6, record.chain());
      insert.setBytes(7, record.image());
      insert.executeUpdate();
    } catch (SQLException failure) {
      throw new JournalException(
          "the undo record of range %d of shard %s cannot be stored".formatted(sequence, shard),
          failure);
    }
  }

  @Override
  public Optional<UndoRecord> read(ShardId shard, long sequence) {
    String sql =
        """
        SELECT chain, image FROM undo_record
        WHERE migration = ? AND pass = ? AND shard = ? AND sequence = ?
        ORDER BY epoch DESC LIMIT 1
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      bind(query, shard, sequence);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(new UndoRecord(row.getBytes(1), row.getBytes(2)))
            : Optional.empty();
      }
    } catch (SQLException failure) {
      throw new JournalException(
          "the undo record of range %d of shard %s cannot be read".formatted(sequence, shard),
          failure);
    }
  }

  @Override
  public Optional<Outline> outline(ShardId shard, long sequence) {
    String sql =
        """
        SELECT chain, octet_length(image), substring(image FROM 1 FOR ?) FROM undo_record
        WHERE migration = ? AND pass = ? AND shard = ? AND sequence = ?
        ORDER BY epoch DESC LIMIT 1
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, BeforeImage.HEADER_BYTES);
      bind(query, 2, shard, sequence);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Outline(row.getBytes(1), BeforeImage.weight(row.getLong(2), row.getBytes(3))))
            : Optional.empty();
      }
    } catch (SQLException failure) {
      throw new JournalException(
          "the undo record of range %d of shard %s cannot be weighed".formatted(sequence, shard),
          failure);
    }
  }

  @Override
  public void removeBehind(ShardId shard, long sequence) {
    String sql =
        "DELETE FROM undo_record WHERE migration = ? AND pass = ? AND shard = ? AND sequence > ?";
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(sql)) {
      bind(delete, shard, sequence);
      delete.executeUpdate();
    } catch (SQLException failure) {
      throw new JournalException(
          "the undo records of shard %s behind range %d cannot be removed"
              .formatted(shard, sequence),
          failure);
    }
  }

  @Override
  public List<ShardId> shards(String migration) {
    // From shard to shard through the primary key, past the millions of rows that one may have.
    String sql =
        """
        WITH RECURSIVE kept AS (
          (SELECT pass, shard FROM undo_record WHERE migration = ? ORDER BY pass, shard LIMIT 1)
          UNION ALL
          SELECT next.pass, next.shard FROM kept CROSS JOIN LATERAL (
            SELECT pass, shard FROM undo_record
            WHERE migration = ? AND (pass, shard) > (kept.pass, kept.shard)
            ORDER BY pass, shard LIMIT 1) next)
        SELECT pass, shard FROM kept
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, migration);
      query.setString(2, migration);
      List<ShardId> shards = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          shards.add(new ShardId(migration, row.getInt(1), row.getInt(2)));
        }
      }
      return shards;
    } catch (SQLException failure) {
      throw new JournalException(
          "the undo records of migration " + migration + " cannot be looked through", failure);
    }
  }

  @Override
  public long last(ShardId shard) {
    String sql =
        """
        SELECT coalesce(max(sequence), 0) FROM undo_record
        WHERE migration = ? AND pass = ? AND shard = ? AND sequence > ?
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      bind(query, shard, 0);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException failure) {
      throw new JournalException(
          "the undo records of shard " + shard + " cannot be counted", failure);
    }
  }

  @Override
  public long remove(String migration) {
    long removed = 0;
    for (ShardId shard : shards(migration)) {
      long last = last(shard);
      for (long sequence = 0; sequence < last; sequence += BATCH_RANGES) {
        removed += removeSome(shard, sequence);
      }
    }
    return removed;
  }

  private long removeSome(ShardId shard, long behind) {
    String sql =
        """
        DELETE FROM undo_record
        WHERE migration = ? AND pass = ? AND shard = ? AND sequence > ? AND sequence <= ?
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(sql)) {
      bind(delete, shard, behind);
      delete.setLong(5, behind + BATCH_RANGES);
      return delete.executeUpdate();
    } catch (SQLException failure) {
      throw new JournalException(
          "the undo records of shard " + shard + " cannot be removed", failure);
    }
  }

  private static void bind(PreparedStatement statement, ShardId shard, long sequence)
      throws SQLException {
    bind(statement, 1, shard, sequence);
  }

  /**
   * @param first the place of the first of them
   */
  private static void bind(PreparedStatement statement, int first, ShardId shard, long sequence)
      throws SQLException {
    statement.setString(first, shard.migration());
    statement.setInt(first + 1, shard.pass());
    statement.setInt(first + 2, shard.number());
    statement.setLong(first + 3, sequence);
  }
}
