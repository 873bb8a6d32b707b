package org.drover.shared.neo4j;

import java.util.Map;
import java.util.regex.Pattern;
import org.drover.shared.graph.GraphException.Kind;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * What the driver throws in a few words that may be kept: nothing of the database's message, which
 * may quote a value, an address or a statement, is among them.
 */
final class FailureWords {

  private static final String DEADLOCK = "a deadlock";
  private static final String LOCK = "a lock was not granted in time";
  private static final String MEMORY = "the database had no memory left for it";
  private static final String TIME = "it took longer than a transaction may";
  private static final String LEADER = "the database's leader changed";

  /** By the last part of the server's codes, and by standard status. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("DeadlockDetected", DEADLOCK),
          Map.entry("50N05", DEADLOCK),
          Map.entry("LockAcquisitionTimeout", LOCK),
          Map.entry("LockClientStopped", LOCK),
          Map.entry("MemoryPoolOutOfMemoryError", MEMORY),
          Map.entry("OutOfMemoryError", MEMORY),
          Map.entry("TransactionOutOfMemoryError", MEMORY),
          Map.entry("TransactionTimedOut", TIME),
          Map.entry("TransactionTimedOutClientConfiguration", TIME),
          Map.entry("NotALeader", LEADER),
          Map.entry("Terminated", "somebody ended its transaction"),
          Map.entry("TransactionStartFailed", "the database began no transaction"),
          Map.entry("DatabaseUnavailable", "the database was not available"));

  private static final Pattern CODE =
      Pattern.compile("Neo\\.[A-Za-z]{1,40}(\\.[A-Za-z]{1,60}){1,3}");

  private FailureWords() {}

  /**
   * @param lost whether the connection was
   */
  static String of(RuntimeException failure, boolean lost, Kind kind) {
    if (kind == Kind.UNKNOWN_OUTCOME) {
      return "the answer to the commit was lost";
    }
    if (lost) {
      return "no connection to the database";
    }
    return failure instanceof Neo4jException neo4j ? of(neo4j) : failure.getClass().getSimpleName();
  }

  private static String of(Neo4jException failure) {
    String code = String.valueOf(failure.code());
    String known = KNOWN.get(code.substring(code.lastIndexOf('.') + 1));
    if (known != null) {
      return known;
    }
    String byStatus = KNOWN.get(String.valueOf(failure.gqlStatus()));
    if (byStatus != null) {
      return byStatus;
    }
    return CODE.matcher(code).matches() ? code : failure.getClass().getSimpleName();
  }
}
