package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

/** Ranges of a rollback wait until others, which have what was theirs, are put back. */
class PutOffTest extends MigrationScene {

  private static final PassOptions UNDOING_THE_BACKFILL =
      PassOptions.NONE.withConflict(Conflict.STOP).lookingBackAt(1);

  @Test
  void aRollbackThatPutRangesOffIsFollowedByAnotherUntilNoneIsPutOff() {
    written();
    ask(PassKind.ROLLBACK);
    passEnds(2, 3);
    passEnds(3, 1);
    passEnds(4, 0);
    awaitPhase(Phase.ROLLED_BACK);
    assertThat(optionsOfRollbacks())
        .containsExactly(
            UNDOING_THE_BACKFILL,
            UNDOING_THE_BACKFILL.goingOnFrom(List.of(2)),
            UNDOING_THE_BACKFILL.goingOnFrom(List.of(2, 3)));
  }

  @Test
  void whenWaitingHasHelpedNobodyItIsTheLastPass() {
    written();
    ask(PassKind.ROLLBACK);
    passEnds(2, 2);
    passEnds(3, 2);
    passEnds(4, 0);
    awaitPhase(Phase.ROLLED_BACK);
    assertThat(optionsOfRollbacks())
        .last()
        .isEqualTo(UNDOING_THE_BACKFILL.goingOnFrom(List.of(2, 3)).stuckIf(true));
  }

  // What waits in a part is not to be held against what waits in all of it.
  @Test
  void aPartThatPutRangesOffSaysNothingOfTheRest() {
    written();
    PassOptions part = PassOptions.NONE.within(List.of(1), null);
    ask(PassKind.ROLLBACK, part);
    passEnds(2, 1);
    passEnds(3, 0);
    awaitPhase(Phase.COMPLETED);
    ask(PassKind.ROLLBACK);
    passEnds(4, 2);
    passEnds(5, 0);
    awaitPhase(Phase.ROLLED_BACK);
    assertThat(optionsOfRollbacks()).noneMatch(PassOptions::isStuck);
    assertThat(optionsOfRollbacks().get(1))
        .isEqualTo(UNDOING_THE_BACKFILL.within(List.of(1), null).goingOnFrom(List.of(2)));
  }

  // It put nothing off, as far as it came.
  @Test
  void aRollbackThatWasCancelledSaysNothingOfTheNext() {
    written();
    ask(PassKind.ROLLBACK);
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(2));
    migration.tell(new MigrationRequest.Cancel("ann", "not now", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    ask(PassKind.ROLLBACK);
    passEnds(3, 2);
    passEnds(4, 0);
    awaitPhase(Phase.ROLLED_BACK);
    assertThat(optionsOfRollbacks()).noneMatch(PassOptions::isStuck);
  }

  @Test
  void afterASweepThePassIsFinishedThatWaitsBeforeTheOneBeforeIt() {
    written();
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);
    ask(PassKind.ROLLBACK);
    passEnds(3, 1);
    passEnds(4, 1);
    passEnds(5, 0);
    passEnds(6, 0);
    awaitPhase(Phase.ROLLED_BACK);
    assertThat(optionsOfRollbacks().stream().map(PassOptions::of)).containsExactly(2, 2, 2, 1);
    assertThat(optionsOfRollbacks().stream().map(PassOptions::isStuck))
        .containsExactly(false, false, true, false);
  }

  private void written() {
    submit(SPEC + "undo: keep\n", true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
  }

  private void passEnds(int pass, long putOff) {
    Map<RangeFinding.Kind, Long> kinds =
        putOff == 0 ? Map.of() : Map.of(RangeFinding.Kind.PUT_OFF, putOff);
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(pass));
    cluster.examinationIs(new Examination(List.of(), kinds, List.of(), null, null));
    shardsEnd(pass, new Tally(10, 10));
  }
}
