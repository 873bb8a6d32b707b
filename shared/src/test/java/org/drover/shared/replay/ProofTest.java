package org.drover.shared.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.shared.replay.History.AT;
import static org.drover.shared.replay.History.claimed;
import static org.drover.shared.replay.History.ids;
import static org.drover.shared.replay.History.range;
import static org.drover.shared.replay.History.started;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.journal.Stored;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Proof.Finding;
import org.drover.shared.replay.Proof.Finding.Kind;
import org.drover.shared.replay.Proof.PassProof;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProofTest {

  @Test
  void aCompletedMigrationHolds() {
    assertThat(Proof.of("m", History.complete(3, 4).stream()))
        .isEqualTo(
            new Proof(
                "m",
                true,
                List.of(
                    new PassProof(1, PassKind.BACKFILL, 3, 12, new Tally(12, 12), 0, 3, List.of())),
                List.of()));
  }

  @Test
  void theOrderOfShardsAmongEachOtherDoesNotMatter() {
    List<JournalEntry> bySorting = new ArrayList<>(History.complete(3, 4));
    bySorting.sort((a, b) -> b.persistenceId().compareTo(a.persistenceId()));

    assertThat(Proof.of("m", bySorting.stream()).holds()).isTrue();
  }

  @Test
  void aMigrationThatNobodySubmittedDoesNotHold() {
    assertThat(Proof.of("m", Stream.of()))
        .isEqualTo(
            new Proof(
                "m",
                false,
                List.of(),
                List.of(
                    new Finding(null, Kind.MISSING, "the journal has no event of migration m"))));
  }

  @Test
  void anUnfinishedMigrationHoldsOnlySoFar() {
    // Shard 1 has finished two of its three ranges, and the migration knows that shard 0 is done.
    List<JournalEntry> begun = History.complete(2, 3).subList(0, 15);

    assertThat(Proof.soFar("m", begun.stream()).holds()).isTrue();
    Proof proof = Proof.of("m", begun.stream());
    assertThat(proof.findings())
        .containsExactly(
            new Finding(null, Kind.UNFINISHED, "the migration is not completed: pass 1 was begun"));
    assertThat(proof.passes().getFirst().findings())
        .containsExactly(
            new Finding(
                1,
                Kind.UNFINISHED,
                "the shard is not finished; it stands after range 2, at 165, and its slice ends at"
                    + " 199"),
            new Finding(null, Kind.UNFINISHED, "pass 1 is not finished"));
  }

  // Nothing more was asked for; the coordinator completes only what writes.
  @Test
  void aSurveyThatIsNotToBeExecutedHoldsWhenItIsFinished() {
    List<JournalEntry> survey = List.of(submitted(false), surveyStarted(), surveyFinished());
    List<JournalEntry> asked =
        Stream.concat(
                survey.stream(),
                Stream.of(entry(4, new MigrationEvent.ExecutionRequested("eve", AT))))
            .toList();

    assertThat(Proof.of("m", survey.stream()).holds()).isTrue();
    assertThat(Proof.of("m", asked.stream()).findings())
        .containsExactly(
            new Finding(
                null, Kind.UNFINISHED, "the migration is not completed: it is to be executed"));
    assertThat(Proof.of("m", Stream.of(submitted(true), surveyStarted(), surveyFinished())).holds())
        .isFalse();
  }

  private static JournalEntry submitted(boolean execute) {
    return entry(1, new MigrationEvent.Submitted("spec", execute, null, "eve", AT));
  }

  private static JournalEntry surveyStarted() {
    return entry(
        2, new MigrationEvent.PassStarted(1, PassKind.SURVEY, "empty", 0, List.of(), null, AT));
  }

  private static JournalEntry surveyFinished() {
    return entry(3, new MigrationEvent.PassFinished(1, Tally.NONE, AT));
  }

  private static JournalEntry entry(long number, MigrationEvent event) {
    return new JournalEntry("migration|m", number, event);
  }

  // A shard that is told to run though it has ended takes its fence over once more.
  @Test
  void aClaimAfterTheEndOfAShardIsNoFinding() {
    List<JournalEntry> entries = new ArrayList<>(History.complete(1, 3));
    entries.add(9, new JournalEntry("shard|m/1/0", 8, claimed(3)));

    assertThat(Proof.of("m", entries.stream()).holds()).isTrue();
  }

  /**
   * A history that is changed in one place, and what is found.
   *
   * @param shard null if no single one is concerned
   */
  private record Tampering(
      String name,
      Consumer<List<JournalEntry>> change,
      @Nullable Integer shard,
      Kind kind,
      String text) {

    @Override
    public String toString() {
      return name;
    }
  }

  // The events of complete(2, 3): 0 submitted, 1 started; shard 0: 2 assigned, 3 claimed, 4 range
  // (-1, 32], 5 claimed, 6 range (32, 65], 7 range (65, 99], 8 finished; 9 shard finished; shard 1
  // the same from 10 on; 18 pass finished; 19 completed.
  static Stream<Tampering> tamperings() {
    return Stream.of(
        new Tampering(
            "a range is dropped",
            entries -> entries.remove(6),
            0,
            Kind.GAP,
            "event 5 finishes range 3, (65, 99]; the shard stood after range 1, at 32"),
        new Tampering(
            "a range is recorded twice",
            entries -> entries.add(7, entries.get(6)),
            0,
            Kind.DUPLICATE,
            "event 6 finishes range 2, (32, 65]; the shard stood after range 2, at 65"),
        new Tampering(
            "a range begins too late",
            entries -> replace(entries, 6, range(2, Key.of(40L), Key.of(65L), 2)),
            0,
            Kind.GAP,
            "event 5 finishes range 2, (40, 65]; the shard stood after range 1, at 32"),
        new Tampering(
            "a range begins too early",
            entries -> replace(entries, 6, range(2, Key.of(30L), Key.of(65L), 2)),
            0,
            Kind.OVERLAP,
            "event 5 finishes range 2, (30, 65]; the shard stood after range 1, at 32"),
        new Tampering(
            "a shard ends before its slice",
            entries -> replace(entries, 7, range(3, Key.of(65L), Key.of(98L), 2)),
            0,
            Kind.GAP,
            "event 7 finishes the shard at 98 after range 3; its slice ends at 99"),
        new Tampering(
            "an epoch falls",
            entries -> replace(entries, 7, range(3, Key.of(65L), Key.of(99L), 1)),
            0,
            Kind.STALE_EPOCH,
            "event 6 finishes range 3, (65, 99] under epoch 1; expected 2 to 2"),
        new Tampering(
            "a range is finished under an epoch that nobody claimed",
            entries -> replace(entries, 4, range(1, Key.of(-1L), Key.of(32L), 2)),
            0,
            Kind.STALE_EPOCH,
            "event 3 finishes range 1, (-1, 32] under epoch 2; expected 0 to 1"),
        new Tampering(
            "an epoch is claimed twice",
            entries -> replace(entries, 5, claimed(1)),
            0,
            Kind.STALE_EPOCH,
            "event 4 claims epoch 1 after epoch 1"),
        new Tampering(
            "a shard's sum is wrong",
            entries -> replace(entries, 8, new ShardEvent.Finished(new Tally(4, 3), AT)),
            0,
            Kind.MISCOUNTED,
            "event 7 says 4 visited, 3 changed; the 3 ranges add up to" + " 3 visited, 3 changed"),
        new Tampering(
            "the pass's sum is wrong",
            entries ->
                replace(entries, 18, new MigrationEvent.PassFinished(1, new Tally(7, 6), AT)),
            null,
            Kind.MISCOUNTED,
            "pass 1 ended with 7 visited, 6 changed; its shards add up to"
                + " 6 visited, 6 changed"),
        new Tampering(
            "the migration was told another number of ranges",
            entries ->
                replace(
                    entries, 9, new MigrationEvent.ShardFinished(1, 0, new Tally(3, 3), 4, 2, AT)),
            0,
            Kind.MISCOUNTED,
            "the migration was told 4 ranges, epoch 2, 3 visited, 3 changed; the shard has 3"
                + " ranges, epoch 2, 3 visited, 3 changed"),
        new Tampering(
            "a shard was assigned another slice",
            entries ->
                replace(entries, 2, new ShardEvent.Assigned(ids(0, -1, 98), PassKind.BACKFILL, AT)),
            0,
            Kind.UNPLANNED,
            "the shard was assigned "
                + ids(0, -1, 98)
                + " for a BACKFILL; planned was "
                + ids(0, -1, 99)
                + " for a BACKFILL"),
        new Tampering(
            "the plan leaves a gap",
            entries -> replace(entries, 1, started(List.of(ids(0, -1, 99), ids(1, 100, 199)))),
            1,
            Kind.GAP,
            "in the ids, shard 0 is planned to end at 99 and shard 1 to begin at 100"),
        new Tampering(
            "the plan overlaps",
            entries -> replace(entries, 1, started(List.of(ids(0, -1, 99), ids(1, 98, 199)))),
            1,
            Kind.OVERLAP,
            "in the ids, shard 0 is planned to end at 99 and shard 1 to begin at 98"),
        new Tampering(
            "a shard is not in the plan",
            entries -> replace(entries, 1, started(List.of(ids(0, -1, 99)))),
            1,
            Kind.UNPLANNED,
            "pass 1 has events of shard 1"),
        new Tampering(
            "the pass ended before a shard",
            entries -> entries.remove(8),
            0,
            Kind.UNFINISHED,
            "the shard is not finished; it stands after range 3, at 99, and its slice ends at 99"),
        new Tampering(
            "a range is finished after its shard",
            entries ->
                entries.add(
                    9, new JournalEntry("shard|m/1/0", 8, range(4, Key.of(99L), Key.of(120L), 2))),
            0,
            Kind.OVERLAP,
            "event 8 finishes range 4, (99, 120] after the shard was finished"),
        new Tampering(
            "an operator decided",
            entries ->
                replace(
                    entries, 6, new ShardEvent.Realigned(Accept.GRAPH, 2, Key.of(65L), "eve", AT)),
            0,
            Kind.REALIGNED,
            "event 5: eve accepted the GRAPH; it stood after range 1, at 32, and goes on after"
                + " range 2, at 65"));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void whatIsWrongIsFoundAndNamed(Tampering tampering) {
    List<JournalEntry> entries = new ArrayList<>(History.complete(2, 3));
    tampering.change().accept(entries);
    Proof proof = Proof.of("m", History.renumbered(entries).stream());

    assertThat(proof.holds()).isFalse();
    assertThat(proof.passes().getFirst().findings())
        .contains(new Finding(tampering.shard(), tampering.kind(), tampering.text()));
  }

  @Test
  void anEventThatIsGoneFromTheJournalIsMissed() {
    List<JournalEntry> entries = new ArrayList<>(History.complete(1, 3));
    entries.remove(5);

    assertThat(Proof.of("m", entries.stream()).passes().getFirst().findings())
        .contains(new Finding(0, Kind.MISSING, "shard|m/1/0 has no event 4 before event 5"));
  }

  @Test
  void aReconciledRangeIsCountedAndHolds() {
    List<JournalEntry> entries = new ArrayList<>(History.complete(1, 3));
    // Committed under epoch 1, and recorded by the successor that found it in the fence.
    replace(
        entries,
        6,
        new ShardEvent.RangeFinished(
            2, Key.of(32L), Key.of(65L), new Tally(1, 1), 1, 25, true, AT));

    Proof proof = Proof.of("m", entries.stream());
    assertThat(proof.holds()).isTrue();
    assertThat(proof.passes().getFirst().reconciled()).isEqualTo(1);
  }

  // Property keys are strings and integers, and what has neither is a third keyspace beside them.
  @Test
  void everyKeyspaceOfAPlanIsTiledByItself() {
    var strings = new Keyspace.Property("name", Keyspace.Property.Type.STRING);
    var integers = new Keyspace.Property("name", Keyspace.Property.Type.INTEGER);
    List<ShardPlan> plan =
        List.of(
            new ShardPlan(0, strings, new Slice(null, Key.of("k")), 1),
            new ShardPlan(1, strings, new Slice(Key.of("k"), Key.of("z")), 1),
            new ShardPlan(2, integers, new Slice(null, Key.of(7L)), 1),
            new ShardPlan(3, new Keyspace.IdSet("m/1"), Slice.ids(-1, 70), 1));

    assertThat(findingsOfPlan(plan)).isEmpty();
    assertThat(findingsOfPlan(plan.subList(0, 1))).isEmpty();
  }

  @Test
  void aPropertyPlanThatDoesNotBeginBelowEveryKeyHasAGap() {
    var strings = new Keyspace.Property("name", Keyspace.Property.Type.STRING);

    assertThat(
            findingsOfPlan(
                List.of(new ShardPlan(0, strings, new Slice(Key.of("a"), Key.of("z")), 1))))
        .containsExactly(
            new Finding(
                0,
                Kind.GAP,
                "the first slice of the STRING keys of property name begins at a; expected: below"
                    + " every key"));
  }

  // U+FF5E is below U+1F600 as a code point, though its UTF-16 unit is above the surrogates.
  @Test
  void stringsAreComparedByCodePointToNameWhatIsWrong() {
    var strings = new Keyspace.Property("name", Keyspace.Property.Type.STRING);
    String low = "\uFF5E";
    String high = "\uD83D\uDE00";

    assertThat(
            findingsOfPlan(
                List.of(
                    new ShardPlan(0, strings, new Slice(null, Key.of(low)), 1),
                    new ShardPlan(1, strings, new Slice(Key.of(high), Key.of("\uDBFF\uDFFF")), 1))))
        .extracting(Finding::kind)
        .containsExactly(Kind.GAP);
  }

  private static List<Finding> findingsOfPlan(List<ShardPlan> plan) {
    History history = new History();
    history.migration(new MigrationEvent.Submitted("spec", true, null, "eve", AT));
    history.migration(started(plan));
    return Proof.soFar("m", history.entries().stream()).passes().getFirst().findings();
  }

  @Test
  void aMillionBrokenRangesAreWalkedThroughAndTheirFindingsAreBounded() {
    Stream<JournalEntry> entries =
        LongStream.rangeClosed(1, 1_000_000)
            .mapToObj(
                n ->
                    new JournalEntry(
                        "shard|m/1/0", n, range(n, Key.of(2 * n), Key.of(2 * n + 1), 1)));

    PassProof pass = Proof.of("m", entries).passes().getFirst();
    assertThat(pass.ranges()).isEqualTo(1_000_000);
    assertThat(pass.findings()).hasSize(201);
    assertThat(pass.findings().getLast().text()).contains("more findings are left out");
  }

  private static void replace(List<JournalEntry> entries, int index, Stored event) {
    JournalEntry entry = entries.get(index);
    entries.set(index, new JournalEntry(entry.persistenceId(), entry.sequenceNr(), event));
  }
}
