package org.drover.shared.neo4j;

/** What was being done when the database failed; the same error means different things. */
enum Phase {
  /** Planning, for a person who waits: a database that cannot be reached is theirs to mend. */
  PLANNING,
  /** Inside a range's transaction or before it: nothing was committed. */
  RANGE,
  /** In the commit itself: whatever is not a clear no leaves the outcome open. */
  COMMIT
}
