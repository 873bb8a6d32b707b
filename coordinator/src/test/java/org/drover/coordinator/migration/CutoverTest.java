package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.junit.jupiter.api.Test;

/**
 * Applications go over only to what was swept and verified, and find in the graph that they may.
 */
class CutoverTest extends MigrationScene {

  private static final Examination COLLISION =
      new Examination(
          List.of(new RangeFinding(Kind.COLLISION, 7L, "id 9 has the same 'key'")),
          Map.of(Kind.COLLISION, 1L),
          List.of(),
          null,
          null);

  @Test
  void itSweepsUntilNothingIsFoundThenVerifiesThenCutsOver() {
    backfilled();
    cutOver();
    shardsEnd(2, new Tally(10, 1));
    shardsEnd(3, new Tally(10, 0));
    shardsEnd(4, new Tally(10, 0));

    awaitPhase(Phase.CUT_OVER);
    assertThat(kinds())
        .containsExactly(PassKind.BACKFILL, PassKind.SWEEP, PassKind.SWEEP, PassKind.VERIFY);
    assertThat(events())
        .endsWith(new MigrationEvent.CutOver("people", NOW), new MigrationEvent.Completed(NOW));
    viewed.awaitAssert(
        () ->
            assertThat(cluster.announced())
                .containsExactly("backfilling", "backfilled", "cut-over"));
  }

  @Test
  void aVerificationThatFindsSomethingRefusesAndSaysWhy() {
    backfilled();
    cutOver();
    shardsEnd(2, new Tally(10, 0));
    cluster.examinationIs(COLLISION);
    shardsEnd(3, new Tally(10, 0));

    MigrationView view = awaitPhase(Phase.COMPLETED);
    assertThat(view.why()).contains("not cut over").contains("id 9 has the same 'key'");
    assertThat(view.pass()).extracting(PassView::tally).isEqualTo(new Tally(30, 0, 1));
    assertThat(view.collisions()).isEqualTo(1);
    assertThat(events()).last().isEqualTo(new MigrationEvent.Completed(NOW));
    assertThat(cluster.announced()).doesNotContain("cut-over");
  }

  /** A sweep is examined too, but does not look for any. */
  @Test
  void aSweepDoesNotMakeACollisionForgotten() {
    backfilled();
    cluster.examinationIs(COLLISION);
    ask(PassKind.VERIFY);
    shardsEnd(2, new Tally(10, 0));
    assertThat(awaitPhase(Phase.COMPLETED).collisions()).isEqualTo(1);

    cluster.examinationIs(Examination.NOTHING);
    ask(PassKind.SWEEP);
    shardsEnd(3, new Tally(10, 0));
    assertThat(awaitPhase(Phase.COMPLETED).collisions()).isEqualTo(1);

    ask(PassKind.VERIFY);
    shardsEnd(4, new Tally(10, 0));
    assertThat(awaitPhase(Phase.COMPLETED).collisions()).isZero();
  }

  @Test
  void whatIsOnlyToBeWarnedOfDoesNotStandAgainstIt() {
    submit(SPEC + "on: {collision: warn}\n", true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    cutOver();
    shardsEnd(2, new Tally(10, 0));
    cluster.examinationIs(COLLISION);
    shardsEnd(3, new Tally(10, 0));

    awaitPhase(Phase.CUT_OVER);
    assertThat(firings())
        .containsExactly(
            new MigrationEvent.TriggerFired(
                3,
                Trigger.COLLISION,
                Reaction.WARN,
                "1 of kind collision; such as: id 9 has the same 'key'",
                NOW));
  }

  @Test
  void aTriggerSetToRollbackTakesTheMigrationBack() {
    submit(SPEC + "on: {collision: rollback}\n", true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    cluster.examinationIs(COLLISION);
    ask(PassKind.VERIFY);
    shardsEnd(2, new Tally(10, 0));
    shardsEnd(3, new Tally(10, 10));

    // What collided is not there any more.
    MigrationView view = awaitPhase(Phase.ROLLED_BACK);
    assertThat(view.collisions()).isZero();
    assertThat(view.fired()).isEqualTo("1 of kind collision; such as: id 9 has the same 'key'");
    viewed.awaitAssert(
        () -> assertThat(cluster.announced()).endsWith("rolling-back", "rolled-back"));
  }

  @Test
  void aRollbackAfterTheCutoverFlipsThePhaseBack() {
    backfilled();
    cutOver();
    shardsEnd(2, new Tally(10, 0));
    shardsEnd(3, new Tally(10, 0));
    awaitPhase(Phase.CUT_OVER);
    ask(PassKind.ROLLBACK);
    shardsEnd(4, new Tally(10, 10));

    assertThat(awaitPhase(Phase.ROLLED_BACK).fired()).isNull();
    viewed.awaitAssert(() -> assertThat(cluster.announced()).endsWith("rolled-back"));
  }

  // The coordinator dies between the order and the first sweep: the order is journaled, so the
  // successor carries on.
  @Test
  void anOrderThatWasJournaledIsCarriedOutByTheSuccessor() {
    backfilled();
    cutOver();
    shardsEnd(2, new Tally(10, 0));
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(3));
    kit.stop(migration);
    migration = start();
    shardsEnd(3, new Tally(10, 0));

    awaitPhase(Phase.CUT_OVER);
  }

  @Test
  void anOrderMayArriveTwice() {
    backfilled();
    cutOver();
    cutOver();
    assertThat(events().stream().filter(MigrationEvent.CutoverRequested.class::isInstance))
        .hasSize(1);
  }

  // Of a part it may be right, and of the rest nobody knows.
  @Test
  void whyItWasNotCutOverStandsUntilEverythingIsVerifiedAgain() {
    backfilled();
    cutOver();
    shardsEnd(2, new Tally(10, 0));
    cluster.examinationIs(COLLISION);
    shardsEnd(3, new Tally(10, 0));
    assertThat(awaitPhase(Phase.COMPLETED).why()).contains("not cut over");

    cluster.examinationIs(Examination.NOTHING);
    ask(PassKind.VERIFY, PassOptions.NONE.within(List.of(0), null));
    shardsEnd(4, new Tally(10, 0));
    assertThat(awaitPhase(Phase.COMPLETED).why()).contains("not cut over");

    ask(PassKind.VERIFY);
    shardsEnd(5, new Tally(10, 0));
    assertThat(awaitPhase(Phase.COMPLETED).why()).isNull();
  }

  @Test
  void aCancelledCutoverIsGoneUntilItIsAskedForAgain() {
    backfilled();
    cutOver();
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(2));
    cancel();
    awaitPhase(Phase.CANCELLED);
    ask(PassKind.VERIFY);
    shardsEnd(3, new Tally(10, 0));

    awaitPhase(Phase.COMPLETED);
    assertThat(events()).noneMatch(MigrationEvent.CutOver.class::isInstance);
    cutOver();
    shardsEnd(4, new Tally(10, 0));
    shardsEnd(5, new Tally(10, 0));
    awaitPhase(Phase.CUT_OVER);
  }

  // Paused first, as a person does who is not sure yet.
  @Test
  void aCutoverCancelledInItsVerificationIsGoneToo() {
    backfilled();
    cutOver();
    shardsEnd(2, new Tally(10, 0));
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(3));
    migration.tell(new MigrationRequest.Pause("ann", "not sure", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    cancel();
    ask(PassKind.SWEEP);
    shardsEnd(4, new Tally(10, 0));

    awaitPhase(Phase.COMPLETED);
    assertThat(kinds())
        .containsExactly(PassKind.BACKFILL, PassKind.SWEEP, PassKind.VERIFY, PassKind.SWEEP);
  }

  @Test
  void whatIsNotBackfilledIsNotCutOver() {
    submit(SPEC, false);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.SURVEYED);
    order();
    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("no backfill has come to its end");
  }

  private void cutOver() {
    order();
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  private void order() {
    migration.tell(
        new MigrationRequest.CutOver(Level.BASIC, null, "ann", "it is time", viewed.getRef()));
  }

  private void cancel() {
    migration.tell(new MigrationRequest.Cancel("ann", "not today", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  private List<PassKind> kinds() {
    return events().stream()
        .filter(MigrationEvent.PassStarted.class::isInstance)
        .map(event -> ((MigrationEvent.PassStarted) event).kind())
        .toList();
  }

  private List<Object> firings() {
    return events().stream().filter(MigrationEvent.TriggerFired.class::isInstance).toList();
  }
}
