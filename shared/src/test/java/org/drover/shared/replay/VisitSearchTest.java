package org.drover.shared.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Visit.VisitedRange;
import org.junit.jupiter.api.Test;

final class VisitSearchTest {

  private static final Keyspace NAMES =
      new Keyspace.Property("name", Keyspace.Property.Type.STRING);

  private static VisitedRange range(Visit visit) {
    return Objects.requireNonNull(visit.range());
  }

  @Test
  void theRangeInWhichAnIdLiesIsFound() {
    List<Visit> visits = VisitSearch.of("130", History.complete(3, 4).stream());

    assertThat(visits).hasSize(1);
    Visit visit = visits.getFirst();
    assertThat(visit.shard()).isEqualTo(1);
    assertThat(visit.kind()).isEqualTo(PassKind.BACKFILL);
    assertThat(range(visit).number()).isEqualTo(2);
    assertThat(range(visit).from()).isEqualTo(Key.of(124L));
    assertThat(range(visit).to()).isEqualTo(Key.of(149L));
    assertThat(range(visit).epoch()).isEqualTo(2);
  }

  @Test
  void theEndOfARangeIsItsOwnAndTheBeginningIsNot() {
    assertThat(range(VisitSearch.of("149", History.complete(3, 4).stream()).getFirst()).number())
        .isEqualTo(2);
    assertThat(range(VisitSearch.of("124", History.complete(3, 4).stream()).getFirst()).number())
        .isEqualTo(1);
  }

  @Test
  void whatWasSplitOffIsFoundInTheShardThatDidIt() {
    List<Visit> visits = VisitSearch.of("60", History.split().stream());

    assertThat(visits).hasSize(1);
    assertThat(visits.getFirst().shard()).isEqualTo(1);
  }

  @Test
  void aKeyThatAShardHasNotComeToIsInNoRange() {
    List<Visit> visits =
        VisitSearch.of(
            "90",
            new History()
                    .shard(
                        0,
                        new ShardEvent.Assigned(
                            History.ids(0, -1, 99), PassKind.SURVEY, History.AT))
                    .shard(0, History.range(1, Key.of(-1L), Key.of(50L), 0))
                    .entries()
                    .stream());

    assertThat(visits).hasSize(1);
    assertThat(visits.getFirst().range()).isNull();
  }

  @Test
  void whatNoPassVisitsIsNotFound() {
    assertThat(VisitSearch.of("100000", History.complete(3, 4).stream())).isEmpty();
    assertThat(VisitSearch.of("ada", History.complete(3, 4).stream())).isEmpty();
  }

  @Test
  void valuesOfAPropertyAreFoundByTheirCodePoints() {
    ShardId shard = new ShardId("m", 1, 0);
    ShardPlan plan = new ShardPlan(0, NAMES, new Slice(null, Key.of("z")), 10);
    List<ShardEvent> events =
        List.of(
            new ShardEvent.Assigned(plan, PassKind.BACKFILL, History.AT),
            History.claimed(1),
            new ShardEvent.RangeFinished(
                1, null, Key.of("eve"), new Tally(5, 5), 1, 20, false, History.AT),
            new ShardEvent.RangeFinished(
                2, Key.of("eve"), Key.of("z"), new Tally(5, 5), 1, 20, false, History.AT));

    List<Visit> visits =
        VisitSearch.of(
            "mallory",
            events.stream().map(event -> new JournalEntry(PersistenceIds.of(shard), 1, event)));

    assertThat(range(visits.getFirst()).number()).isEqualTo(2);
    assertThat(range(visits.getFirst()).node()).isEqualTo("pekko://drover@127.0.0.1:25520");
    assertThat(visits.getFirst().keyspace()).isEqualTo(NAMES);
  }
}
