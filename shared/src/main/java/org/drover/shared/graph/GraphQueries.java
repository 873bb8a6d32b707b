package org.drover.shared.graph;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.drover.shared.spec.Selection;

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
   * Returns if the graph understands the query, it only reads, and it lacks no parameter.
   *
   * @throws GraphException of kind FATAL that says why not
   */
  void explain(String query, Map<String, Object> parameters);

  /**
   * How many members a selection has now: by the database's own counts where it has no condition of
   * its own, otherwise by looking at each of its label, type or kind.
   */
  long count(Selection selection);

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
