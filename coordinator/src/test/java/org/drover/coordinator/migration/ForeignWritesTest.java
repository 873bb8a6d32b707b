package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Baseline;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where nobody was to write and somebody did, applications do not go over unseen. */
class ForeignWritesTest extends MigrationScene {

  private static final String OFFLINE = SPEC + "mode: offline\n";

  private static final Examination DISTURBED =
      new Examination(
          List.of(new RangeFinding(Kind.FOREIGN_WRITES, null, "3 transactions were committed")),
          Map.of(Kind.FOREIGN_WRITES, 1L),
          List.of(),
          null,
          null);

  @BeforeEach
  void commitsAreCounted() {
    cluster.baselineIs(new Baseline(17L, List.of(), Map.of()));
  }

  @Test
  void foreignWritesRefuseACutoverWithTheirCountAndWhatToDo() {
    disturbed(OFFLINE);
    order(null);

    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("while pass 1 ran, 3 transactions were committed")
        .hasMessageContaining("'drover sweep'")
        .hasMessageContaining("'mode: live'")
        .hasMessageContaining("--despite foreign-writes");
  }

  @Test
  void aSweepThatNobodyDisturbedMakesThemGood() {
    disturbed(OFFLINE);
    cluster.examinationIs(Examination.NOTHING);
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);

    order(null);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    shardsEnd(3, new Tally(10, 0));
    awaitPhase(Phase.CUT_OVER);
  }

  @Test
  void aSweepThatWasDisturbedDoesNot() {
    disturbed(OFFLINE);
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);

    order(null);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("while pass 2 ran");
  }

  @Test
  void whoeverKnowsThatTheyDoNotMatterSaysSoAndTheJournalKeepsIt() {
    disturbed(OFFLINE);
    cluster.examinationIs(Examination.NOTHING);
    order(Trigger.FOREIGN_WRITES);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    shardsEnd(2, new Tally(10, 0));

    awaitPhase(Phase.CUT_OVER);
    assertThat(events())
        .contains(
            new MigrationEvent.CutoverRequested(
                Level.BASIC, 1, Trigger.FOREIGN_WRITES, "ann", "it was the backup", NOW));
  }

  @Test
  void whatTheSpecOnlyWarnsOfDoesNotStandAgainstACutover() {
    disturbed(OFFLINE + "on: {foreign-writes: warn}\n");
    cluster.examinationIs(Examination.NOTHING);
    order(null);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  private void disturbed(String spec) {
    cluster.examinationIs(DISTURBED);
    submit(spec, true);
    shardsEnd(1, new Tally(10, 10));
    assertThat(awaitPhase(Phase.COMPLETED).why()).contains("3 transactions were committed");
  }

  private void order(@Nullable Trigger despite) {
    migration.tell(
        new MigrationRequest.CutOver(
            Level.BASIC, despite, "ann", "it was the backup", viewed.getRef()));
  }
}
