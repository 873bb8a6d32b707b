package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import javax.sql.DataSource;
import org.drover.shared.protocol.KillSwitch;

/** The kill switch of a cluster, with everybody who ever moved it. Blocking. */
public final class SwitchTable {

  private static final String MOVE =
      """
      INSERT INTO kill_switch (thrown, author, why, at)
      SELECT ?, ?, ?, ? WHERE ? IS DISTINCT FROM
        coalesce((SELECT thrown FROM kill_switch ORDER BY number DESC LIMIT 1), false)
      """;

  private static final String STATE =
      "SELECT thrown, author, why, at FROM kill_switch ORDER BY number DESC LIMIT 1";

  private final DataSource database;

  SwitchTable(DataSource database) {
    this.database = database;
  }

  /** Throws it, or takes it back; where it is so already, whoever did it first is remembered. */
  public void move(boolean thrown, String author, String why, Instant at) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(MOVE)) {
      insert.setBoolean(1, thrown);
      insert.setString(2, author);
      insert.setString(3, why);
      insert.setTimestamp(4, Timestamp.from(at));
      insert.setBoolean(5, thrown);
      insert.executeUpdate();
    } catch (SQLException failure) {
      throw new JournalException("the kill switch cannot be moved", failure);
    }
  }

  public KillSwitch state() {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(STATE);
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? new KillSwitch(
              row.getBoolean("thrown"),
              row.getString("author"),
              row.getString("why"),
              row.getTimestamp("at").toInstant())
          : KillSwitch.NEVER_THROWN;
    } catch (SQLException failure) {
      throw new JournalException("the kill switch cannot be read", failure);
    }
  }
}
