package org.drover.shared.spec;

/** How much a verification looks at; each level does what those before it do. */
public enum Level {
  /** How many members each range has, and where the fences stand. */
  BASIC,
  /**
   * The digests of every range against the journal, that declared keys are unique, and that there
   * are as many relationships as there were.
   */
  STANDARD,
  /** Every member is transformed again and compared; declared queries are asked again. */
  RIGOROUS,
  /** Evidence of every range in a chained report, and round trips of a probe. */
  FORENSIC;

  /** Whether this level does what the other one does. */
  public boolean includes(Level other) {
    return compareTo(other) >= 0;
  }
}
