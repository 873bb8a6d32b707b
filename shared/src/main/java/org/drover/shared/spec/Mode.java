package org.drover.shared.spec;

/** Whether others write to the graph meanwhile. */
public enum Mode {
  /** Applications go on writing: a range locks what it reads. */
  LIVE,
  /** Nobody else writes: no locks on reading. */
  OFFLINE
}
