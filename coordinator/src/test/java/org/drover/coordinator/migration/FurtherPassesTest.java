package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.Retirement;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
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
    ask(PassKind.ROLLBACK);
    shardsEnd(3, new Tally(10, 10));
    shardsEnd(4, new Tally(10, 10));

    awaitPhase(Phase.ROLLED_BACK);
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
