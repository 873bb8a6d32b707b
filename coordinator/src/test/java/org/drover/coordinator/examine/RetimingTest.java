package org.drover.coordinator.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.drover.shared.journal.QueryResult;
import org.drover.shared.spec.DeclaredQuery;
import org.junit.jupiter.api.Test;

/** A query is called slower only if it is slower each time that it is timed. */
class RetimingTest {

  private static final DeclaredQuery QUERY = new DeclaredQuery("newest", "RETURN 1", false, 10);
  private static final QueryResult BEFORE = took("then", 20, 30);

  private final List<Duration> waited = new ArrayList<>();

  @Test
  void whatIsQuickAtOnceIsNotTimedAgain() {
    assertThat(timed(took("now", 21, 31))).isEqualTo(took("now", 21, 31));
    assertThat(waited).isEmpty();
  }

  @Test
  void aSlowMomentPasses() {
    assertThat(timed(took("now", 40, 50), took("later", 20, 60), took("last", 30, 32)))
        .as("the best median and the best 95th percentile are of two timings")
        .isEqualTo(took("last", 20, 32));
    assertThat(waited).isEqualTo(Retiming.PAUSES);
  }

  @Test
  void anAttemptThatIsQuickEnoughEndsIt() {
    assertThat(timed(took("now", 40, 31), took("later", 21, 32))).isEqualTo(took("later", 21, 31));
    assertThat(waited).containsExactly(Retiming.PAUSES.getFirst());
  }

  @Test
  void aSlowQueryStaysOne() {
    QueryResult now = timed(took("now", 40, 50), took("later", 41, 51), took("last", 42, 49));
    assertThat(Comparison.ofLatencies(QUERY, BEFORE, now)).isNotEmpty();
  }

  private QueryResult timed(QueryResult... results) {
    Iterator<QueryResult> timings = List.of(results).iterator();
    return new Retiming(timings::next, waited::add).of(QUERY, BEFORE);
  }

  private static QueryResult took(String digest, double p50, double p95) {
    return new QueryResult("newest", 1, digest, 50, p50, p95, p95);
  }
}
