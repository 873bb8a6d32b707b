package org.drover.shared.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.drover.shared.keyspace.IdSets;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL database that is fit to be the journal, with the schema of this version. */
public final class JournalDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(JournalDatabase.class);

  /** The oldest PostgreSQL that this is tried with; the server reports 14.0 as 140000. */
  private static final int SERVER_VERSION_MIN = 140_000;

  /** Planning, reading id sets, proving: a few at a time. Events have a pool of their own. */
  private static final int CONNECTIONS_MAX = 8;

  private static final int CONNECTION_WAIT_MILLIS = 5_000;

  private final HikariDataSource pool;

  private JournalDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Connects, makes or upgrades the schema, and checks that what the database acknowledges is kept.
   * Several nodes may do this at the same time.
   *
   * @param url a PostgreSQL JDBC URL without credentials
   * @throws JournalException if the database cannot be reached, refuses the credentials, is too
   *     old, does not keep what it acknowledges, or has the schema of a newer Drover
   */
  public static JournalDatabase connect(String url, String user, String password) {
    check(url, user, password);
    migrate(url, user, password);
    HikariConfig config = new HikariConfig();
    config.setPoolName("drover-journal");
    config.setJdbcUrl(JournalUrl.bounded(url));
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
    return new JournalDatabase(new HikariDataSource(config));
  }

  private static void check(String url, String user, String password) {
    try (Connection connection =
            DriverManager.getConnection(JournalUrl.bounded(url), user, password);
        Statement statement = connection.createStatement()) {
      int version = Integer.parseInt(setting(statement, "server_version_num"));
      if (version < SERVER_VERSION_MIN) {
        throw new JournalException(
            "the journal database at %s is PostgreSQL %s; Drover needs 14 or newer"
                .formatted(url, setting(statement, "server_version")),
            null);
      }
      if (setting(statement, "synchronous_commit").equals("off")) {
        throw new JournalException(
            ("the journal database at %s has synchronous_commit = off and would lose events that it"
                    + " acknowledged; set it to on for user %s")
                .formatted(url, user),
            null);
      }
      if (setting(statement, "fsync").equals("off")) {
        log.warn("The journal database at {} has fsync = off; a power cut may destroy it", url);
      }
    } catch (SQLException failure) {
      throw unusable(url, user, failure);
    }
  }

  private static JournalException unusable(String url, String user, SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.startsWith("28")) {
      return new JournalException(
          "the journal database at %s refuses the credentials of user %s".formatted(url, user),
          failure);
    }
    if (state.startsWith("08")) {
      return new JournalException(
          "the journal database at %s cannot be reached: %s".formatted(url, failure.getMessage()),
          failure);
    }
    return new JournalException(
        "the journal database at %s cannot be used: %s".formatted(url, failure.getMessage()),
        failure);
  }

  private static String setting(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void migrate(String url, String user, String password) {
    try {
      Flyway.configure()
          // Unbounded: an upgrade of a large table may take longer than any other statement.
          .dataSource(url, user, password)
          .locations("classpath:db/migration")
          // By default a schema from the future passes; what a newer Drover wrote is not for this
          // one to go on with.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw new JournalException(
          ("the schema of the journal database at %s cannot be brought to this version of Drover; if"
                  + " a newer one has upgraded it, run that one: %s")
              .formatted(url, failure.getMessage()),
          failure);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  public JournalReader reader() {
    return new JournalReader(pool);
  }

  public IdSets idSets() {
    return new PostgresIdSets(pool);
  }

  @Override
  public void close() {
    pool.close();
  }
}
