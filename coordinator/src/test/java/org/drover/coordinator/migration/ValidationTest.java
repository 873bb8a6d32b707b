package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A version is called verified only as far as somebody looked. */
class ValidationTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final PassOptions ALL = PassOptions.NONE;
  private static final PassOptions SHARDS = ALL.within(List.of(0, 3), null);
  private static final PassOptions SINCE = ALL.within(null, NOW);

  private final List<MigrationEvent> history = new ArrayList<>();
  private int passes;

  ValidationTest() {
    history.add(new MigrationEvent.Submitted(MigrationScene.SPEC, true, null, "ann", NOW));
    pass(PassKind.BACKFILL, null);
    history.add(new MigrationEvent.PassFinished(1, Tally.NONE, NOW));
  }

  @Test
  void oneThatNobodyVerifiedIsNot() {
    assertThat(validation()).isEqualTo("none");
  }

  @Test
  void aPartThatPassesPassesForThatPartAlone() {
    verified(SHARDS, true);
    assertThat(validation()).isEqualTo("passed for shards 0, 3");
    verified(SINCE, true);
    assertThat(validation()).isEqualTo("passed for ranges since 2026-01-01T00:00:00Z");
  }

  @Test
  void onlyAVerificationOfEverythingPassesTheVersion() {
    verified(SHARDS, true);
    verified(ALL, true);
    assertThat(validation()).isEqualTo("passed");
    verified(SHARDS, true);
    assertThat(validation()).isEqualTo("passed");
  }

  @Test
  void aPartThatFailsSpoilsWhatPassed() {
    verified(ALL, true);
    verified(SHARDS, false);
    assertThat(validation()).isEqualTo("failed for shards 0, 3");
  }

  @Test
  void aPartThatPassesMakesNothingGoodThatFailed() {
    verified(ALL, false);
    verified(SHARDS, true);
    assertThat(validation()).isEqualTo("failed");
  }

  private String validation() {
    return VersionFold.of("people", history, history.size()).orElseThrow().validation();
  }

  private void verified(PassOptions options, boolean holds) {
    history.add(new MigrationEvent.PassRequested(PassKind.VERIFY, options, "ann", "why", NOW));
    pass(PassKind.VERIFY, options);
    RangeFinding wrong = new RangeFinding(Kind.VALUE, 7L, "it is not what it was");
    Examination found =
        new Examination(List.of(wrong), Map.of(Kind.VALUE, 1L), List.of(), null, null);
    history.add(new MigrationEvent.Examined(passes, holds ? Examination.NOTHING : found, NOW));
    history.add(new MigrationEvent.PassFinished(passes, Tally.NONE, NOW));
  }

  private void pass(PassKind kind, @Nullable PassOptions options) {
    passes++;
    history.add(
        new MigrationEvent.PassStarted(passes, kind, "no members", 0, List.of(), options, NOW));
  }
}
