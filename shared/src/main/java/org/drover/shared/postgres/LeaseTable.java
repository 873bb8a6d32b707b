package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Properties;

/**
 * The rows by which at most one owner holds a lease, by the database's clock alone. Connects anew
 * each time: after a network partition an open connection is the last thing to trust.
 */
final class LeaseTable {

  private final String url;
  private final Properties login;

  /**
   * @param patience how long to wait for the server, for the connection and for the answer each
   */
  LeaseTable(String url, String user, String password, Duration patience) {
    this.url = JournalUrl.bounded(url);
    this.login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
    login.setProperty("connectTimeout", seconds);
    login.setProperty("socketTimeout", seconds);
  }

  /** Takes a lease that is free, has expired, or is the owner's already. */
  boolean acquire(String name, String owner, Duration term) throws SQLException {
    // The condition is checked on the locked row: of two at the same time, one waits and then
    // fails.
    String sql =
        """
        INSERT INTO lease AS held (name, owner, expires_at)
        VALUES (?, ?, clock_timestamp() + ? * interval '1 millisecond')
        ON CONFLICT (name) DO UPDATE
          SET owner = excluded.owner,
              expires_at = clock_timestamp() + ? * interval '1 millisecond'
          WHERE held.owner = excluded.owner OR held.expires_at <= clock_timestamp()
        """;
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      statement.setString(2, owner);
      statement.setLong(3, term.toMillis());
      statement.setLong(4, term.toMillis());
      return statement.executeUpdate() == 1;
    }
  }

  /** A lease as somebody has it; each renewal is another. */
  record Holding(String owner, OffsetDateTime expiresAt) {}

  /** Empty if the lease is free. */
  Optional<Holding> holding(String name) throws SQLException {
    String sql = "SELECT owner, expires_at FROM lease WHERE name = ?";
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(new Holding(rows.getString(1), rows.getObject(2, OffsetDateTime.class)))
            : Optional.empty();
      }
    }
  }

  /** Takes a lease out of the very holding that was seen, and out of no later one. */
  boolean takeOver(String name, Holding seen, boolean onlyIfExpired, String owner, Duration term)
      throws SQLException {
    String sql =
        """
        UPDATE lease
        SET owner = ?, expires_at = clock_timestamp() + ? * interval '1 millisecond'
        WHERE name = ? AND owner = ? AND expires_at = ?
          AND (NOT ? OR expires_at <= clock_timestamp())
        """;
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, owner);
      statement.setLong(2, term.toMillis());
      statement.setString(3, name);
      statement.setString(4, seen.owner());
      statement.setObject(5, seen.expiresAt());
      statement.setBoolean(6, onlyIfExpired);
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Prolongs a lease; one that has expired is not prolonged, since another may have had it since.
   */
  boolean renew(String name, String owner, Duration term) throws SQLException {
    String sql =
        """
        UPDATE lease SET expires_at = clock_timestamp() + ? * interval '1 millisecond'
        WHERE name = ? AND owner = ? AND expires_at > clock_timestamp()
        """;
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, term.toMillis());
      statement.setString(2, name);
      statement.setString(3, owner);
      return statement.executeUpdate() == 1;
    }
  }

  /** Frees a lease; nothing happens if it is another's. */
  void release(String name, String owner) throws SQLException {
    String sql = "DELETE FROM lease WHERE name = ? AND owner = ?";
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      statement.setString(2, owner);
      statement.executeUpdate();
    }
  }
}
