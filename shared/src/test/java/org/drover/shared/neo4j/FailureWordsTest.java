package org.drover.shared.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.drover.shared.graph.GraphException;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.TransientException;

/**
 * What of a failure may be journaled: never what the database or the driver says in its message.
 */
class FailureWordsTest {

  private static final String SECRET = "password 'hunter2' of ada@example.org at bolt://10.0.0.7";
  private static final Neo4jFailures FAILURES = new Neo4jFailures(URI.create("bolt://db:7687"));

  private static String brief(RuntimeException failure, Phase phase) {
    GraphException seen = FAILURES.of(failure, phase, "range 7 of shard x/1/0 '" + SECRET + "'");
    assertThat(seen.brief()).doesNotContain("hunter2", "ada@", "10.0.0.7", "shard");
    return seen.brief();
  }

  private static Neo4jException server(String code) {
    return new TransientException(code, SECRET);
  }

  @Test
  void whatIsKnownIsSaidInWords() {
    assertThat(brief(server("Neo.TransientError.Transaction.DeadlockDetected"), Phase.RANGE))
        .isEqualTo("a deadlock");
    assertThat(brief(server("Neo.TransientError.Transaction.LockAcquisitionTimeout"), Phase.RANGE))
        .isEqualTo("a lock was not granted in time");
    assertThat(brief(new ServiceUnavailableException(SECRET), Phase.RANGE))
        .isEqualTo("no connection to the database");
    assertThat(brief(new ServiceUnavailableException(SECRET), Phase.COMMIT))
        .isEqualTo("the answer to the commit was lost");
  }

  @Test
  void ofWhatIsNotKnownTheCodeIsSaid() {
    assertThat(brief(server("Neo.TransientError.Request.NoThreadsAvailable"), Phase.RANGE))
        .isEqualTo("Neo.TransientError.Request.NoThreadsAvailable");
  }

  @Test
  void aCodeThatIsNoneAndAnExceptionOfSomebodyElseAreSaidByTheirType() {
    assertThat(brief(new ClientException("Neo." + SECRET, SECRET), Phase.RANGE))
        .isEqualTo("ClientException");
    assertThat(brief(new IllegalStateException(SECRET), Phase.RANGE))
        .isEqualTo("IllegalStateException");
  }
}
