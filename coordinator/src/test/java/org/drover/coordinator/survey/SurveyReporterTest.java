package org.drover.coordinator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.drover.coordinator.survey.SurveyReport.Counts;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.Foreseen;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.journal.Sampled;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What follows of a sample for all members. */
class SurveyReporterTest {

  private static final String SPEC =
      """
      migration: m
      select: {label: Town}
      transform: [{copy: {code: key}}]
      """;

  // A fifth of the ids holds a quarter of the members: there they lie more densely.
  @Test
  void whereMembersAreCountedTheRestFollowsFromThoseThatWereSeen() {
    assertThat(whole(new Sampled(20, 1_000L)))
        .isEqualTo(new Counts(1_000, 400, 560, 40, 0, 0, 4_000));
  }

  @Test
  void whereNobodyCountsAllFollowsFromTheShareOfTheIds() {
    assertThat(whole(new Sampled(20, null)))
        .isEqualTo(new Counts(1_250, 500, 700, 50, 0, 0, 5_000));
  }

  @Test
  void ofAllItIsAsSeen() {
    assertThat(whole(null)).isEqualTo(new Counts(250, 100, 140, 10, 0, 0, 1_000));
  }

  private static Counts whole(@Nullable Sampled sample) {
    return new SurveyReporter(new Survey(sample), new NoKeys()).of("m").orElseThrow().whole();
  }

  /** Two hundred and fifty members, a hundred to change, ten refused. */
  private record Survey(@Nullable Sampled sample) implements SurveyReporter.Journal {
    @Override
    public Stream<JournalEntry> migrationEvents(String migration) {
      PassOptions options = PassOptions.NONE.withSample(sample);
      return Stream.of(
              new MigrationEvent.Submitted(SPEC, false, null, "eve", Instant.EPOCH),
              new MigrationEvent.PassStarted(
                  1, PassKind.SURVEY, "ids", 250, List.of(), options, Instant.EPOCH))
          .map(event -> new JournalEntry(PersistenceIds.of("m"), 1, event));
    }

    @Override
    public Stream<JournalEntry> shardEvents(String migration, int pass) {
      ShardId shard = new ShardId("m", 1, 0);
      Evidence evidence = Evidence.of(List.of()).foreseeing(new Foreseen(1_000, Map.of()));
      return Stream.of(
          new JournalEntry(
              PersistenceIds.of(shard),
              1,
              new RangeFinished(
                  1,
                  null,
                  Key.of(9L),
                  new Tally(250, 100, 10),
                  0,
                  5,
                  false,
                  evidence,
                  Instant.EPOCH)));
    }
  }

  private static final class NoKeys implements ForeseenKeys {
    @Override
    public void store(ShardId shard, long sequence, List<Part> parts, List<Bids> bids) {
      throw new UnsupportedOperationException("a report stores nothing");
    }

    @Override
    public void each(String migration, int pass, Consumer<Part> consumer) {}

    @Override
    public void eachBids(String migration, int pass, Consumer<Bids> consumer) {}

    @Override
    public long remove(String migration) {
      return 0;
    }
  }
}
