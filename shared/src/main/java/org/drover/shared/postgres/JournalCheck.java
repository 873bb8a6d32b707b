package org.drover.shared.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a database can be the journal: reachable, new enough, and keeping what it acknowledges.
 */
final class JournalCheck {

  private static final Logger log = LoggerFactory.getLogger(JournalCheck.class);

  /** The oldest PostgreSQL that is still maintained; the server reports 14.0 as 140000. */
  private static final int SERVER_VERSION_MIN = 140_000;

  private final String url;
  private final String user;
  private final String shown;

  JournalCheck(String url, String user) {
    this.url = url;
    this.user = user;
    this.shown = JournalUrl.shown(url);
  }

  void run(String password) {
    try (Connection connection =
            DriverManager.getConnection(JournalUrl.bounded(url), user, password);
        Statement statement = connection.createStatement()) {
      checkVersion(statement);
      checkDurability(statement);
    } catch (SQLException failure) {
      throw unusable(failure);
    }
  }

  private void checkVersion(Statement statement) throws SQLException {
    if (Integer.parseInt(setting(statement, "server_version_num")) < SERVER_VERSION_MIN) {
      throw new JournalException(
          "the journal database at %s is PostgreSQL %s; Drover needs 14 or newer"
              .formatted(shown, setting(statement, "server_version")),
          null);
    }
  }

  private void checkDurability(Statement statement) throws SQLException {
    if (setting(statement, "synchronous_commit").equals("off")) {
      throw new JournalException(
          ("the journal database at %s has synchronous_commit = off and would lose events that it"
                  + " acknowledged; set it to on for user %s")
              .formatted(shown, user),
          null);
    }
    if (setting(statement, "fsync").equals("off")) {
      log.warn("The journal database at {} has fsync = off; a power cut may destroy it", shown);
    }
  }

  private static String setting(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private JournalException unusable(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.startsWith("28")) {
      return new JournalException(
          "the journal database at %s refuses the credentials of user %s".formatted(shown, user),
          failure);
    }
    if (state.startsWith("08")) {
      return new JournalException(
          "the journal database at %s cannot be reached: %s".formatted(shown, failure.getMessage()),
          failure);
    }
    return new JournalException(
        "the journal database at %s cannot be used: %s".formatted(shown, failure.getMessage()),
        failure);
  }
}
