package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.keyspace.ShardId;

/** Undo records as rows, one for each attempt at a range. */
final class PostgresUndoRecords implements UndoRecords {

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
  public void remove(String migration) {
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM undo_record WHERE migration = ?")) {
      delete.setString(1, migration);
      delete.executeUpdate();
    } catch (SQLException failure) {
      throw new JournalException(
          "the undo records of migration " + migration + " cannot be removed", failure);
    }
  }

  private static void bind(PreparedStatement statement, ShardId shard, long sequence)
      throws SQLException {
    statement.setString(1, shard.migration());
    statement.setInt(2, shard.pass());
    statement.setInt(3, shard.number());
    statement.setLong(4, sequence);
  }
}
