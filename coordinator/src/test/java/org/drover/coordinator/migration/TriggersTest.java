package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drover.shared.graph.GraphException;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the spec says of each thing that may go wrong is what follows, with its evidence. */
class TriggersTest extends MigrationScene {

  private static final String SPENT =
      "the error budget is spent: 33 of 1200 members are in quarantine, more than 1 %";

  // 11 of 400 in each shard: more than the one percent that is allowed of a thousand.
  private static final Tally BAD = new Tally(400, 389, 11);

  @Test
  void aSpentErrorBudgetThatIsOnlyWarnedOfIsWarnedOfOnceAndThePassEnds() {
    submit(SPEC + "on: {errors: warn}\n", true);
    awaitAskedToRun(0, 1);
    progressed(new Tally(600, 589, 11));
    time.timePasses(Duration.ofSeconds(1));
    viewed.awaitAssert(() -> assertThat(firings()).hasSize(1));
    progressed(new Tally(1_000, 980, 20));
    time.timePasses(Duration.ofSeconds(1));
    shardsEnd(1, BAD);

    assertThat(awaitPhase(Phase.COMPLETED).quarantined()).isEqualTo(33);
    assertThat(firings()).hasSize(1);
    assertThat(firings().getFirst())
        .extracting(
            MigrationEvent.TriggerFired::trigger,
            MigrationEvent.TriggerFired::reaction,
            MigrationEvent.TriggerFired::pass)
        .containsExactly(Trigger.ERRORS, Reaction.WARN, 1);
    assertThat(firings().getFirst().evidence())
        .startsWith("the error budget is spent: 11 of 600 members are in quarantine");
  }

  @Test
  void aBudgetSpentByTheLastReportOnlyIsWarnedOfTooAndThePassEnds() {
    submit(SPEC + "on: {errors: warn}\n", true);
    shardsEnd(1, BAD);

    awaitPhase(Phase.COMPLETED);
    assertThat(firings()).hasSize(1);
    assertThat(firings().getFirst().evidence()).startsWith(SPENT);
  }

  @Test
  void aSpentErrorBudgetTakesTheMigrationBackWhereTheSpecSaysSo() {
    submit(SPEC + "on: {errors: rollback}\n", true);
    awaitAskedToRun(0, 1);
    progressed(new Tally(600, 589, 11));
    time.timePasses(Duration.ofSeconds(1));
    viewed.awaitAssert(() -> assertThat(view().phase()).isEqualTo(Phase.ROLLING_BACK));
    shardsEnd(2, new Tally(400, 389));

    awaitPhase(Phase.ROLLED_BACK);
    assertThat(firings())
        .extracting(MigrationEvent.TriggerFired::trigger, MigrationEvent.TriggerFired::reaction)
        .containsExactly(tuple(Trigger.ERRORS, Reaction.ROLLBACK));
    assertThat(requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.kind()).isEqualTo(PassKind.ROLLBACK);
              assertThat(request.author()).isEqualTo("drover");
              assertThat(request.why()).isEqualTo(firings().getFirst().evidence());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "collision, COLLISION, PAUSE",
    "count-mismatch, COUNT, WARN",
    "count-mismatch, RELATIONSHIPS, ROLLBACK",
    "verification, VALUE, ROLLBACK",
    "verification, DIGEST, WARN",
    "verification, FENCE, PAUSE",
    "verification, PROBE, WARN",
    "query, QUERY, WARN",
    "query, QUERY, PAUSE",
    "query, QUERY, ROLLBACK",
    "query, LATENCY, WARN",
  })
  void eachFindingFiresItsTriggerAndWhatItIsSetToFollows(
      String word, Kind kind, Reaction reaction) {
    submit(SPEC + "on: {%s: %s}\n".formatted(word, word(reaction)), true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    migration.tell(
        new MigrationRequest.CutOver(Level.BASIC, null, "ann", "it is time", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    shardsEnd(2, new Tally(10, 0));
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(3));
    cluster.examinationIs(
        new Examination(
            List.of(new RangeFinding(kind, 7L, "seen by the test")),
            Map.of(kind, 1L),
            List.of(),
            null,
            null));
    shardsEnd(3, new Tally(10, 0));

    switch (reaction) {
      case WARN -> awaitPhase(Phase.CUT_OVER);
      case PAUSE -> assertThat(awaitPhase(Phase.COMPLETED).why()).contains("not cut over");
      case ROLLBACK -> awaitPhase(Phase.ROLLING_BACK);
    }
    assertThat(firings())
        .containsExactly(
            new MigrationEvent.TriggerFired(
                3,
                Trigger.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')),
                reaction,
                "1 of kind %s; such as: seen by the test".formatted(word(kind)),
                NOW));
  }

  @ParameterizedTest
  @CsvSource({"pause, true", "warn, false"})
  void whatFiredAtTheEndOfAPassIsToldUnlessItWasOnlyWarnedOf(String reaction, boolean told) {
    submit(SPEC + "verify: {level: standard}\non: {verification: %s}\n".formatted(reaction), true);
    cluster.examinationIs(
        new Examination(
            List.of(new RangeFinding(Kind.VALUE, 7L, "seen by the test")),
            Map.of(Kind.VALUE, 1L),
            List.of(),
            null,
            null));
    shardsEnd(1, new Tally(10, 10));

    assertThat(awaitPhase(Phase.COMPLETED).fired())
        .isEqualTo(told ? "1 of kind value; such as: seen by the test" : null);
  }

  // An index that a declared query names is gone, say: nobody but a person can make it again.
  @Test
  void aPassThatCannotBeLookedAtUntilSomebodyMendsThatPauses() {
    cluster.examinationFails(new GraphException(GraphException.Kind.FATAL, "no such index", null));
    submit(SPEC + "verify: {level: basic}\n", true);
    shardsEnd(1, new Tally(10, 10));
    assertThat(awaitPhase(Phase.PAUSED).why())
        .startsWith("the pass cannot be looked at as a whole: no such index");

    cluster.examinationFails(null);
    migration.tell(new MigrationRequest.Resume("ann", "made it again", null, viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    awaitPhase(Phase.COMPLETED);
  }

  @Test
  void aPassThatCannotBeLookedAtForAWhileWaits() {
    cluster.examinationFails(
        new GraphException(GraphException.Kind.UNREACHABLE, "nobody answers", null));
    submit(SPEC + "verify: {level: basic}\n", true);
    shardsEnd(1, new Tally(10, 10));
    time.timePasses(Duration.ofSeconds(1));
    assertThat(view().phase()).isEqualTo(Phase.BACKFILLING);
  }

  // Where applications add members all the time, somebody always comes between sweep and count.
  @Test
  void whoCameSinceIsToldAndDoesNotStandAgainstACutover() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    cluster.examinationIs(
        new Examination(
            List.of(new RangeFinding(Kind.LATE, null, "3 members came since")),
            Map.of(Kind.LATE, 1L),
            List.of(),
            null,
            null));
    migration.tell(
        new MigrationRequest.CutOver(Level.BASIC, null, "ann", "it is time", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    shardsEnd(2, new Tally(10, 0));
    shardsEnd(3, new Tally(10, 0));

    assertThat(awaitPhase(Phase.CUT_OVER).why()).isEqualTo("3 members came since");
    assertThat(firings()).isEmpty();
  }

  // An application that writes old and new changes what the backfill wrote all the time.
  @Test
  void whatWasWrittenSinceAsItShouldBeIsToldAndDoesNotStandAgainstACutover() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    cluster.examinationIs(
        new Examination(List.of(), Map.of(Kind.REWRITTEN, 3L), List.of(), null, null));
    migration.tell(
        new MigrationRequest.CutOver(Level.STANDARD, null, "ann", "it is time", viewed.getRef()));
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
    shardsEnd(2, new Tally(10, 0));
    shardsEnd(3, new Tally(10, 0));

    assertThat(awaitPhase(Phase.CUT_OVER).why())
        .isEqualTo("values of 3 ranges were written since, and agree with the transform");
    assertThat(firings()).isEmpty();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void progressed(Tally tally) {
    migration.tell(
        new MigrationRequest.ShardProgressed(
            new ShardId("people", 1, 0), "worker:1", 1, 1, tally, whole(0), null));
  }

  private List<MigrationEvent.TriggerFired> firings() {
    return events().stream()
        .filter(MigrationEvent.TriggerFired.class::isInstance)
        .map(MigrationEvent.TriggerFired.class::cast)
        .toList();
  }

  private List<MigrationEvent.PassRequested> requests() {
    return events().stream()
        .filter(MigrationEvent.PassRequested.class::isInstance)
        .map(MigrationEvent.PassRequested.class::cast)
        .toList();
  }
}
