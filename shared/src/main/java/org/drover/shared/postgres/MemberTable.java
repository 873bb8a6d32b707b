package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/**
 * Which members of the cluster are up, as they say themselves. A member that starts looks here
 * first, so that it joins those who live and never forms a second cluster beside them. Blocking.
 */
public final class MemberTable {

  private final DataSource database;

  MemberTable(DataSource database) {
    this.database = database;
  }

  /**
   * A member says that it is up.
   *
   * @param address {@code host:port}
   */
  public void seen(String address) {
    run(
        """
        INSERT INTO member (address, seen_at) VALUES (?, clock_timestamp())
        ON CONFLICT (address) DO UPDATE SET seen_at = excluded.seen_at
        """,
        address);
  }

  /** A member leaves in good order; one that was killed stays, and is told by its age. */
  public void left(String address) {
    run("DELETE FROM member WHERE address = ?", address);
  }

  /**
   * A member asks to be the first of a cluster. Of several that ask at the same time one is told
   * yes, and the others find it in the table.
   *
   * @param dead who is in the table and does not answer
   * @return false if somebody else is up, or about to be
   */
  public boolean found(String address, Collection<String> dead, Duration age) {
    String sql =
        """
        INSERT INTO member (address, seen_at)
        SELECT ?, clock_timestamp() WHERE NOT EXISTS (
          SELECT 1 FROM member
          WHERE seen_at > clock_timestamp() - ? * interval '1 millisecond'
            AND address <> ? AND address <> ALL (?))
        ON CONFLICT (address) DO UPDATE SET seen_at = excluded.seen_at
        """;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement turn = connection.createStatement();
          PreparedStatement claim = connection.prepareStatement(sql)) {
        turn.execute("LOCK TABLE member IN SHARE ROW EXCLUSIVE MODE");
        claim.setString(1, address);
        claim.setLong(2, age.toMillis());
        claim.setString(3, address);
        claim.setArray(4, connection.createArrayOf("text", dead.toArray()));
        boolean founded = claim.executeUpdate() == 1;
        connection.commit();
        return founded;
      } catch (SQLException failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException failure) {
      throw new JournalException("member " + address + " cannot begin a cluster", failure);
    }
  }

  /** Addresses of those who said so lately, by the database's clock; some may have died since. */
  public List<String> seenWithin(Duration age) {
    String sql =
        "SELECT address FROM member WHERE seen_at > clock_timestamp() - ? * interval '1 millisecond'"
            + " ORDER BY address";
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, age.toMillis());
      List<String> addresses = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          addresses.add(row.getString(1));
        }
      }
      return addresses;
    } catch (SQLException failure) {
      throw new JournalException("the members of the cluster cannot be listed", failure);
    }
  }

  private void run(String sql, String address) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, address);
      statement.executeUpdate();
    } catch (SQLException failure) {
      throw new JournalException("member " + address + " cannot be noted", failure);
    }
  }
}
