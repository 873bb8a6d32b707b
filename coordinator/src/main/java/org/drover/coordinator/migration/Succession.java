package org.drover.coordinator.migration;

import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.jspecify.annotations.Nullable;

/** Which pass follows another by itself. */
final class Succession {

  /** Where others write all the time, one more sweep always finds something. */
  private static final int SWEEPS_MAX = 20;

  private Succession() {}

  /**
   * The next pass; null if the migration rests.
   *
   * @param behind the last of them has just come to its end
   */
  static @Nullable PassOrder after(Submission submission, Behind behind) {
    Pass ended = behind.last();
    if (ended == null) {
      return null;
    }
    int next = behind.nextNumber();
    return switch (ended.kind()) {
      case SURVEY -> submission.execute() ? new PassOrder(next, PassKind.BACKFILL) : null;
      case BACKFILL, RETRY, VERIFY, CLEANUP -> null;
      case RETIRE -> new PassOrder(next, PassKind.CLEANUP);
      case SWEEP -> afterSweep(ended, next);
      case ROLLBACK -> afterRollback(new Undoing(submission, behind), ended);
    };
  }

  private static @Nullable PassOrder afterSweep(Pass ended, int next) {
    int round = ended.round();
    return ended.tally().changed() > 0 && round < SWEEPS_MAX
        ? new PassOrder(next, PassKind.SWEEP, ended.options().withRound(round + 1))
        : null;
  }

  private static @Nullable PassOrder afterRollback(Undoing undoing, Pass ended) {
    PassOptions next = undoing.after(ended);
    return next == null
        ? null
        : new PassOrder(undoing.behind().nextNumber(), PassKind.ROLLBACK, next);
  }
}
