package org.drover.shared.graph;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What is asked of a graph as a whole, beside its ranges. Every method blocks, reads only, and
 * fails with a {@link GraphException}.
 */
public interface GraphQueries {

  /**
   * Asks a query to its last row.
   *
   * @param ordered whether the order of the rows makes a difference to the digest
   */
  Answer ask(String query, boolean ordered);

  /**
   * Returns if the graph understands the query and it only reads.
   *
   * @throws GraphException of kind FATAL that says why not
   */
  void explain(String query);

  /**
   * How many relationships there are: of each type in all, and of each type at each label that
   * there is at either end, from the database's own counts.
   *
   * @param except labels that are of no interest
   */
  Map<String, Long> relationships(Set<String> except);

  /**
   * @param digest SHA-256 over the rows, in hex; nodes and relationships count by their id alone
   */
  record Answer(long rows, String digest, Duration took) {}
}
