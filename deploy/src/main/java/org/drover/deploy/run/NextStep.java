package org.drover.deploy.run;

import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.jspecify.annotations.Nullable;

/** What is sensible to type next, on a cluster, when a further pass is over. */
public final class NextStep {

  private NextStep() {}

  /** A sentence, and the command in a line of its own. */
  public static String after(MigrationView view) {
    return switch (view.phase()) {
      case COMPLETED -> completed(view);
      case CUT_OVER -> cutOver(view);
      case ROLLED_BACK ->
          step("To take its fences and undo records away, too", view, "cleanup", "--why TEXT");
      case CANCELLED -> step("To take back what is written", view, "rollback", "--why TEXT");
      case CLEANED, SILENT -> step("What was done to it", view, "journal", "");
      case PAUSED -> step("What it waits for", view, "status", "");
      case DAMAGED -> step("What is damaged, and what to do", view, "status", "");
      case SURVEYED, SURVEYING -> step("What it foresees", view, "survey", "");
      case PLANNING, BACKFILLING, SWEEPING, RETRYING, ROLLING_BACK, VERIFYING, RETIRING, CLEANING ->
          step("To follow it", view, "status", "--watch");
    };
  }

  private static String completed(MigrationView view) {
    PassView pass = view.pass();
    PassKind kind = pass == null ? PassKind.BACKFILL : pass.kind();
    return switch (kind) {
      case VERIFY -> verified(view, pass);
      case ROLLBACK -> step("To take back the rest", view, "rollback", "--why TEXT");
      case SURVEY, BACKFILL, SWEEP, RETRY, RETIRE, CLEANUP ->
          view.quarantined() > 0 && kind != PassKind.SWEEP
              ? step("Who was left out, and why", view, "quarantine", "list")
              : step("To hold it against the graph", view, "verify", "");
    };
  }

  private static String verified(MigrationView view, @Nullable PassView pass) {
    if (differs(pass)) {
      return found(view)
          + "\n"
          + step("To migrate again what was changed since", view, "sweep", "--why TEXT");
    }
    return pass == null || pass.part() == null
        ? step("To let applications go over", view, "cutover", "--why TEXT")
        : step("To look at all of it", view, "verify", "");
  }

  private static String cutOver(MigrationView view) {
    String back = step("To go back", view, "rollback", "--why TEXT");
    return differs(view.pass())
        ? found(view) + "\n" + back
        : back + "\n" + step("When nobody will, for good", view, "cleanup", "--why TEXT");
  }

  private static String found(MigrationView view) {
    return step("All that was found", view, "verify", "--report findings.txt");
  }

  private static boolean differs(@Nullable PassView pass) {
    return pass != null && pass.kind() == PassKind.VERIFY && pass.tally().setAside() > 0;
  }

  private static String step(String what, MigrationView view, String verb, String options) {
    return "%s:\n  %s %s %s %s"
        .formatted(what, Program.name(), verb, view.migration(), options)
        .stripTrailing();
  }
}
