package org.drover.shared.neo4j;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TokenExpiredException;
import org.neo4j.driver.exceptions.TransactionTerminatedException;

/** What the driver throws, as what can be done about it. */
final class Neo4jFailures {

  private static final String NOT_BEGUN = "DatabaseError.Transaction.TransactionStartFailed";

  /** By the server's own codes, the part after {@code Neo.}; a prefix stands for all below it. */
  private static final Map<String, Kind> CODES =
      Map.ofEntries(
          Map.entry("TransientError.General.MemoryPoolOutOfMemoryError", Kind.TOO_BIG),
          Map.entry("TransientError.General.OutOfMemoryError", Kind.TOO_BIG),
          Map.entry("TransientError.General.StackOverFlowError", Kind.TOO_BIG),
          Map.entry("ClientError.General.TransactionOutOfMemoryError", Kind.TOO_BIG),
          Map.entry("ClientError.Transaction.TransactionTimedOut", Kind.TOO_BIG),
          Map.entry("ClientError.Transaction.TransactionTimedOutClientConfiguration", Kind.TOO_BIG),
          Map.entry("ClientError.Transaction.Terminated", Kind.TRANSIENT),
          Map.entry("ClientError.Transaction.LockClientStopped", Kind.TRANSIENT),
          Map.entry("ClientError.Cluster.NotALeader", Kind.TRANSIENT),
          Map.entry("ClientError.General.ForbiddenOnReadOnlyDatabase", Kind.FATAL),
          Map.entry("ClientError.Schema.ConstraintValidationFailed", Kind.BAD_DATA),
          Map.entry("ClientError.Schema.ConstraintViolation", Kind.BAD_DATA),
          Map.entry("ClientError.Schema", Kind.FATAL),
          Map.entry("ClientError.Statement.ArgumentError", Kind.BAD_DATA),
          Map.entry("ClientError.Statement.ArithmeticError", Kind.BAD_DATA),
          Map.entry("ClientError.Statement.EntityNotFound", Kind.BAD_DATA),
          Map.entry("ClientError.Statement.TypeError", Kind.BAD_DATA),
          Map.entry("ClientError.Statement.ConstraintVerificationFailed", Kind.BAD_DATA),
          Map.entry("ClientError.General.InvalidArguments", Kind.BAD_DATA),
          Map.entry("ClientError.Statement", Kind.FATAL),
          Map.entry("ClientError.Security.Unauthorized", Kind.UNREACHABLE),
          Map.entry("ClientError.Security.AuthenticationRateLimit", Kind.UNREACHABLE),
          Map.entry("ClientError.Security.CredentialsExpired", Kind.UNREACHABLE),
          Map.entry("ClientError.Security.AuthorizationExpired", Kind.TRANSIENT),
          Map.entry("ClientError.Security", Kind.FATAL),
          Map.entry("ClientError.Database", Kind.FATAL),
          Map.entry("TransientError.Transaction.DeadlockDetected", Kind.TRANSIENT),
          Map.entry("TransientError.Transaction.LockAcquisitionTimeout", Kind.TRANSIENT),
          Map.entry("TransientError.Transaction.LockClientStopped", Kind.TRANSIENT),
          Map.entry("TransientError.Transaction.ConstraintsChanged", Kind.TRANSIENT),
          Map.entry("TransientError.Transaction.Outdated", Kind.TRANSIENT),
          Map.entry("TransientError", Kind.TRANSIENT),
          // What a database says whose disk is full, until it is started anew: it is away.
          Map.entry(NOT_BEGUN, Kind.TRANSIENT));

  private static final String ACCESS_DENIED = "42NFF";

  /** By standard status, for servers that give no code; a prefix stands for all that begin so. */
  private static final Map<String, Kind> STATUSES =
      Map.ofEntries(
          Map.entry("08007", Kind.UNKNOWN_OUTCOME),
          Map.entry("08", Kind.TRANSIENT),
          Map.entry("22", Kind.BAD_DATA),
          Map.entry("25N14", Kind.TRANSIENT),
          Map.entry("40", Kind.TRANSIENT),
          Map.entry(ACCESS_DENIED, Kind.UNREACHABLE),
          Map.entry("42", Kind.FATAL),
          Map.entry("50N05", Kind.TRANSIENT),
          Map.entry("51N72", Kind.TOO_BIG),
          Map.entry("51N73", Kind.TOO_BIG),
          Map.entry("51N74", Kind.TRANSIENT));

  /** Trying again would keep the database from taking the right ones, too. */
  private static final Set<String> CREDENTIALS_REFUSED =
      Set.of("ClientError.Security.Unauthorized", "ClientError.Security.CredentialsExpired");

  /**
   * A leader that lost its place may yet find its transaction replicated. What was not begun is not
   * committed, but whoever says so at a commit is not to be taken at its word.
   */
  private static final Set<String> OPEN_AT_COMMIT =
      Set.of("ClientError.Cluster.NotALeader", NOT_BEGUN);

  private static final String NOT_COMMITTED = ": not committed";

  private static final String TOO_LARGE_TO_INDEX = "value is too large to index";

  private static final Pattern MEMBER = Pattern.compile("(?:Node|Relationship)\\(\\d+\\)");

  private final URI uri;

  Neo4jFailures(URI uri) {
    this.uri = uri;
  }

  /**
   * @param what what was being done, with its id: "range 7 of shard x/1/0"
   */
  GraphException of(RuntimeException failure, Phase phase, String what) {
    if (failure instanceof GraphException known) {
      return known;
    }
    Kind kind = kind(failure, phase);
    // The database's own text may quote values.
    boolean quotes = kind == Kind.BAD_DATA;
    String why = quotes ? members(failure) : reason(failure);
    return new GraphException(
        kind,
        what + sentence(failure, kind) + why,
        quotes ? null : failure,
        "a value or a constraint refuses it" + why,
        FailureWords.of(failure, isLost(failure), kind));
  }

  static Kind kind(RuntimeException failure, Phase phase) {
    return switch (phase) {
      case PLANNING -> before(failure, Kind.UNREACHABLE);
      case RANGE -> refusesCredentials(failure) ? Kind.FATAL : before(failure, Kind.TRANSIENT);
      case COMMIT -> atCommit(failure);
    };
  }

  private static boolean refusesCredentials(RuntimeException failure) {
    return failure instanceof AuthenticationException
        || failure instanceof TokenExpiredException
        || (failure instanceof Neo4jException neo4j
            && (code(neo4j).isEmpty()
                ? ACCESS_DENIED.equals(neo4j.gqlStatus())
                : CREDENTIALS_REFUSED.contains(code(neo4j))));
  }

  private static Kind before(RuntimeException failure, Kind lost) {
    if (isLost(failure)) {
      return lost;
    }
    Kind known = known(failure);
    return known == null || known == Kind.UNKNOWN_OUTCOME ? Kind.FATAL : known;
  }

  /** Only what is known to the letter counts as a no; a family of errors is no proof. */
  private static Kind atCommit(RuntimeException failure) {
    if (isLost(failure) || !(failure instanceof Neo4jException neo4j)) {
      return Kind.UNKNOWN_OUTCOME;
    }
    String code = code(neo4j);
    Kind kind = OPEN_AT_COMMIT.contains(code) ? null : CODES.get(code);
    if (kind == null && isTooLargeToIndex(neo4j)) {
      kind = Kind.BAD_DATA;
    }
    if (kind == null && code.isEmpty()) {
      kind = STATUSES.get(String.valueOf(neo4j.gqlStatus()));
    }
    return kind == null ? Kind.UNKNOWN_OUTCOME : kind;
  }

  private static boolean isLost(RuntimeException failure) {
    return failure instanceof ServiceUnavailableException
        || failure instanceof SessionExpiredException
        || failure instanceof DiscoveryException;
  }

  private static @Nullable Kind known(RuntimeException failure) {
    return switch (failure) {
      case AuthenticationException refused -> Kind.UNREACHABLE;
      case TokenExpiredException expired -> Kind.UNREACHABLE;
      case AuthorizationExpiredException expired -> Kind.TRANSIENT;
      case Neo4jException neo4j -> known(neo4j);
      default -> null;
    };
  }

  private static @Nullable Kind known(Neo4jException failure) {
    if (isTooLargeToIndex(failure)) {
      return Kind.BAD_DATA;
    }
    Kind byCode = byCode(code(failure));
    Kind kind = byCode == null ? byStatus(failure) : byCode;
    if (kind != null) {
      return kind;
    }
    // The driver's own words for a transaction that the server has already given up.
    return failure instanceof TransactionTerminatedException
        ? Kind.TRANSIENT
        : failure instanceof SecurityException ? Kind.FATAL : null;
  }

  /** The server has no code of its own for this one. */
  private static boolean isTooLargeToIndex(Exception failure) {
    return String.valueOf(failure.getMessage()).contains(TOO_LARGE_TO_INDEX);
  }

  private static @Nullable Kind byCode(String code) {
    for (String prefix = code; !prefix.isEmpty(); prefix = parent(prefix)) {
      Kind kind = CODES.get(prefix);
      if (kind != null) {
        return kind;
      }
    }
    return null;
  }

  private static String parent(String code) {
    return code.substring(0, Math.max(0, code.lastIndexOf('.')));
  }

  private static @Nullable Kind byStatus(Neo4jException failure) {
    for (Neo4jException cause = failure; cause != null; cause = cause.gqlCause().orElse(null)) {
      String status = cause.gqlStatus() == null ? "" : cause.gqlStatus();
      for (int length = status.length(); length >= 2; length--) {
        Kind kind = STATUSES.get(status.substring(0, length));
        if (kind != null) {
          return kind;
        }
      }
    }
    return null;
  }

  /** Without {@code Neo.}; empty if the server gave none. */
  private static String code(Neo4jException failure) {
    String code = failure.code();
    return code != null && code.startsWith("Neo.") ? code.substring("Neo.".length()) : "";
  }

  private String sentence(RuntimeException failure, Kind kind) {
    return switch (kind) {
      case UNREACHABLE ->
          isLost(failure)
              ? ": no database answers at " + uri + "; check that it runs, the address and the port"
              : ": " + refusal();
      case TRANSIENT -> ": not committed, the same again may work";
      case TOO_BIG -> ": not committed, less at a time may work";
      case UNKNOWN_OUTCOME -> ": nobody knows whether it was committed; its fence does";
      case BAD_DATA -> ": not committed, a value or a constraint refuses it";
      case FENCED -> NOT_COMMITTED;
      case FATAL ->
          refusesCredentials(failure)
              ? NOT_COMMITTED
                  + ", "
                  + refusal()
                  + " in the configuration of every node, then resume"
              : NOT_COMMITTED;
    };
  }

  private String refusal() {
    return "the database at " + uri + " refuses the credentials; check user and password";
  }

  private static String members(RuntimeException failure) {
    Matcher members = MEMBER.matcher(String.valueOf(failure.getMessage()));
    StringBuilder text = new StringBuilder(codeText(failure));
    if (isTooLargeToIndex(failure)) {
      text.append(", it is too large for an index");
    }
    while (members.find()) {
      text.append(", ").append(members.group());
    }
    return text.toString();
  }

  private static String reason(RuntimeException failure) {
    return codeText(failure) + ": " + failure.getMessage();
  }

  private static String codeText(RuntimeException failure) {
    return failure instanceof Neo4jException neo4j && !code(neo4j).isEmpty()
        ? " (" + neo4j.code() + ")"
        : " (" + failure.getClass().getSimpleName() + ")";
  }
}
