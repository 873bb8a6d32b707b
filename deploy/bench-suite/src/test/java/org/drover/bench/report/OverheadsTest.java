package org.drover.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverheadsTest {

  private static final Overheads OVERHEADS =
      Overheads.of(
          List.of(
              Rounds.of("drover", 6, 4),
              Rounds.of("droverLive", 6, 5),
              Rounds.of("droverDigest", 6, 4.8),
              Rounds.of("droverUndo", 6, 6),
              Rounds.of("journaled", 6, 3),
              Rounds.of("fenced", 6, 2.75),
              Rounds.of("unfenced", 6, 2.5)),
          Rounds.NODES);

  @Test
  void fenceAndJournalCostWhatTheSameRangesTakeLongerWithThem() {
    assertThat(OVERHEADS.fenceJournal()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void fenceAndJournalAreToldApartAndSoAreDigestAndUndo() {
    assertThat(OVERHEADS.fence()).isCloseTo(0.1, within(1e-9));
    assertThat(OVERHEADS.journal()).isCloseTo(3 / 2.75 - 1, within(1e-9));
    assertThat(OVERHEADS.digest()).isCloseTo(0.2, within(1e-9));
    assertThat(OVERHEADS.undo()).isCloseTo(0.25, within(1e-9));
  }

  // Of four seconds the pass is 3.6; in one process it takes 3.
  @Test
  void theClusterCostsWhatThePassTakesLongerThanItsShardsInOneProcess() {
    assertThat(OVERHEADS.cluster()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void locksAndUndoAreComparedFromSubmittingToDone() {
    assertThat(OVERHEADS.locks()).isCloseTo(0.25, within(1e-9));
    assertThat(OVERHEADS.digestUndo()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void planningIsAShareOfThePass() {
    assertThat(OVERHEADS.planning()).isCloseTo(1.0 / 9, within(1e-9));
  }
}
