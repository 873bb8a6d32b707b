package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.shared.journal.PassKind;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;

class RangeOperationsTest {

  private static final String LABEL =
      """
      migration: labels
      select: {label: Place}
      strategy: label
      transform: [{add-label: Visited}]
      """;

  private static int nodesMax(PassKind kind, String spec) {
    return RangeOperations.nodesMax(kind, read(spec));
  }

  private static Spec read(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors());
    };
  }

  @Test
  void aRangeHoldsMoreWhereTheDatabaseChangesLabelsAlone() {
    assertThat(nodesMax(PassKind.BACKFILL, LABEL)).isEqualTo(40_000);
  }

  @Test
  void whereColumnsAreReadForAnUndoRecordItDoesNot() {
    assertThat(nodesMax(PassKind.BACKFILL, LABEL + "undo: keep\n")).isEqualTo(10_000);
  }

  @Test
  void norWhereItChangesProperties() {
    String properties =
        LABEL
            .replace("strategy: label", "strategy: in-place")
            .replace("add-label: Visited", "rename: {visited: seen}");
    assertThat(nodesMax(PassKind.BACKFILL, properties)).isEqualTo(10_000);
  }

  @Test
  void norWhereAPassLooksAtWhatTheMembersHold() {
    assertThat(nodesMax(PassKind.SURVEY, LABEL)).isEqualTo(10_000);
    assertThat(nodesMax(PassKind.VERIFY, LABEL)).isEqualTo(10_000);
  }
}
