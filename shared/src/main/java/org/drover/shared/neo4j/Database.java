package org.drover.shared.neo4j;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.drover.shared.graph.GraphException;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.NotificationSeverity;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;

/**
 * A driver and the ways in which it is used here: explicit transactions with a time limit. The
 * driver runs nothing a second time by itself.
 */
final class Database implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ACQUIRE = Duration.ofSeconds(10);

  /** A label of a hundred million is counted in less. */
  private static final Duration PLANNING = Duration.ofMinutes(30);

  private static final long FETCH_ALL = -1;

  private final Connection connection;
  private final Driver driver;
  private final Neo4jFailures failures;

  Database(Connection connection) {
    this.connection = connection;
    this.failures = new Neo4jFailures(connection.uri());
    this.driver = GraphDatabase.driver(connection.uri(), token(connection), config(connection));
  }

  Connection connection() {
    return connection;
  }

  GraphException failed(RuntimeException failure, Phase phase, String what) {
    return failures.of(failure, phase, what);
  }

  void verify() {
    try {
      driver.verifyConnectivity();
    } catch (RuntimeException failure) {
      throw failed(failure, Phase.PLANNING, "connecting");
    }
  }

  /**
   * A session of one thread; each record holds many members, so all records are fetched at once.
   */
  Session session(AccessMode mode) {
    return session(mode, FETCH_ALL);
  }

  private Session session(AccessMode mode, long fetch) {
    return driver.session(config(mode, fetch).build());
  }

  private SessionConfig.Builder config(AccessMode mode, long fetch) {
    SessionConfig.Builder config =
        SessionConfig.builder().withDefaultAccessMode(mode).withFetchSize(fetch);
    String database = connection.database();
    return database == null ? config : config.withDatabase(database);
  }

  /** The configuration of a range's transaction, which a successor finds by its metadata. */
  TransactionConfig timed(Duration timeout, Map<String, Object> metadata) {
    return TransactionConfig.builder().withTimeout(timeout).withMetadata(metadata).build();
  }

  /** Reads in one transaction, for planning. */
  <T> T plan(String what, long fetch, Function<Transaction, T> work) {
    try (Session session = session(AccessMode.READ, fetch)) {
      return within(session, work);
    } catch (RuntimeException failure) {
      throw failed(failure, Phase.PLANNING, what);
    }
  }

  <T> T plan(String what, Function<Transaction, T> work) {
    return plan(what, FETCH_ALL, work);
  }

  /** The same, and the database notes what it finds doubtful, which costs it a little. */
  <T> T planNoted(String what, Function<Transaction, T> work) {
    SessionConfig noting =
        config(AccessMode.READ, FETCH_ALL)
            .withMinimumNotificationSeverity(NotificationSeverity.WARNING)
            .withDisabledNotificationClassifications(Set.of())
            .build();
    try (Session session = driver.session(noting)) {
      return within(session, work);
    } catch (RuntimeException failure) {
      throw failed(failure, Phase.PLANNING, what);
    }
  }

  /** Reads in one transaction, for a worker before its ranges. */
  <T> T prepare(String what, Function<Transaction, T> work) {
    try (Session session = session(AccessMode.READ)) {
      return within(session, work);
    } catch (RuntimeException failure) {
      throw failed(failure, Phase.RANGE, what);
    }
  }

  private <T> T within(Session session, Function<Transaction, T> work) {
    try (Transaction transaction =
        session.beginTransaction(timed(PLANNING, Map.of("drover", "planning")))) {
      return work.apply(transaction);
    }
  }

  @Override
  public void close() {
    driver.close();
  }

  private static AuthToken token(Connection connection) {
    return connection.user().isEmpty()
        ? AuthTokens.none()
        : AuthTokens.basic(connection.user(), connection.password());
  }

  private static Config config(Connection connection) {
    return Config.builder()
        .withMaxConnectionPoolSize(connection.connections())
        .withConnectionTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
        .withConnectionAcquisitionTimeout(ACQUIRE.toMillis(), TimeUnit.MILLISECONDS)
        .withMaxTransactionRetryTime(0, TimeUnit.MILLISECONDS)
        .withAutoCommitRetriesDisabled(true)
        .withMinimumNotificationSeverity(NotificationSeverity.WARNING)
        .withDisabledNotificationClassifications(Hints.UNHEARD)
        .withTelemetryDisabled(true)
        .withUserAgent("drover")
        .build();
  }
}
