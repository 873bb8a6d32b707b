package org.drover.shared.graph;

import java.util.Map;
import java.util.Set;

/**
 * What there is to visit.
 *
 * @param exists whether the label or type is known to the graph at all; a whole kind always is
 * @param known labels or types that the graph has, for a message when it is not
 * @param properties property names that the graph knows, for the same
 * @param count members of the label or type, whatever the {@code where} says
 * @param minId the lowest id among them; 0 if there are none
 * @param maxId the highest id among them; -1 if there are none
 * @param indexed properties with a range index or uniqueness constraint on this label or type
 * @param carriers for each property asked for: how many members of the selection carry it
 */
public record Inspection(
    boolean exists,
    Set<String> known,
    Set<String> properties,
    long count,
    long minId,
    long maxId,
    Set<IndexedProperty> indexed,
    Map<String, Long> carriers) {

  /**
   * An index on one property of the selection's label or type.
   *
   * @param unique whether a constraint makes its values unique
   */
  public record IndexedProperty(String property, boolean unique) {}
}
