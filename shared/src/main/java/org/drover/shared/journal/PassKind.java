package org.drover.shared.journal;

/** Which operation a pass runs over its keyspace. */
public enum PassKind {
  /** Reads and transforms, writes nothing. */
  SURVEY,
  /** Reads, transforms and writes what the transform has changed. */
  BACKFILL,
  /** The backfill's operation again: only what differs is written. */
  SWEEP,
  /** The backfill's operation again, only over what is in quarantine. */
  RETRY,
  /** Puts back what was before the migration. */
  ROLLBACK,
  /** Reads and compares, writes nothing. */
  VERIFY,
  /** Takes out of the graph what only this migration added to it. */
  RETIRE,
  /** Takes the migration's own bookkeeping out of the graph. */
  CLEANUP;

  /** Whether it writes what the migration is for, so that a rollback has it to undo. */
  public boolean writes() {
    return switch (this) {
      case SURVEY, ROLLBACK, VERIFY, RETIRE, CLEANUP -> false;
      case BACKFILL, SWEEP, RETRY -> true;
    };
  }

  /** Whether it writes and visits everything that the migration is about. */
  public boolean writesEverything() {
    return this == BACKFILL || this == SWEEP;
  }
}
