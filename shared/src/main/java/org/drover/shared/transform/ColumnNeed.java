package org.drover.shared.transform;

import java.util.Set;

/**
 * What a stage wants to see of each member.
 *
 * @param properties a column each
 * @param labels whether the labels are wanted (nodes only)
 * @param allProperties whether every property is wanted, as one map a member, for hashes over all
 */
public record ColumnNeed(Set<String> properties, boolean labels, boolean allProperties) {

  public ColumnNeed {
    properties = Set.copyOf(properties);
  }
}
