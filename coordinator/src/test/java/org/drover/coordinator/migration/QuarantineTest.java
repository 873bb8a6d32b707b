package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.protocol.SubmitReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Members that cannot be migrated: when a migration stops for them, and how they are retried. */
class QuarantineTest extends MigrationScene {

  private static final String CORRECTED = SPEC.replace("copy: {name: key2}", "set: {key2: none}");

  // One percent of the first thousand is ten: the eleventh is too much.
  @Test
  void aBackfillPausesWhenMoreThanItsShareOfMembersIsRefused() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    progressed(0, new Tally(500, 490, 10));
    time.timePasses(Duration.ofSeconds(1));
    assertThat(view().phase()).isEqualTo(Phase.BACKFILLING);
    assertThat(view().quarantined()).isEqualTo(10);
    assertThat(view().errorsSpent()).isEqualTo(1);

    progressed(0, new Tally(600, 589, 11));
    time.timePasses(Duration.ofSeconds(1));
    assertThat(awaitPhase(Phase.PAUSED).why())
        .startsWith("the error budget is spent: 11 of 600 members are in quarantine, more than 1 %")
        .contains("drover limit people --errors");
  }

  @Test
  void itGoesOnOnceMoreIsAllowedAndNotBefore() {
    submit(SPEC, true);
    awaitAskedToRun(0, 1);
    progressed(0, new Tally(2_000, 1_979, 21));
    time.timePasses(Duration.ofSeconds(1));
    awaitPhase(Phase.PAUSED);
    resume();
    time.timePasses(Duration.ofSeconds(1));
    awaitPhase(Phase.PAUSED);
    migration.tell(
        new MigrationRequest.Limit(
            new LimitChange(null, null, null, null, "2%", null, null),
            "ann",
            "bad year",
            viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    resume();
    progressed(0, new Tally(2_000, 1_979, 21));
    time.timePasses(Duration.ofSeconds(1));
    assertThat(view().phase()).isEqualTo(Phase.BACKFILLING);
  }

  // The last report is the first that says it: the pass does not end as if nothing were the matter.
  @Test
  void aPassWhoseBudgetIsSpentAtItsVeryEndIsNotCompleted() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 6, 4));

    awaitPhase(Phase.PAUSED);
    assertThat(events()).noneMatch(MigrationEvent.PassFinished.class::isInstance);
  }

  @Test
  void aRetryIsAPassThatSubtractsWhatPassed() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 8, 2));
    assertThat(awaitPhase(Phase.COMPLETED).quarantined()).isEqualTo(6);
    ask(PassKind.RETRY);
    awaitPhase(Phase.RETRYING);
    shardsEnd(2, new Tally(2, 1, 1));

    assertThat(awaitPhase(Phase.COMPLETED).quarantined()).isEqualTo(3);
  }

  @Test
  void aVerificationLooksBackAtTheBackfillAndNotAtTheRetry() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 8, 2));
    awaitPhase(Phase.COMPLETED);
    retryWith(CORRECTED);
    shardsEnd(2, new Tally(2, 2, 0));
    awaitPhase(Phase.COMPLETED);
    cluster.takeAskedToRun();
    ask(PassKind.VERIFY);
    assertThat(specOfLastRun()).isEqualTo(SPEC);
    shardsEnd(3, new Tally(10, 0));

    assertThat(lastOptions()).isEqualTo(PassOptions.NONE.lookingBackAt(1).withSpec(CORRECTED));
  }

  // What the first transform migrated is migrated by the corrected one, or somebody is told.
  @Test
  void afterACorrectedRetryASweepRunsByTheCorrectedSpecAndThenAllIsVerifiedByIt() {
    retriedByTheCorrectedSpec();
    ask(PassKind.SWEEP);
    assertThat(specOfLastRun()).isEqualTo(CORRECTED);
    shardsEnd(3, new Tally(10, 4));
    cluster.takeAskedToRun();
    assertThat(specOfLastRun()).isEqualTo(CORRECTED);
    shardsEnd(4, new Tally(10, 0));
    awaitPhase(Phase.COMPLETED);
    cluster.takeAskedToRun();
    ask(PassKind.VERIFY);

    assertThat(specOfLastRun()).isEqualTo(CORRECTED);
    shardsEnd(5, new Tally(10, 0));
    assertThat(lastOptions()).isEqualTo(PassOptions.NONE.lookingBackAt(4));
  }

  @Test
  void aLaterRetryRunsByTheCorrectedSpecToo() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 8, 2));
    awaitPhase(Phase.COMPLETED);
    retryWith(CORRECTED);
    shardsEnd(2, new Tally(2, 1, 1));
    awaitPhase(Phase.COMPLETED);
    cluster.takeAskedToRun();
    ask(PassKind.RETRY);
    assertThat(specOfLastRun()).isEqualTo(CORRECTED);
  }

  @Test
  void alsoOfflineACutoverSweepsAfterACorrection() {
    submit(SPEC + "mode: offline\n", true);
    shardsEnd(1, new Tally(10, 8, 2));
    awaitPhase(Phase.COMPLETED);
    retryWith(CORRECTED + "mode: offline\n");
    shardsEnd(2, new Tally(2, 2, 0));
    awaitPhase(Phase.COMPLETED);
    migration.tell(new MigrationRequest.CutOver(null, null, "ann", "all is well", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    shardsEnd(3, new Tally(10, 0));
    shardsEnd(4, new Tally(10, 0));

    awaitPhase(Phase.CUT_OVER);
    assertThat(
            events().stream()
                .filter(MigrationEvent.PassStarted.class::isInstance)
                .map(event -> ((MigrationEvent.PassStarted) event).kind()))
        .containsExactly(PassKind.BACKFILL, PassKind.RETRY, PassKind.SWEEP, PassKind.VERIFY);
  }

  // Whoever had a name and no nickname would keep what was made of the name.
  @Test
  void aCorrectionThatNoSweepCouldExtendToTheOthersIsRefused() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 8, 2));
    awaitPhase(Phase.COMPLETED);
    request(SPEC.replace("{name: key2}", "{nickname: key2}"));
    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("no sweep could migrate by the corrected transform")
        .hasMessageContaining("written only where 'nickname' is there");
  }

  @Test
  void theCorrectedSpecIsTheMigrationsFromThenOn() {
    retriedByTheCorrectedSpec();
    submit(CORRECTED, true);
    submit(SPEC, true);
    migration.tell(new MigrationRequest.Submit(spec("key3"), true, "ann", submitted.getRef()));
    assertThat(submitted.expectMessageClass(SubmitReply.Conflict.class).difference())
        .anySatisfy(line -> assertThat(line).contains("transform[0].set"));
  }

  private void retriedByTheCorrectedSpec() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 8, 2));
    awaitPhase(Phase.COMPLETED);
    retryWith(CORRECTED);
    shardsEnd(2, new Tally(2, 2, 0));
    awaitPhase(Phase.COMPLETED);
    cluster.takeAskedToRun();
  }

  private String specOfLastRun() {
    return viewed.awaitAssert(
        () -> {
          ShardRequest.Run run = cluster.lastRun();
          assertThat(run).isNotNull();
          return run == null ? "" : run.spec();
        });
  }

  private @Nullable PassOptions lastOptions() {
    return events().stream()
        .filter(MigrationEvent.PassStarted.class::isInstance)
        .map(event -> ((MigrationEvent.PassStarted) event).options())
        .reduce(null, (before, one) -> one);
  }

  @Test
  void thereIsNothingToRetryWhereNothingIsInQuarantine() {
    backfilled();
    request(PassKind.RETRY);
    assertThat(viewed.receiveMessage().getError()).hasMessageContaining("nothing is in quarantine");
  }

  @Test
  void aRetryRunsByTheCorrectedSpec() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 8, 2));
    awaitPhase(Phase.COMPLETED);
    cluster.takeAskedToRun();
    retryWith(CORRECTED);
    assertThat(specOfLastRun()).isEqualTo(CORRECTED);
  }

  @Test
  void onlyTheTransformOfASpecMayBeCorrected() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 8, 2));
    awaitPhase(Phase.COMPLETED);
    request(SPEC.replace("Person", "Place"));
    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("differs in more than its transform");
    request(spec("key3"));
    assertThat(viewed.receiveMessage().getError())
        .hasMessageContaining("what is written must stay the same");
  }

  private void retryWith(String corrected) {
    request(corrected);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  private void request(String corrected) {
    migration.tell(
        new MigrationRequest.RequestPass(
            PassKind.RETRY,
            PassOptions.NONE.withSpec(corrected),
            "ann",
            "as the test wants it",
            viewed.getRef()));
  }

  private void resume() {
    migration.tell(new MigrationRequest.Resume("ann", "go on", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  private void progressed(int number, Tally tally) {
    migration.tell(
        new MigrationRequest.ShardProgressed(
            new ShardId("people", 1, number), "worker:1", 1, 1, tally, whole(number), null));
  }
}
