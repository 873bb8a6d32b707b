package org.drover.shared.journal;

/** Which operation a pass runs over its keyspace. */
public enum PassKind {
  /** Reads and transforms, writes nothing. */
  SURVEY,
  /** Reads, transforms, writes. */
  BACKFILL,
  /** The backfill's operation again: only what differs is written. */
  SWEEP;

  /** Whether it changes what the migration's spec selects. */
  public boolean writes() {
    return switch (this) {
      case SURVEY -> false;
      case BACKFILL, SWEEP -> true;
    };
  }
}
