package org.drover.shared.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Slice;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Id sets as rows of compressed bitmaps; reading a slice reads only the rows that it touches. */
final class PostgresIdSets implements IdSets {

  /** A chunk covers about a million ids, and is at most 128 KiB. */
  static final int CHUNK_BITS = 20;

  private static final long LOW_MASK = (1L << CHUNK_BITS) - 1;

  /** Rows stored or removed at a time: a batch is sent as a whole, and a statement has a bound. */
  static final int BATCH_ROWS = 64;

  private final DataSource database;

  PostgresIdSets(DataSource database) {
    this.database = database;
  }

  @Override
  public void store(String set, Roaring64Bitmap ids) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      update(connection, "DELETE FROM id_set WHERE name = ?", set);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO id_set (name, ids) VALUES (?, ?)")) {
        insert.setString(1, set);
        insert.setLong(2, ids.getLongCardinality());
        insert.executeUpdate();
      }
      insertChunks(connection, set, ids);
      connection.commit();
    } catch (SQLException failure) {
      throw new JournalException("the id set " + set + " cannot be stored", failure);
    }
  }

  private static void insertChunks(Connection connection, String set, Roaring64Bitmap ids)
      throws SQLException {
    String sql = "INSERT INTO id_chunk (set_name, chunk, bitmap) VALUES (?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      RoaringBitmapWriter<RoaringBitmap> low = RoaringBitmapWriter.writer().runCompress(true).get();
      LongIterator all = ids.getLongIterator();
      long chunk = -1;
      int batched = 0;
      while (all.hasNext()) {
        long id = all.next();
        if (id >>> CHUNK_BITS != chunk) {
          batched = addChunk(insert, set, chunk, low, batched);
          chunk = id >>> CHUNK_BITS;
        }
        low.add((int) (id & LOW_MASK));
      }
      addChunk(insert, set, chunk, low, batched);
      insert.executeBatch();
    }
  }

  private static int addChunk(
      PreparedStatement insert,
      String set,
      long chunk,
      RoaringBitmapWriter<RoaringBitmap> low,
      int batched)
      throws SQLException {
    RoaringBitmap bitmap = low.get();
    if (bitmap.isEmpty()) {
      return batched;
    }
    insert.setString(1, set);
    insert.setLong(2, chunk);
    insert.setBytes(3, bytes(bitmap));
    insert.addBatch();
    low.reset();
    if (batched + 1 < BATCH_ROWS) {
      return batched + 1;
    }
    insert.executeBatch();
    return 0;
  }

  @Override
  public Roaring64Bitmap read(String set, Slice slice) {
    long first = slice.from() == null ? 0 : Math.max(0, slice.from().id() + 1);
    long last = slice.to().id();
    String sql =
        """
        SELECT chunk, bitmap FROM id_set LEFT JOIN id_chunk
          ON set_name = name AND chunk BETWEEN ? AND ?
        WHERE name = ? ORDER BY chunk
        """;
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, first >>> CHUNK_BITS);
      query.setLong(2, last < 0 ? -1 : last >>> CHUNK_BITS);
      query.setString(3, set);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException(
              "the id set " + set + " is not in the journal database; plan the migration again");
        }
        return collect(row, first, last);
      }
    } catch (SQLException failure) {
      throw new JournalException("the id set " + set + " cannot be read", failure);
    }
  }

  /** From the row on which the result stands; the only row is empty if no chunk is touched. */
  private static Roaring64Bitmap collect(ResultSet row, long first, long last) throws SQLException {
    Roaring64Bitmap ids = new Roaring64Bitmap();
    do {
      long high = row.getLong(1) << CHUNK_BITS;
      byte[] bytes = row.getBytes(2);
      if (bytes != null) {
        long from = Math.max(first, high);
        long to = Math.min(last, high + LOW_MASK);
        bitmap(bytes)
            .forEachInRange(
                (int) (from - high), (int) (to - from + 1), low -> ids.addLong(high + low));
      }
    } while (row.next());
    return ids;
  }

  @Override
  public long remove(String migration) {
    EntryCursor.Span sets = EntryCursor.Span.prefixed(migration + "/");
    String chunks =
        """
        DELETE FROM id_chunk WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM id_chunk WHERE set_name >= ? AND set_name < ? LIMIT %d))
        """
            .formatted(BATCH_ROWS);
    try (Connection connection = database.getConnection()) {
      int removed = BATCH_ROWS;
      while (removed == BATCH_ROWS) {
        removed = update(connection, chunks, sets.from(), sets.before());
      }
      return update(
          connection,
          "DELETE FROM id_set WHERE name >= ? AND name < ?",
          sets.from(),
          sets.before());
    } catch (SQLException failure) {
      throw new JournalException(
          "the id sets of migration " + migration + " cannot be removed", failure);
    }
  }

  private static int update(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  private static byte[] bytes(RoaringBitmap bitmap) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(bitmap.serializedSizeInBytes());
    try {
      bitmap.serialize(new DataOutputStream(bytes));
    } catch (IOException bug) {
      throw new IllegalStateException(bug);
    }
    return bytes.toByteArray();
  }

  private static RoaringBitmap bitmap(byte[] bytes) {
    RoaringBitmap bitmap = new RoaringBitmap();
    try {
      bitmap.deserialize(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException torn) {
      throw new IllegalStateException("a chunk of an id set is not a bitmap", torn);
    }
    return bitmap;
  }
}
