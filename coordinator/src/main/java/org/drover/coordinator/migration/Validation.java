package org.drover.coordinator.migration;

import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.shared.journal.PassKind;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's verifications say of it, all together. One that was limited to a part speaks
 * for that part alone: it can spoil what one over everything said, and never make it good.
 *
 * @param result in words, as the registry of versions has it
 * @param decided the verification that it comes from; null before the first
 */
record Validation(String result, @Nullable Pass decided) {

  private static final String PASSED = "passed";

  private static final Validation NONE = new Validation("none", null);

  static Validation of(Known state) {
    Assurance assurance = state.submission().assurance();
    Validation known = NONE;
    for (Pass pass : state.behind().passes()) {
      if (pass.kind() == PassKind.VERIFY && pass.finishedAt() != null) {
        known = known.after(pass, differences(pass, assurance) == 0);
      }
    }
    return known;
  }

  /** Who came later was not made by this version; the next sweep sees to it. */
  private static long differences(Pass pass, Assurance assurance) {
    int number = pass.number();
    return pass.tally().setAside() + assurance.findings(number) - assurance.late(number).size();
  }

  private Validation after(Pass pass, boolean holds) {
    String part = pass.options().partInWords();
    String word = holds ? PASSED : "failed";
    if (part == null) {
      return new Validation(word, pass);
    }
    return holds && saysSomethingOfEverything()
        ? this
        : new Validation(word + " for " + part, pass);
  }

  /** Also a part that failed does: not all of it can be right. */
  private boolean saysSomethingOfEverything() {
    return decided != null && (!decided.options().isOfAPart() || !result.startsWith(PASSED));
  }
}
