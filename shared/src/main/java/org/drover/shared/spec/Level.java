package org.drover.shared.spec;

/** How much a verification looks at; each level does what those before it do. */
public enum Level {
  /** How many members each range has, and where the fences stand. */
  BASIC,
  /** The digests of every range against the journal, and that declared keys are unique. */
  STANDARD,
  /** Every member is transformed again and compared. */
  RIGOROUS
}
