package org.drover.coordinator.migration;

/**
 * The journal's table was asked how many events it holds of a migration.
 *
 * @param replayed how many had been replayed when it was asked
 * @param whole whether every event up to the last one is there
 */
record RowCount(long replayed, long stored, boolean whole) {

  /**
   * Whether there are events of which this actor knows nothing.
   *
   * @param now the last number known by now: events that were written since the replay are known
   */
  boolean isAhead(long now) {
    return replayed < stored && now < stored;
  }

  /** The gap in words. */
  String gap() {
    return "the journal's table holds %d events of this migration, but only %d were replayed: a row is missing. Restore the journal, then resume."
        .formatted(stored, replayed);
  }
}
