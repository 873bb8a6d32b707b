package org.drover.coordinator.versions;

import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.Retirement;

/**
 * What retiring a version comes to.
 *
 * @param against why it cannot be retired now; empty if it can
 */
public record RetirementPlan(String migration, String against, Retirement takes) {

  /** The pass that is to be asked for: where nothing goes, only the bookkeeping does. */
  public PassKind kind() {
    return takes.takesNothing() ? PassKind.CLEANUP : PassKind.RETIRE;
  }

  /** Also where nothing goes it is known later that nobody wanted it any more. */
  public PassOptions options() {
    return takes.equals(Retirement.NOTHING) ? PassOptions.NONE : PassOptions.NONE.taking(takes);
  }

  /** An order's reason, and what goes and stays. */
  public String why(String reason) {
    return reason + "; " + takes.inWords();
  }
}
