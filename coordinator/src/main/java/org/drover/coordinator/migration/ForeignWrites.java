package org.drover.coordinator.migration;

import java.util.Optional;
import java.util.stream.Collectors;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody wrote while a pass over everything ran without locks. What such a pass wrote may
 * be of values that were replaced meanwhile; only another one that ran undisturbed makes it good.
 */
final class ForeignWrites {

  private ForeignWrites() {}

  /**
   * What stands against a cut-over; empty if nothing does.
   *
   * @param despite what is known not to matter; null if nothing was named
   */
  static String against(Known state, @Nullable Trigger despite) {
    Reaction reaction = state.submission().spec().aftercare().to(Trigger.FOREIGN_WRITES);
    if (despite == Trigger.FOREIGN_WRITES || reaction == Reaction.WARN) {
      return "";
    }
    return lastCounted(state).map(pass -> against(state, pass)).orElse("");
  }

  private static String against(Known state, Pass pass) {
    String found =
        state
            .submission()
            .assurance()
            .examinations()
            .getOrDefault(pass.number(), Examination.NOTHING)
            .findings()
            .stream()
            .filter(finding -> finding.kind() == Kind.FOREIGN_WRITES)
            .map(RangeFinding::text)
            .collect(Collectors.joining("; "));
    return found.isEmpty()
        ? ""
        : "while pass %d ran, %s. See that nobody writes and let 'drover sweep' visit everything again, or migrate with 'mode: live'; if you know that it does not matter, say --despite foreign-writes, and why"
            .formatted(pass.number(), found);
  }

  /** The last of the passes over everything during which commits were counted. */
  private static Optional<Pass> lastCounted(Known state) {
    Assurance assurance = state.submission().assurance();
    return state.behind().passes().reversed().stream()
        .filter(pass -> pass.kind().writesEverything() && pass.finishedAt() != null)
        .filter(pass -> counts(assurance.baselines().get(pass.number())))
        .findFirst();
  }

  private static boolean counts(@Nullable Baseline baseline) {
    return baseline != null && baseline.commits() != null;
  }
}
