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
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.keyspace.ShardId;

/** Foreseen keys as rows of packed longs, one for each range and property or constraint. */
final class PostgresForeseenKeys implements ForeseenKeys {

  private static final int ROWS_FETCHED = 20;

  /** A statement that takes seconds is ended by the server. */
  static final int BATCH_ROWS = 100;

  private final DataSource database;

  PostgresForeseenKeys(DataSource database) {
    this.database = database;
  }

  @Override
  public void store(ShardId shard, long sequence, List<Part> parts, List<Bids> bids) {
    try (Connection connection = database.getConnection()) {
      storeParts(connection, shard, sequence, parts);
      storeBids(connection, shard, sequence, bids);
    } catch (SQLException failure) {
      throw new JournalException(
          "what range %d of shard %s foresees cannot be stored".formatted(sequence, shard),
          failure);
    }
  }

  private static void storeParts(
      Connection connection, ShardId shard, long sequence, List<Part> parts) throws SQLException {
    String sql =
        """
        INSERT INTO foreseen_key (migration, pass, shard, sequence, property, ids, hashes)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (migration, pass, shard, sequence, property)
        DO UPDATE SET ids = excluded.ids, hashes = excluded.hashes
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Part part : parts) {
        setRange(insert, shard, sequence);
        insert.setString(5, part.property());
        insert.setBytes(6, packed(part.ids()));
        insert.setBytes(7, packed(part.hashes()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void storeBids(
      Connection connection, ShardId shard, long sequence, List<Bids> bids) throws SQLException {
    String sql =
        """
        INSERT INTO foreseen_bid (migration, pass, shard, sequence, label, properties,
          bidders, sought, holders, held, leaving)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (migration, pass, shard, sequence, label, properties)
        DO UPDATE SET bidders = excluded.bidders, sought = excluded.sought,
          holders = excluded.holders, held = excluded.held, leaving = excluded.leaving
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Bids bid : bids) {
        setRange(insert, shard, sequence);
        insert.setString(5, bid.unique().of());
        insert.setObject(6, bid.unique().properties().toArray(String[]::new));
        insert.setBytes(7, packed(bid.bidders()));
        insert.setBytes(8, packed(bid.sought()));
        insert.setBytes(9, packed(bid.holders()));
        insert.setBytes(10, packed(bid.held()));
        insert.setBytes(11, packed(bid.leaving()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void setRange(PreparedStatement insert, ShardId shard, long sequence)
      throws SQLException {
    insert.setString(1, shard.migration());
    insert.setInt(2, shard.pass());
    insert.setInt(3, shard.number());
    insert.setLong(4, sequence);
  }

  @Override
  public void each(String migration, int pass, Consumer<Part> consumer) {
    eachRow(
        "SELECT property, ids, hashes FROM foreseen_key WHERE migration = ? AND pass = ?",
        migration,
        pass,
        row ->
            consumer.accept(
                new Part(row.getString(1), unpacked(row.getBytes(2)), unpacked(row.getBytes(3)))));
  }

  @Override
  public void eachBids(String migration, int pass, Consumer<Bids> consumer) {
    String sql =
        """
        SELECT label, properties, bidders, sought, holders, held, leaving
        FROM foreseen_bid WHERE migration = ? AND pass = ?
        """;
    eachRow(sql, migration, pass, row -> consumer.accept(bids(row)));
  }

  private static Bids bids(ResultSet row) throws SQLException {
    String[] properties = (String[]) row.getArray(2).getArray();
    return new Bids(
        new Uniqueness(row.getString(1), List.of(properties)),
        unpacked(row.getBytes(3)),
        unpacked(row.getBytes(4)),
        unpacked(row.getBytes(5)),
        unpacked(row.getBytes(6)),
        unpacked(row.getBytes(7)));
  }

  @FunctionalInterface
  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private void eachRow(String sql, String migration, int pass, Row reader) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      // Outside of a transaction the driver would fetch everything at once.
      connection.setAutoCommit(false);
      query.setFetchSize(ROWS_FETCHED);
      query.setString(1, migration);
      query.setInt(2, pass);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          reader.read(row);
        }
      }
      connection.rollback();
    } catch (SQLException failure) {
      throw new JournalException("what %s foresees cannot be read".formatted(migration), failure);
    }
  }

  @Override
  public long remove(String migration) {
    return remove("foreseen_key", migration) + remove("foreseen_bid", migration);
  }

  private long remove(String table, String migration) {
    String sql =
        """
        DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM %1$s WHERE migration = ? LIMIT ?))
        """
            .formatted(table);
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
