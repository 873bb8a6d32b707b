package org.drover.shared.graph;

import java.time.Duration;
import java.util.Map;

/**
 * What a graph says of its load. Every method blocks, reads only, and fails with a {@link
 * GraphException}.
 */
public interface GraphWatch {

  /** Asks a query as an application would, and says how long the whole answer took. */
  Duration ask(String query, Map<String, Object> parameters);

  /**
   * The load of the machine on which the database runs, over all its processors: 0 to 100, or NaN
   * if its JVM cannot tell.
   */
  double cpuPercent();

  Transactions transactions();

  /**
   * @param others that are not Drover's
   * @param waiting of all, those that wait for a lock
   */
  record Transactions(long others, long waiting) {}
}
