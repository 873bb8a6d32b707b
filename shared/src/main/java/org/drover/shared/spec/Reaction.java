package org.drover.shared.spec;

/** What follows by itself when something went wrong. Storage format. */
public enum Reaction {
  /** It is journaled, and nothing else. */
  WARN,
  /** Nothing goes on by itself: a pass that is under way pauses, a cut-over is refused. */
  PAUSE,
  /** The migration is rolled back. */
  ROLLBACK
}
