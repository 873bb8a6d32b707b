package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.spec.Spec;
import org.junit.jupiter.api.Test;

class SpecSourceTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  private static final String TEXT = MigrationScene.spec("copied");

  private static final String CORRECTED = MigrationScene.spec("mended");

  @Test
  void aSpecIsReadOnceHoweverFarTheMigrationHasCome() {
    Known state = submitted(TEXT);
    Spec spec = state.spec();
    Known later = (Known) state.after(new MigrationEvent.PaceChanged(0.5, "strain", AT, null));

    assertThat(later.spec()).isSameAs(spec);
    assertThat(later.submission().spec()).isSameAs(spec);
  }

  @Test
  void aCorrectionIsReadOnceHoweverManyPassesRunByIt() {
    Behind once = Behind.NOTHING.with(retry(1));
    SpecSource read = once.correction();
    Behind twice = once.with(retry(2));

    assertThat(read).isEqualTo(new SpecSource(CORRECTED));
    assertThat(twice.correction()).isSameAs(read);
  }

  @Test
  void equalTextsAreEqual() {
    assertThat(new SpecSource(TEXT))
        .isEqualTo(new SpecSource(TEXT))
        .hasSameHashCodeAs(new SpecSource(TEXT))
        .isNotEqualTo(new SpecSource(CORRECTED));
  }

  // What was done by it can still be looked at, and be cancelled.
  @Test
  void theEventsOfASpecThatCannotBeReadAnyMoreAreReplayed() {
    Known state = submitted("moves: { label: Person }");

    assertThat(state.source().text()).isEqualTo("moves: { label: Person }");
    assertThatThrownBy(state::spec)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("this version refuses a spec that an earlier one accepted: ");
  }

  private static Known submitted(String text) {
    return (Known)
        new MigrationState.Unknown()
            .after(new MigrationEvent.Submitted(text, false, null, "ada", AT));
  }

  private static Pass retry(int number) {
    return Pass.of(
        new MigrationEvent.PassStarted(
            number,
            PassKind.RETRY,
            "quarantine",
            0,
            List.of(),
            PassOptions.NONE.withSpec(CORRECTED),
            AT));
  }
}
