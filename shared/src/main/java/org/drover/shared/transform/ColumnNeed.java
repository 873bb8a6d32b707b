package org.drover.shared.transform;

import java.util.HashSet;
import java.util.Set;

/**
 * What a stage wants to see of each member.
 *
 * @param properties a column each
 * @param labels whether the labels are wanted; of a relationship that is its type
 * @param allProperties whether every property is wanted, as one map a member, for hashes over all
 */
public record ColumnNeed(Set<String> properties, boolean labels, boolean allProperties) {

  public ColumnNeed {
    properties = Set.copyOf(properties);
  }

  /** What either of the two wants. */
  public ColumnNeed and(ColumnNeed other) {
    Set<String> both = new HashSet<>(properties);
    both.addAll(other.properties);
    boolean all = allProperties || other.allProperties;
    return new ColumnNeed(all ? Set.of() : both, labels || other.labels, all);
  }
}
