package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ConnectionReadTimeoutException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;

/** What each failure means inside a range, and what in its commit. */
class Neo4jFailuresTest {

  private static final Neo4jFailures FAILURES = new Neo4jFailures(URI.create("bolt://db:7687"));

  @ParameterizedTest
  @CsvSource({
    "Neo.TransientError.Transaction.DeadlockDetected, TRANSIENT, TRANSIENT",
    "Neo.TransientError.Transaction.LockAcquisitionTimeout, TRANSIENT, TRANSIENT",
    "Neo.TransientError.Transaction.LockClientStopped, TRANSIENT, TRANSIENT",
    "Neo.TransientError.Transaction.ConstraintsChanged, TRANSIENT, TRANSIENT",
    "Neo.TransientError.Transaction.Outdated, TRANSIENT, TRANSIENT",
    "Neo.TransientError.Transaction.BookmarkTimeout, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.TransientError.General.DatabaseUnavailable, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.TransientError.Request.NoThreadsAvailable, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.TransientError.Transaction.MaximumTransactionLimitReached, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError, TOO_BIG, TOO_BIG",
    "Neo.TransientError.General.OutOfMemoryError, TOO_BIG, TOO_BIG",
    "Neo.ClientError.General.TransactionOutOfMemoryError, TOO_BIG, TOO_BIG",
    "Neo.ClientError.Transaction.TransactionTimedOut, TOO_BIG, TOO_BIG",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration, TOO_BIG, TOO_BIG",
    "Neo.ClientError.Transaction.Terminated, TRANSIENT, TRANSIENT",
    "Neo.ClientError.Transaction.LockClientStopped, TRANSIENT, TRANSIENT",
    "Neo.ClientError.Cluster.NotALeader, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.TransientError.Cluster.ReplicationFailure, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.TransientError.Cluster.LeaderSwitch, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.TransientError.Transaction.LeaseExpired, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.ClientError.Schema.ConstraintValidationFailed, BAD_DATA, BAD_DATA",
    "Neo.ClientError.Statement.TypeError, BAD_DATA, BAD_DATA",
    "Neo.ClientError.Statement.ArithmeticError, BAD_DATA, BAD_DATA",
    "Neo.ClientError.Statement.ArgumentError, BAD_DATA, BAD_DATA",
    "Neo.ClientError.Statement.EntityNotFound, BAD_DATA, BAD_DATA",
    "Neo.ClientError.Statement.SyntaxError, FATAL, UNKNOWN_OUTCOME",
    "Neo.ClientError.Schema.IndexNotFound, FATAL, UNKNOWN_OUTCOME",
    "Neo.ClientError.Security.Forbidden, FATAL, UNKNOWN_OUTCOME",
    "Neo.ClientError.Security.Unauthorized, FATAL, UNREACHABLE",
    "Neo.ClientError.Security.CredentialsExpired, FATAL, UNREACHABLE",
    "Neo.ClientError.Security.AuthenticationRateLimit, UNREACHABLE, UNREACHABLE",
    "Neo.ClientError.Security.AuthorizationExpired, TRANSIENT, TRANSIENT",
    "Neo.ClientError.Database.DatabaseNotFound, FATAL, UNKNOWN_OUTCOME",
    "Neo.DatabaseError.Statement.ExecutionFailed, FATAL, UNKNOWN_OUTCOME",
    "Neo.DatabaseError.Transaction.TransactionStartFailed, TRANSIENT, UNKNOWN_OUTCOME",
    "Neo.DatabaseError.Transaction.TransactionLogError, FATAL, UNKNOWN_OUTCOME",
    "Neo.DatabaseError.Transaction.TransactionCommitFailed, FATAL, UNKNOWN_OUTCOME",
    "Neo.Something.Never.Heard.Of, FATAL, UNKNOWN_OUTCOME",
    "'', FATAL, UNKNOWN_OUTCOME"
  })
  void aCodeMeans(String code, Kind inRange, Kind atCommit) {
    Neo4jException failure = new ClientException(code, "no matter");

    assertThat(Neo4jFailures.kind(failure, Phase.RANGE)).isEqualTo(inRange);
    assertThat(Neo4jFailures.kind(failure, Phase.COMMIT)).isEqualTo(atCommit);
  }

  @ParameterizedTest
  @CsvSource({
    "50N05, TRANSIENT, TRANSIENT",
    "51N72, TOO_BIG, TOO_BIG",
    "51N73, TOO_BIG, TOO_BIG",
    "51N74, TRANSIENT, TRANSIENT",
    "22N77, BAD_DATA, UNKNOWN_OUTCOME",
    "42N01, FATAL, UNKNOWN_OUTCOME",
    "42NFF, FATAL, UNREACHABLE",
    "40N01, TRANSIENT, UNKNOWN_OUTCOME",
    "08007, FATAL, UNKNOWN_OUTCOME",
    "50N42, FATAL, UNKNOWN_OUTCOME"
  })
  void aStatusMeansWhatItsCodeDoesWhereThereIsNone(String status, Kind inRange, Kind atCommit) {
    Neo4jException failure =
        new Neo4jException(status, "described", "N/A", "no matter", Map.of(), null);

    assertThat(Neo4jFailures.kind(failure, Phase.RANGE)).isEqualTo(inRange);
    assertThat(Neo4jFailures.kind(failure, Phase.COMMIT)).isEqualTo(atCommit);
  }

  @Test
  void aLostConnectionIsAsOpenAsWhatWasBeingDone() {
    for (RuntimeException lost :
        new RuntimeException[] {
          new ServiceUnavailableException("gone"),
          new SessionExpiredException("gone"),
          ConnectionReadTimeoutException.INSTANCE
        }) {
      assertThat(Neo4jFailures.kind(lost, Phase.PLANNING)).isEqualTo(Kind.UNREACHABLE);
      assertThat(Neo4jFailures.kind(lost, Phase.RANGE)).isEqualTo(Kind.TRANSIENT);
      assertThat(Neo4jFailures.kind(lost, Phase.COMMIT)).isEqualTo(Kind.UNKNOWN_OUTCOME);
    }
  }

  @Test
  void whatIsNotTheDatabasesIsNeverSuccess() {
    RuntimeException closed = new IllegalStateException("driver closed");

    assertThat(Neo4jFailures.kind(closed, Phase.RANGE)).isEqualTo(Kind.FATAL);
    assertThat(Neo4jFailures.kind(closed, Phase.COMMIT)).isEqualTo(Kind.UNKNOWN_OUTCOME);
    assertThat(Neo4jFailures.kind(new DatabaseException("N/A", "disk"), Phase.COMMIT))
        .isEqualTo(Kind.UNKNOWN_OUTCOME);
  }

  @Test
  void aRefusalSaysWhereAndWhatToCheck() {
    GraphException refused =
        FAILURES.of(
            new AuthenticationException("Neo.ClientError.Security.Unauthorized", "unauthorized"),
            Phase.PLANNING,
            "connecting");

    assertThat(refused)
        .hasMessageStartingWith(
            "connecting: the database at bolt://db:7687 refuses the credentials;"
                + " check user and password");
  }

  // An hour of trying would keep the database's own limit in force for that user.
  @Test
  void aWorkerWhoseCredentialsAreRefusedAsksAPerson() {
    AuthenticationException unauthorized =
        new AuthenticationException("Neo.ClientError.Security.Unauthorized", "unauthorized");

    assertThat(Neo4jFailures.kind(unauthorized, Phase.RANGE)).isEqualTo(Kind.FATAL);
    assertThat(FAILURES.of(unauthorized, Phase.RANGE, "range 3 of shard m/1/0"))
        .hasMessageStartingWith(
            "range 3 of shard m/1/0: not committed, the database at bolt://db:7687 refuses the"
                + " credentials; check user and password in the configuration of every node, then"
                + " resume");
  }

  @Test
  void aMessageNeverQuotesAValue() {
    GraphException refused =
        FAILURES.of(
            new ClientException(
                "Neo.ClientError.Schema.ConstraintValidationFailed",
                "Node(17) already exists with label `Person` and property `email` = 'a@b.c'"),
            Phase.RANGE,
            "range 3 of shard m/1/0");

    assertThat(refused)
        .hasMessage(
            "range 3 of shard m/1/0: not committed, a value or a constraint refuses it"
                + " (Neo.ClientError.Schema.ConstraintValidationFailed), Node(17)")
        .hasNoCause();
  }

  @Test
  void whatIsAlreadyUnderstoodStaysAsItIs() {
    GraphException fenced = new GraphException(Kind.FENCED, "a successor", null);

    assertThat(FAILURES.of(fenced, Phase.COMMIT, "range 3")).isSameAs(fenced);
    assertThat(
            FAILURES.of(
                new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "dead"),
                Phase.RANGE,
                "range 3"))
        .hasMessage(
            "range 3: not committed, the same again may work"
                + " (Neo.TransientError.Transaction.DeadlockDetected): dead");
  }
}
