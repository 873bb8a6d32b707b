package org.drover.shared.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.keyspace.IdSets;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** A PostgreSQL database that is fit to be the journal, with the schema of this version. */
public final class JournalDatabase implements AutoCloseable {

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
    new JournalCheck(url, user).run(password);
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
              .formatted(JournalUrl.shown(url), failure.getMessage()),
          failure);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  public JournalReader reader() {
    return new JournalReader(pool);
  }

  public MemberTable members() {
    return new MemberTable(pool);
  }

  public IdSets idSets() {
    return new PostgresIdSets(pool);
  }

  public Quarantine quarantine() {
    return new PostgresQuarantine(pool);
  }

  public ForeseenKeys foreseenKeys() {
    return new PostgresForeseenKeys(pool);
  }

  public VersionTables versions() {
    return new VersionTables(pool);
  }

  public SwitchTable killSwitch() {
    return new SwitchTable(pool);
  }

  public UndoRecords undoRecords() {
    return new PostgresUndoRecords(pool);
  }

  @Override
  public void close() {
    pool.close();
  }
}
