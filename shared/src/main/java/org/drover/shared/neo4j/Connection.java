package org.drover.shared.neo4j;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a graph is and how patient its clients are.
 *
 * @param user empty where the database asks for none
 * @param database null for the user's home database
 * @param transactionTimeout after which the database itself ends a range's transaction
 * @param takeoverPatience how long a claim waits for a predecessor's transaction before it ends it
 * @param connections at most so many at a time
 */
public record Connection(
    URI uri,
    String user,
    String password,
    @Nullable String database,
    Duration transactionTimeout,
    Duration takeoverPatience,
    int connections) {

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TAKEOVER_PATIENCE = Duration.ofSeconds(2);
  private static final int CONNECTIONS = 64;

  /** One with the usual patience. */
  public Connection(URI uri, String user, String password, @Nullable String database) {
    this(uri, user, password, database, TRANSACTION_TIMEOUT, TAKEOVER_PATIENCE, CONNECTIONS);
  }

  public Connection withTransactionTimeout(Duration timeout) {
    return new Connection(uri, user, password, database, timeout, takeoverPatience, connections);
  }

  public Connection withTakeoverPatience(Duration patience) {
    return new Connection(uri, user, password, database, transactionTimeout, patience, connections);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Connection[" + uri + ", user " + user + ", database " + database + "]";
  }
}
