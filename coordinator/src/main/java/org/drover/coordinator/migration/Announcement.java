package org.drover.coordinator.migration;

import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.shared.journal.PassKind;
import org.jspecify.annotations.Nullable;

/** What the marker in the graph is to say of a migration: a function of its state. */
final class Announcement {

  /** There is to be no marker any more. */
  static final String GONE = "gone";

  /** What it added is on its way out. */
  static final String RETIRING = "retiring";

  /** A part of what was written is taken back, and a part is not. */
  static final String PARTLY_ROLLED_BACK = "partly-rolled-back";

  private Announcement() {}

  /** The phase; null as long as the graph need not know of the migration. */
  static @Nullable String of(MigrationState state) {
    if (!(state instanceof Known known)) {
      return null;
    }
    Behind behind = known.behind();
    if (behind.cleaned()) {
      return GONE;
    }
    if (underWay(known) == PassKind.ROLLBACK) {
      return "rolling-back";
    }
    if (behind.retired() || underWay(known) == PassKind.RETIRE) {
      return RETIRING;
    }
    Undoing undoing = Undoing.of(known);
    if (undoing.isPartial()) {
      return PARTLY_ROLLED_BACK;
    }
    if (undoing.isWhole()) {
      return "rolled-back";
    }
    if (known.submission().assurance().done() != null) {
      return "cut-over";
    }
    if (behind.finished(PassKind.BACKFILL)) {
      return "backfilled";
    }
    Pass pass = known.passUnderWay();
    boolean writing = pass != null && pass.kind().writes();
    if (writing || behind.wroteAnything()) {
      return known instanceof Resting resting && resting.cancellation() != null
          ? "cancelled"
          : "backfilling";
    }
    return null;
  }

  /** Also what is only being planned: a rollback is one from its order on. */
  private static @Nullable PassKind underWay(Known state) {
    return switch (state) {
      case MigrationState.Planning planning -> planning.order().kind();
      case MigrationState.Running running -> running.pass().kind();
      case MigrationState.Paused paused -> underWay(paused.paused());
      case Resting resting -> null;
    };
  }
}
