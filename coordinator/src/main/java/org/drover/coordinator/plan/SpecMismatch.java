package org.drover.coordinator.plan;

import java.util.List;

/** A spec names something that the graph does not have, or has and must not. */
public final class SpecMismatch extends RuntimeException {

  private final List<String> errors;

  /**
   * @param errors all of them, each a sentence that says what was expected and what is there
   */
  public SpecMismatch(List<String> errors) {
    super(String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  public List<String> errors() {
    return errors;
  }
}
