package org.drover.coordinator.migration;

import java.util.Optional;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;

/**
 * How many members may be in quarantine before a person is asked: a share of those that were
 * visited. A pass that has visited few is judged as if it had visited a thousand.
 */
final class ErrorBudget {

  private static final long VISITED_MIN = 1_000;
  private static final double PERCENT = 100;

  private ErrorBudget() {}

  /**
   * Why a pass is to pause; nothing if it may go on. A retry never spends it: it visits nothing but
   * what was refused before.
   *
   * @param tally of the pass so far
   */
  static Optional<String> spent(Running running, Tally tally) {
    double percent = running.submission().limits().errorsPercent();
    boolean counts = running.pass().kind().writesEverything();
    return counts && tally.setAside() > allowed(percent, tally)
        ? Optional.of(why(running, tally, percent))
        : Optional.empty();
  }

  /**
   * How much of it a pass has spent: 0 nothing, 1 all of it, and beyond that it pauses. Where none
   * is allowed, each member is a whole budget.
   *
   * @param tally of the pass so far
   */
  static double share(Limits limits, PassKind kind, Tally tally) {
    if (!kind.writesEverything()) {
      return 0;
    }
    double allowed = allowed(limits.errorsPercent(), tally);
    return allowed == 0 ? tally.setAside() : tally.setAside() / allowed;
  }

  private static double allowed(double percent, Tally tally) {
    return percent / PERCENT * Math.max(tally.visited(), VISITED_MIN);
  }

  private static String why(Running running, Tally tally, double percent) {
    String id = running.submission().spec().migration();
    return ("the error budget is spent: %d of %d members are in quarantine, more than %s %%. See why"
            + " ('drover quarantine %s list'); then mend the data, or allow more ('drover limit %s"
            + " --errors P%%'), and resume")
        .formatted(tally.setAside(), tally.visited(), shown(percent), id, id);
  }

  private static String shown(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }
}
