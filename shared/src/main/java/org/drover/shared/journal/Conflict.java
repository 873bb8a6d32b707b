package org.drover.shared.journal;

/** What a rollback does with a member that somebody changed since the migration wrote it. */
public enum Conflict {
  /** Leaves it as it is, and reports it. */
  SKIP,
  /** Puts back what was before the migration all the same, and reports it. */
  RESTORE,
  /** Pauses, naming the first one. */
  STOP
}
