package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.Test;

/** Whether a pass pauses for it is in QuarantineTest. */
final class ErrorBudgetTest {

  private static double share(double percent, PassKind kind, Tally tally) {
    Limits limits = new Limits(4, null, null, percent, 1_000, Map.of(), List.of());
    return ErrorBudget.share(limits, kind, tally);
  }

  // One percent of 4,000 is 40; of fewer than a thousand it is 10 all the same.
  @Test
  void whatIsSetAsideIsHeldAgainstAShareOfWhatWasVisited() {
    assertThat(share(1, PassKind.BACKFILL, new Tally(4_000, 3_980, 20))).isEqualTo(0.5);
    assertThat(share(1, PassKind.SWEEP, new Tally(100, 85, 15))).isEqualTo(1.5);
    assertThat(share(1, PassKind.BACKFILL, Tally.NONE)).isZero();
  }

  @Test
  void aRetryAndAVerificationSpendNothing() {
    assertThat(share(1, PassKind.RETRY, new Tally(100, 0, 100))).isZero();
    assertThat(share(1, PassKind.VERIFY, new Tally(100, 0, 100))).isZero();
  }

  /** A quotient would be infinite, which is no number in JSON. */
  @Test
  void whereNoErrorIsAllowedEachIsAWholeBudget() {
    assertThat(share(0, PassKind.BACKFILL, new Tally(4_000, 4_000))).isZero();
    assertThat(share(0, PassKind.BACKFILL, new Tally(4_000, 3_998, 2))).isEqualTo(2);
  }
}
