package org.drover.coordinator.migration;

import org.drover.shared.journal.MigrationEvent;

/** What becomes of an order. */
sealed interface Verdict {

  /** It is carried out: this is journaled. */
  record Happens(MigrationEvent event) implements Verdict {}

  /** It arrived before, or there is nobody to give it to: nothing changes. */
  record AlreadySo() implements Verdict {}

  /**
   * It cannot be carried out.
   *
   * @param why what stands against it, and what to do instead
   */
  record Refused(String why) implements Verdict {}
}
