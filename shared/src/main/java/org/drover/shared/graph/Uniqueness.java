package org.drover.shared.graph;

import java.util.List;

/**
 * A constraint that allows each value only once.
 *
 * @param of the label or type among whose members
 * @param properties whose values count together; who lacks one of them is free
 */
public record Uniqueness(String of, List<String> properties) {

  public Uniqueness {
    properties = List.copyOf(properties);
  }

  /** What a sentence calls its properties. */
  public String called() {
    return String.join(", ", properties);
  }
}
