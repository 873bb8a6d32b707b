package org.drover.coordinator.migration;

import java.util.List;
import org.drover.shared.journal.PassKind;
import org.drover.shared.spec.Undo;
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
      case ROLLBACK -> afterRollback(submission, behind, ended);
    };
  }

  private static @Nullable PassOrder afterSweep(Pass ended, int next) {
    int round = ended.round();
    return ended.tally().changed() > 0 && round < SWEEPS_MAX
        ? new PassOrder(next, PassKind.SWEEP, ended.options().withRound(round + 1))
        : null;
  }

  /** Undo records are put back pass by pass, the last pass first. An inverse needs one pass. */
  private static @Nullable PassOrder afterRollback(
      Submission submission, Behind behind, Pass ended) {
    List<Pass> left = behind.toUndo();
    return submission.spec().undo() == Undo.NONE || left.isEmpty()
        ? null
        : new PassOrder(
            behind.nextNumber(),
            PassKind.ROLLBACK,
            ended.options().lookingBackAt(left.getFirst().number()));
  }
}
