package org.drover.coordinator.migration;

import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Verification;
import org.jspecify.annotations.Nullable;

/**
 * A pass whose ranges are all done and which is to be looked at as a whole.
 *
 * @param first how the graph was before anything was written; null if nobody looked
 * @param own how it was before this pass; null if nobody looked
 */
public record ExaminationOrder(
    Spec spec,
    int pass,
    PassKind kind,
    PassOptions options,
    @Nullable Baseline first,
    @Nullable Baseline own) {

  /** How much a verification looks at. */
  public Level level() {
    Level level = options.level();
    Verification verification = spec.verification();
    return level == null
        ? (verification == null ? Verification.USUAL : verification).level()
        : level;
  }
}
