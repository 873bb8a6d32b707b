package org.drover.shared.journal;

/** Which operation a pass runs over its keyspace. */
public enum PassKind {
  /** Reads and transforms, writes nothing. */
  SURVEY,
  /** Reads, transforms, writes. */
  BACKFILL,
  /** The backfill's operation again: only what differs is written. */
  SWEEP,
  /** Puts back what was before the migration. */
  ROLLBACK;

  /** Whether it writes what the migration is for, so that a rollback has it to undo. */
  public boolean writes() {
    return switch (this) {
      case SURVEY, ROLLBACK -> false;
      case BACKFILL, SWEEP -> true;
    };
  }
}
