package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.Restored;
import org.drover.shared.journal.Retirement;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RollbackView;
import org.drover.shared.protocol.SubmitReply;
import org.junit.jupiter.api.Test;

/** What a migration does when it is asked for passes after its backfill, or instead of it. */
class FurtherPassesTest extends MigrationScene {

  @Test
  void sweepsFollowEachOtherUntilOneFindsNothing() {
    backfilled();
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 1));
    shardsEnd(3, new Tally(10, 0));

    MigrationView view = awaitPhase(Phase.COMPLETED);
    assertThat(view.pass()).extracting(PassView::number).isEqualTo(3);
    assertThat(events()).last().isEqualTo(new MigrationEvent.Completed(NOW));
  }

  @Test
  void aSweepThatIsUnderWayIsNotBegunTwice() {
    backfilled();
    ask(PassKind.SWEEP);
    ask(PassKind.SWEEP);
    assertThat(events().stream().filter(MigrationEvent.PassRequested.class::isInstance)).hasSize(1);
  }

  @Test
  void thereIsNoSweepBeforeTheBackfillIsDone() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    request(PassKind.SWEEP);
    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("a sweep follows a backfill that has come to its end");
  }

  // The order says nothing of a level; the spec does.
  @Test
  void aVerificationThatTheSpecWantsCloserThanItCanBeIsRefused() {
    submit(
        SPEC + "  - cypher: \"SET n.seen = true\"\nstrategy: in-place\nverify: {level: rigorous}\n",
        true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    request(PassKind.VERIFY);
    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("a 'cypher' step may do more each time it runs");
  }

  @Test
  void aSweepIsPausedAndResumedLikeABackfill() {
    backfilled();
    ask(PassKind.SWEEP);
    awaitAskedToRun(0, 1);
    migration.tell(new MigrationRequest.Pause("ann", "lunch", viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.PAUSED);
    kit.stop(migration);
    migration = start();
    migration.tell(new MigrationRequest.Resume("ann", "back", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.SWEEPING);
    awaitAskedToRun(0, 1);
  }

  @Test
  void aBackfillIsRolledBackFromItsMiddle() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    progress(0);
    ask(PassKind.ROLLBACK);
    shardsEnd(2, new Tally(10, 10));

    MigrationView view = awaitPhase(Phase.ROLLED_BACK);
    assertThat(view.pass()).extracting(PassView::kind).isEqualTo(PassKind.ROLLBACK);
  }

  // Only the latest image of a member says what was before the sweep, only the first what was
  // before the migration.
  @Test
  void passesAreUndoneOneByOneTheLastFirst() {
    migration.tell(
        new MigrationRequest.Submit(SPEC + "undo: keep\n", true, "ann", submitted.getRef()));
    submitted.expectMessageClass(SubmitReply.Accepted.class);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);
    cluster.examinationIs(
        new Examination(List.of(), Map.of(), List.of(), null, null, new Restored(10, 1, 3, 2)));
    ask(PassKind.ROLLBACK);
    shardsEnd(3, new Tally(10, 10));
    shardsEnd(4, new Tally(10, 10));

    // The pass that ended last says nothing of what the one before it met.
    assertThat(awaitPhase(Phase.ROLLED_BACK).rollback())
        .isEqualTo(new RollbackView(List.of(4, 3), 20, 2, 6, 4, 0));
    assertThat(
            events().stream()
                .filter(MigrationEvent.PassStarted.class::isInstance)
                .map(MigrationEvent.PassStarted.class::cast)
                .map(MigrationEvent.PassStarted::options)
                .filter(Objects::nonNull)
                .map(PassOptions::of))
        .containsExactly(2, 1);
  }

  @Test
  void whatIsRolledBackIsNotRolledBackAgain() {
    backfilled();
    ask(PassKind.ROLLBACK);
    shardsEnd(2, new Tally(10, 10));
    awaitPhase(Phase.ROLLED_BACK);
    request(PassKind.ROLLBACK);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("undone already");
  }

  // It would visit nobody, and say that all is well, or that everything is missing.
  @Test
  void whoseOwnWhereDoesNotFindThemAgainIsLookedForByNoFurtherPass() {
    String narrowed = SPEC.replace("Person}", "Person, where: \"n.key2 IS NULL\"}");
    submit(narrowed, true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    for (PassKind kind : List.of(PassKind.VERIFY, PassKind.SWEEP, PassKind.ROLLBACK)) {
      request(kind);
      assertThat(viewed.receiveMessage().getError())
          .hasMessageContaining("its 'where' speaks of key2, which it writes itself");
    }
    migration.tell(new MigrationRequest.CutOver(null, null, "ann", "now", viewed.getRef()));
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("its 'where' speaks of");
  }

  @Test
  void undoRecordsNeedNoWhereToFindThem() {
    String narrowed = SPEC.replace("Person}", "Person, where: \"n.key2 IS NULL\"}");
    submit(narrowed + "undo: keep\n", true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    ask(PassKind.ROLLBACK);
    shardsEnd(2, new Tally(10, 10));
    awaitPhase(Phase.ROLLED_BACK);
  }

  @Test
  void aRollbackThatTookBackLessThanWasWrittenSaysSo() {
    backfilled();
    String missing = "the migration changed 30 members, only 3 of them were found again";
    cluster.examinationIs(
        new Examination(
            List.of(new RangeFinding(RangeFinding.Kind.COUNT, null, missing)),
            Map.of(RangeFinding.Kind.COUNT, 1L),
            List.of(),
            null,
            null,
            new Restored(3, 0, 0, 0)));
    ask(PassKind.ROLLBACK);
    shardsEnd(2, new Tally(10, 1));

    MigrationView view = awaitPhase(Phase.ROLLED_BACK);
    assertThat(view.why()).isEqualTo(missing);
    assertThat(view.pass()).extracting(PassView::tally).isEqualTo(new Tally(30, 3, 1));
    assertThat(view.rollback()).isEqualTo(new RollbackView(List.of(2), 3, 0, 0, 0, 1));
  }

  @Test
  void aPartIsUndoneAndLaterTheRestOfIt() {
    keeping();
    rollBack(PassOptions.NONE.within(List.of(1), null));
    shardsEnd(2, new Tally(10, 10));
    MigrationView partly = awaitPhase(Phase.COMPLETED);
    assertThat(partly.why()).isEqualTo("partly rolled back");
    ask(PassKind.ROLLBACK);
    shardsEnd(3, new Tally(10, 10));
    awaitPhase(Phase.ROLLED_BACK);
    assertThat(optionsOfRollbacks())
        .containsExactly(
            STOPPING.lookingBackAt(1).within(List.of(1), null),
            STOPPING.lookingBackAt(1).goingOnFrom(List.of(2)));
  }

  @Test
  void theSameRollbackAgainIsTheOneThatIsUnderWay() {
    keeping();
    ask(PassKind.ROLLBACK);
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(2));
    ask(PassKind.ROLLBACK);
    shardsEnd(2, new Tally(10, 10));
    awaitPhase(Phase.ROLLED_BACK);
    assertThat(optionsOfRollbacks()).hasSize(1);
  }

  // The ranges of a sweep hold what the backfill wrote, too.
  @Test
  void aPartThatNobodyCanTellIsNotUndone() {
    backfilled();
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 1));
    shardsEnd(3, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);
    rollBack(PassOptions.NONE.within(List.of(1), null), "nobody can tell which of them wrote what");
  }

  @Test
  void anInverseUndoesAPartOfTheOnlyPassThatWrote() {
    backfilled();
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);
    rollBack(PassOptions.NONE.within(null, NOW));
    shardsEnd(3, new Tally(10, 10));
    assertThat(awaitPhase(Phase.COMPLETED).why()).isEqualTo("partly rolled back");
    assertThat(optionsOfRollbacks()).containsExactly(STOPPING.lookingBackAt(1).within(null, NOW));
    ask(PassKind.ROLLBACK);
    shardsEnd(4, new Tally(10, 10));
    awaitPhase(Phase.ROLLED_BACK);
  }

  @Test
  void aShardThatIsNotThereIsNotUndone() {
    keeping();
    rollBack(PassOptions.NONE.within(List.of(7), null), "asked for were [7]");
    rollBack(PassOptions.NONE.within(null, NOW.plusSeconds(1)), "nothing was written since");
  }

  // After a sweep the first rollback pass undoes the sweep; the backfill's values still stand.
  @Test
  void aRollbackThatWasCancelledOnItsWayLeavesWhatCanBeSweptAgain() {
    keeping();
    ask(PassKind.SWEEP);
    shardsEnd(2, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);
    ask(PassKind.ROLLBACK);
    shardsEnd(3, new Tally(10, 0));
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(4));
    migration.tell(new MigrationRequest.Cancel("ann", "wait", viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.CANCELLED);
    viewed.awaitAssert(
        () -> assertThat(cluster.announced()).last().isEqualTo("partly-rolled-back"));
    ask(PassKind.SWEEP);
    shardsEnd(5, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);
    viewed.awaitAssert(() -> assertThat(cluster.announced()).last().isEqualTo("backfilled"));
  }

  private static final PassOptions STOPPING = PassOptions.NONE.withConflict(Conflict.STOP);

  private void keeping() {
    submit(SPEC + "undo: keep\n", true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
  }

  private void rollBack(PassOptions options) {
    migration.tell(
        new MigrationRequest.RequestPass(
            PassKind.ROLLBACK, options, "ann", "a part of it", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  private void rollBack(PassOptions options, String refusal) {
    migration.tell(
        new MigrationRequest.RequestPass(
            PassKind.ROLLBACK, options, "ann", "a part of it", viewed.getRef()));
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining(refusal);
  }

  @Test
  void aVerificationLooksBackAtTheLastPassThatWrote() {
    backfilled();
    ask(PassKind.VERIFY);
    shardsEnd(2, new Tally(10, 0, 1));

    MigrationView view = awaitPhase(Phase.COMPLETED);
    assertThat(view.pass()).extracting(PassView::tally).isEqualTo(new Tally(30, 0, 3));
    assertThat(events().stream().filter(MigrationEvent.PassStarted.class::isInstance))
        .last()
        .extracting(event -> ((MigrationEvent.PassStarted) event).options())
        .isEqualTo(PassOptions.NONE.lookingBackAt(1));
  }

  @Test
  void whatIsCleanedUpCannotBeRolledBack() {
    backfilled();
    ask(PassKind.CLEANUP);
    shardsEnd(2, new Tally(1, 1));
    awaitPhase(Phase.CLEANED);
    request(PassKind.ROLLBACK);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("it is cleaned up");
  }

  private static final Retirement COPIED = new Retirement(List.of(), List.of("key2"), List.of());

  @Test
  void aRetirementIsFollowedByTheCleanupAndNothingElseMayFollow() {
    backfilled();
    retire(COPIED);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    awaitPhase(Phase.RETIRING);
    request(PassKind.ROLLBACK);
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(2));
    shardsEnd(2, new Tally(10, 10));
    shardsEnd(3, new Tally(1, 1));
    awaitPhase(Phase.CLEANED);
    assertThat(events().stream().filter(MigrationEvent.PassStarted.class::isInstance))
        .extracting(event -> ((MigrationEvent.PassStarted) event).kind())
        .containsExactly(PassKind.BACKFILL, PassKind.RETIRE, PassKind.CLEANUP);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("it is retired");
    for (PassKind kind :
        List.of(PassKind.SWEEP, PassKind.VERIFY, PassKind.ROLLBACK, PassKind.RETRY)) {
      request(kind);
      assertThat(viewed.receiveMessage().getError()).hasMessageContaining("it is retired");
    }
  }

  @Test
  void aRetirementThatWasCancelledIsTakenUpAgain() {
    backfilled();
    retire(COPIED);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    awaitPhase(Phase.RETIRING);
    migration.tell(new MigrationRequest.Cancel("ann", "not now", viewed.getRef()));
    assertThat(viewed.receiveMessage().getValue().phase()).isEqualTo(Phase.CANCELLED);
    request(PassKind.VERIFY);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("it is retired");
    retire(COPIED);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    shardsEnd(3, new Tally(10, 3));
    shardsEnd(4, new Tally(1, 1));
    awaitPhase(Phase.CLEANED);
  }

  @Test
  void nothingIsTakenOutThatTheMigrationDidNotAdd() {
    backfilled();
    retire(new Retirement(List.of("Person"), List.of("key2"), List.of()));
    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("nothing else can be taken out");
    request(PassKind.RETIRE);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("it was not said what");
  }

  private void retire(Retirement retirement) {
    migration.tell(
        new MigrationRequest.RequestPass(
            PassKind.RETIRE,
            PassOptions.NONE.taking(retirement),
            "ann",
            "out of use",
            viewed.getRef()));
  }
}
