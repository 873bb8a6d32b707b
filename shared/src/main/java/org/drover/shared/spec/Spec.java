package org.drover.shared.spec;

import java.util.List;

/**
 * A migration that is ready to run: every name well formed, every combination possible. Whether its
 * names exist in the graph is asked at planning.
 *
 * @param migration the id, {@code [a-z0-9-]}, unique in the cluster
 * @param graph the name of a connection of the node's configuration
 * @param key how the keyspace is chosen
 * @param transform the steps, in the order in which they run; never empty
 */
public record Spec(
    String migration,
    String graph,
    Selection selection,
    KeyChoice key,
    List<Step> transform,
    Strategy strategy,
    Mode mode,
    Budget budget) {

  public Spec {
    transform = List.copyOf(transform);
  }
}
