package org.drover.coordinator.migration;

import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.shared.journal.PassKind;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Undo;

/** Which passes are looked at as a whole before they are over. */
final class Examining {

  private Examining() {}

  /** Whether a pass waits for nothing but that. */
  static boolean lacks(Running running) {
    Pass pass = running.pass();
    return pass.allFinished()
        && isWanted(running.submission().spec(), pass.kind())
        && !running.submission().assurance().examinations().containsKey(pass.number());
  }

  /** Whether its fences are held against the journal once more before it is over. */
  static boolean comparesFences(PassKind kind) {
    return switch (kind) {
      case BACKFILL, SWEEP, RETRY, ROLLBACK, RETIRE -> true;
      case SURVEY, VERIFY, CLEANUP -> false;
    };
  }

  /** Whether a pass waits for nothing but that. */
  static boolean awaitsFences(Running running) {
    return running.pass().allFinished() && comparesFences(running.pass().kind()) && !lacks(running);
  }

  static boolean isWanted(Spec spec, PassKind kind) {
    return switch (kind) {
      case VERIFY, ROLLBACK -> true;
      case BACKFILL, SWEEP ->
          spec.mode() == Mode.OFFLINE || spec.verification() != null || spec.undo() == Undo.KEEP;
      case SURVEY, RETRY, RETIRE, CLEANUP -> false;
    };
  }
}
