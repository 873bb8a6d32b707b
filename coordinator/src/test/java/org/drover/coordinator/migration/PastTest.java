package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.PaceView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A backfill of two shards, begun at second 0, paused from 30 to 60, finished at 90. */
final class PastTest {

  private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");
  private static final String ADA = "pekko://drover@ada:1";

  private static final String SPEC =
      """
      migration: keys
      graph: main
      select: {label: A}
      transform:
        - add-label: B
      budget: {workers: 3}
      """;

  private final List<JournalEntry> own = new ArrayList<>();
  private final List<JournalEntry> shards = new ArrayList<>();

  PastTest() {
    tell(new MigrationEvent.Submitted(SPEC, true, null, "ann", at(-1)));
    tell(
        new MigrationEvent.PassStarted(
            1, PassKind.BACKFILL, "dense", 2_000, List.of(plan(0), plan(1)), null, at(0)));
    shard(0, new ShardEvent.Assigned(plan(0), PassKind.BACKFILL, at(1)));
    shard(0, new ShardEvent.Claimed(1, ADA, null, at(1)));
    range(0, 1, 400, 10);
    tell(new MigrationEvent.PaceChanged(0.25, "database-cpu is 95% of 80%", at(15), null));
    range(0, 2, 300, 20);
    range(0, 3, 300, 23);
    shard(0, new ShardEvent.Finished(new Tally(1_000, 1_000), at(23)));
    tell(new MigrationEvent.ShardFinished(1, 0, new Tally(1_000, 1_000), 3, 1, at(23)));
    shard(1, new ShardEvent.Assigned(plan(1), PassKind.BACKFILL, at(24)));
    shard(1, new ShardEvent.Claimed(1, ADA, null, at(24)));
    tell(
        new MigrationEvent.BudgetChanged(
            new Limits(8, null, null, 1, 1_000, Map.of(), null), "ann", "night", at(25)));
    tell(new MigrationEvent.Paused("ann", "lunch", at(30)));
    tell(new MigrationEvent.Resumed("ann", "back", null, at(60)));
    range(1, 1, 1_000, 80);
    tell(new MigrationEvent.ShardFinished(1, 1, new Tally(1_000, 1_000), 1, 1, at(80)));
    tell(new MigrationEvent.PassFinished(1, new Tally(2_000, 2_000), at(90)));
    tell(new MigrationEvent.Completed(at(90)));
  }

  private static Instant at(long second) {
    return BEGIN.plusSeconds(second);
  }

  private static ShardPlan plan(int number) {
    return new ShardPlan(
        number,
        new Keyspace.Ids(100_000),
        Slice.ids(number * 1_000L - 1, number * 1_000L + 999),
        1_000);
  }

  private void tell(MigrationEvent event) {
    own.add(new JournalEntry(PersistenceIds.of("keys"), own.size() + 1, event));
  }

  private void shard(int number, ShardEvent event) {
    shards.add(new JournalEntry(PersistenceIds.of(new ShardId("keys", 1, number)), 1, event));
  }

  private void range(int shard, long number, long nodes, long second) {
    shard(
        shard,
        new ShardEvent.RangeFinished(
            number,
            Key.of(0L),
            Key.of(number),
            new Tally(nodes, nodes),
            1,
            900,
            false,
            at(second)));
  }

  private MigrationView then(@Nullable Long second, @Nullable Long sequence) {
    Past past = Past.at("keys", own, second == null ? null : at(second), sequence).orElseThrow();
    return past.view(shards.stream().filter(entry -> past.pass() == 1));
  }

  private static PassView pass(MigrationView view) {
    return Objects.requireNonNull(view.pass());
  }

  private static PaceView pace(MigrationView view) {
    return Objects.requireNonNull(view.pace());
  }

  @Test
  void howFarItWasIsWhatHadBeenJournaledByThen() {
    MigrationView view = then(12L, null);

    assertThat(view.phase()).isEqualTo(Phase.BACKFILLING);
    assertThat(pass(view).tally()).isEqualTo(new Tally(400, 400));
    assertThat(pass(view).ranges()).isEqualTo(1);
    assertThat(pass(view).shardsRunning()).isEqualTo(1);
    assertThat(pass(view).shardsWaiting()).isEqualTo(1);
    assertThat(pass(view).running().getFirst().node()).isEqualTo(ADA);
  }

  @Test
  void itsSpeedIsThatOfTheLastSeconds() {
    assertThat(pass(then(23L, null)).nodesPerSecond()).isEqualTo(600 / 5.0);
    assertThat(pass(then(19L, null)).nodesPerSecond()).isZero();
  }

  @Test
  void thePaceAndTheLimitsAreThoseOfThen() {
    assertThat(pace(then(12L, null)).pace()).isEqualTo(1);
    assertThat(pace(then(12L, null)).limits().workers()).isEqualTo(3);
    assertThat(pace(then(26L, null)).pace()).isEqualTo(0.25);
    assertThat(Objects.requireNonNull(pace(then(26L, null)).why()).text())
        .isEqualTo("database-cpu is 95% of 80%");
    assertThat(pace(then(26L, null)).limits().workers()).isEqualTo(8);
  }

  @Test
  void aPauseIsShownWithWhoAndWhyAndNobodyRuns() {
    MigrationView view = then(40L, null);

    assertThat(view.phase()).isEqualTo(Phase.PAUSED);
    assertThat(view.why()).isEqualTo("lunch (ann)");
    assertThat(pass(view).shardsRunning()).isZero();
    assertThat(pass(view).tally()).isEqualTo(new Tally(1_000, 1_000));
  }

  @Test
  void aShardThatWasQuietSaysForHowLong() {
    var waiting = pass(then(75L, null)).running().getFirst().waiting();

    assertThat(Objects.requireNonNull(waiting).text())
        .isEqualTo("nothing was journaled for 51 s before");
    assertThat(pass(then(81L, null)).shardsFinished()).isEqualTo(2);
  }

  @Test
  void theNumberOfAnEventNamesTheMomentAfterIt() {
    assertThat(then(null, 6L).phase()).isEqualTo(Phase.PAUSED);
    assertThat(then(null, 7L).phase()).isEqualTo(Phase.BACKFILLING);
    assertThat(Past.at("keys", own, null, 6L).orElseThrow().at()).isEqualTo(at(30));
  }

  @Test
  void behindTheLastEventItIsAsItIsNow() {
    assertThat(then(10_000L, null).phase()).isEqualTo(Phase.COMPLETED);
    assertThat(pass(then(10_000L, null)).tally()).isEqualTo(new Tally(2_000, 2_000));
    assertThat(then(null, 999L).phase()).isEqualTo(Phase.COMPLETED);
  }

  @Test
  void beforeItWasSubmittedThereIsNothingToShow() {
    assertThat(Past.at("keys", own, at(-2), null)).isEmpty();
    assertThat(Past.at("keys", own, null, 0L)).isEmpty();
  }
}
