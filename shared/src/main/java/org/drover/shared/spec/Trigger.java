package org.drover.shared.spec;

/** What may go wrong by itself, so that the spec says what then happens. Storage format. */
public enum Trigger {
  /** Two members share what must be unique. */
  COLLISION,
  /** Members or relationships are more or fewer than they were. */
  COUNT_MISMATCH,
  /** A verification found anything else that differs. */
  VERIFICATION,
  /** A declared query returns something else, or takes longer, than before. */
  QUERY,
  /** The budget of errors is spent. */
  ERRORS,
  /** Somebody wrote to the graph although the spec says that nobody does. */
  FOREIGN_WRITES
}
