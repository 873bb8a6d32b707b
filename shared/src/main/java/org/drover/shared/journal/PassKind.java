package org.drover.shared.journal;

/** Which operation a pass runs over its keyspace. */
public enum PassKind {
  /** Reads and transforms, writes nothing. */
  SURVEY,
  /** Reads, transforms, writes. */
  BACKFILL
}
