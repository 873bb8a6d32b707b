package org.drover.coordinator.migration;

/**
 * The journal's table was asked how many events it holds of a migration.
 *
 * @param replayed how many had been replayed when it was asked
 */
record RowCount(long replayed, long stored) {

  /**
   * @param now the last number known by now: events that were written since the replay are no gap
   */
  boolean isGap(long now) {
    return replayed < stored && now < stored;
  }

  /** The gap in words. */
  String gap() {
    return "the journal's table holds %d events of this migration, but only %d were replayed: a row is missing. Restore the journal, then resume."
        .formatted(stored, replayed);
  }
}
