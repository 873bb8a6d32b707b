package org.drover.shared.spec;

/** Whether a migration keeps what it replaces. */
public enum Undo {
  /** Every range's before-image is stored before the range is committed. */
  KEEP,
  /** Nothing is kept; what only adds is taken back by its inverse. */
  NONE
}
