package org.drover.coordinator.examine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphQueries;
import org.drover.shared.graph.GraphQueries.Answer;
import org.drover.shared.journal.QueryResult;
import org.drover.shared.spec.DeclaredQuery;

/** Asks a declared query again and again, and says what it returned and how long that took. */
final class QueryTimer {

  private static final int SAMPLES_MAX = 100;
  private static final int SAMPLES_MIN = 5;
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  /** So many answers are not timed: what is read for the first time says nothing of the second. */
  private static final int WARM_UP = 2;

  private QueryTimer() {}

  /**
   * @throws GraphException if the graph cannot answer; it names the query
   */
  static QueryResult measure(GraphQueries graph, DeclaredQuery query) {
    try {
      return measured(graph, query);
    } catch (GraphException failure) {
      throw new GraphException(
          failure.kind(),
          "the query '%s': %s".formatted(query.name(), failure.getMessage()),
          failure);
    }
  }

  private static QueryResult measured(GraphQueries graph, DeclaredQuery query) {
    Answer first = graph.ask(query.cypher(), query.ordered());
    for (int warm = 1; warm < WARM_UP; warm++) {
      graph.ask(query.cypher(), query.ordered());
    }
    List<Double> millis = new ArrayList<>();
    Duration spent = Duration.ZERO;
    while (millis.size() < SAMPLES_MIN
        || (millis.size() < SAMPLES_MAX && spent.compareTo(LONG_ENOUGH) < 0)) {
      Duration took = graph.ask(query.cypher(), query.ordered()).took();
      spent = spent.plus(took);
      millis.add(took.toNanos() / 1e6);
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new QueryResult(
        query.name(),
        first.rows(),
        first.digest(),
        sorted.length,
        percentile(sorted, 0.50),
        percentile(sorted, 0.95),
        percentile(sorted, 0.99));
  }

  /** By the nearest rank, to a thousandth of a millisecond. */
  static double percentile(double[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return Math.round(1_000 * sorted[Math.clamp(rank - 1, 0, sorted.length - 1)]) / 1_000.0;
  }
}
