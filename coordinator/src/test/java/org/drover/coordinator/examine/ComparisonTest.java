package org.drover.coordinator.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.drover.shared.journal.QueryResult;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.spec.DeclaredQuery;
import org.drover.shared.spec.Mode;
import org.junit.jupiter.api.Test;

/** What was measured before and is measured now is the same, or it is said what is not. */
class ComparisonTest {

  private static final DeclaredQuery QUERY = new DeclaredQuery("newest", "RETURN 1", false, 10);

  @Test
  void equalRowsAreNoFinding() {
    assertThat(Comparison.ofResults(QUERY, result(3, "a", 5, 9), result(3, "a", 5, 9))).isEmpty();
  }

  @Test
  void otherRowsAreOne() {
    assertThat(Comparison.ofResults(QUERY, result(3, "a", 5, 9), result(4, "b", 5, 9)))
        .containsExactly(
            new RangeFinding(
                Kind.QUERY, null, "the query 'newest' returns 4 rows, before it were 3"));
  }

  @Test
  void asManyAsWereVisitedAreAll() {
    assertThat(Comparison.ofTotals(Mode.LIVE, 50, 50)).isEmpty();
    assertThat(Comparison.ofTotals(Mode.OFFLINE, 50, 50)).isEmpty();
  }

  @Test
  void whoCameUnderLiveWritesIsLate() {
    assertThat(Comparison.ofTotals(Mode.LIVE, 50, 5_050))
        .containsExactly(
            new RangeFinding(
                Kind.LATE,
                null,
                "5000 members came since, which no range has visited; 'drover sweep' migrates"
                    + " them"));
  }

  // They left after their range was counted.
  @Test
  void whoWentUnderLiveWritesIsNoFinding() {
    assertThat(Comparison.ofTotals(Mode.LIVE, 50, 49)).isEmpty();
  }

  @Test
  void whereNobodyWritesAnyOtherNumberIsOne() {
    assertThat(Comparison.ofTotals(Mode.OFFLINE, 50, 51))
        .containsExactly(
            new RangeFinding(
                Kind.COUNT,
                null,
                "there are 51 members, and the ranges have 50; 'drover sweep' visits all of them"));
    assertThat(Comparison.ofTotals(Mode.OFFLINE, 50, 49)).hasSize(1);
  }

  // 10 % of 20 ms are 2 ms.
  @Test
  void aTenthMoreIsAllowedAndNothingBeyond() {
    assertThat(Comparison.ofLatencies(QUERY, result(3, "a", 20, 30), result(3, "a", 22, 33)))
        .isEmpty();
    assertThat(Comparison.ofLatencies(QUERY, result(3, "a", 20, 30), result(3, "a", 22, 34)))
        .containsExactly(
            new RangeFinding(
                Kind.LATENCY,
                null,
                "the query 'newest' takes longer by more than 10 %: p95 34 ms, before 30 ms"));
  }

  @Test
  void lessThanAMillisecondIsChance() {
    assertThat(Comparison.ofLatencies(QUERY, result(3, "a", 0.2, 0.3), result(3, "a", 0.9, 1.2)))
        .isEmpty();
  }

  @Test
  void relationshipsThatCameOrWentAreNamedByTheirPattern() {
    assertThat(
            Comparison.ofRelationships(
                Map.of("()-[:A]->()", 3L, "(:P)-[:A]->()", 2L),
                Map.of("()-[:A]->()", 3L, "()-[:A]->(:Q)", 1L)))
        .extracting(RangeFinding::text)
        .containsExactly("()-[:A]->(:Q): 1, before 0", "(:P)-[:A]->(): 0, before 2");
  }

  @Test
  void percentilesAreNearestRanks() {
    double[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertThat(QueryTimer.percentile(sorted, 0.50)).isEqualTo(5);
    assertThat(QueryTimer.percentile(sorted, 0.95)).isEqualTo(10);
  }

  private static QueryResult result(long rows, String digest, double p50, double p95) {
    return new QueryResult("newest", rows, digest, 50, p50, p95, p95);
  }
}
