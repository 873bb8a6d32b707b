package org.drover.shared.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.keyspace.ShardId;

/** Foreseen keys as rows of packed longs, one for each range and property. */
final class PostgresForeseenKeys implements ForeseenKeys {

  private static final int ROWS_FETCHED = 20;

  /** A statement that takes seconds is ended by the server. */
  static final int BATCH_ROWS = 100;

  private final DataSource database;

  PostgresForeseenKeys(DataSource database) {
    this.database = database;
  }

  @Override
  public void store(ShardId shard, long sequence, List<Part> parts) {
    String sql =
        """
        INSERT INTO foreseen_key (migration, pass, shard, sequence, property, ids, hashes)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (migration, pass, shard, sequence, property)
        DO UPDATE SET ids = excluded.ids, hashes = excluded.hashes
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Part part : parts) {
        insert.setString(1, shard.migration());
        insert.setInt(2, shard.pass());
        insert.setInt(3, shard.number());
        insert.setLong(4, sequence);
        insert.setString(5, part.property());
        insert.setBytes(6, packed(part.ids()));
        insert.setBytes(7, packed(part.hashes()));
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException failure) {
      throw new JournalException(
          "what range %d of shard %s foresees cannot be stored".formatted(sequence, shard),
          failure);
    }
  }

  @Override
  public void each(String migration, int pass, Consumer<Part> consumer) {
    String sql = "SELECT property, ids, hashes FROM foreseen_key WHERE migration = ? AND pass = ?";
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      // Outside of a transaction the driver would fetch everything at once.
      connection.setAutoCommit(false);
      query.setFetchSize(ROWS_FETCHED);
      query.setString(1, migration);
      query.setInt(2, pass);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          consumer.accept(
              new Part(row.getString(1), unpacked(row.getBytes(2)), unpacked(row.getBytes(3))));
        }
      }
      connection.rollback();
    } catch (SQLException failure) {
      throw new JournalException("what %s foresees cannot be read".formatted(migration), failure);
    }
  }

  @Override
  public long remove(String migration) {
    String sql =
        """
        DELETE FROM foreseen_key WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM foreseen_key WHERE migration = ? LIMIT ?))
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, migration);
      delete.setInt(2, BATCH_ROWS);
      long all = 0;
      int removed = BATCH_ROWS;
      while (removed == BATCH_ROWS) {
        removed = delete.executeUpdate();
        all += removed;
      }
      return all;
    } catch (SQLException failure) {
      throw new JournalException("what %s foresaw cannot be removed".formatted(migration), failure);
    }
  }

  private static byte[] packed(long[] numbers) {
    ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Long.BYTES);
    buffer.asLongBuffer().put(numbers);
    return buffer.array();
  }

  private static long[] unpacked(byte[] bytes) {
    long[] numbers = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
    return numbers;
  }
}
