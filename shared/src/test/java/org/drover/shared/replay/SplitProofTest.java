package org.drover.shared.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.shared.replay.History.AT;
import static org.drover.shared.replay.History.ids;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Proof.Finding;
import org.drover.shared.replay.Proof.Finding.Kind;
import org.drover.shared.replay.Proof.PassProof;
import org.junit.jupiter.api.Test;

/** A shard that was split while it ran, and what the journal must say of it. */
class SplitProofTest {

  @Test
  void aSplitShardHoldsAndIsNoTakeover() {
    assertThat(Proof.of("m", History.split().stream()))
        .isEqualTo(
            new Proof(
                "m",
                true,
                List.of(
                    new PassProof(1, PassKind.BACKFILL, 2, 3, new Tally(3, 3), 0, 0, List.of())),
                List.of()));
  }

  // The shard works to its first end, and the rest is done a second time.
  @Test
  void aSplitThatTheShardDoesNotKnowIsAnOverlap() {
    List<JournalEntry> entries = new ArrayList<>(History.split());
    entries.removeIf(entry -> entry.event() instanceof ShardEvent.Narrowed);

    assertThat(findings(entries)).extracting(Finding::kind).contains(Kind.OVERLAP);
  }

  // Nobody does the rest.
  @Test
  void aNarrowingThatTheMigrationDoesNotKnowIsAGap() {
    List<JournalEntry> entries = new ArrayList<>(History.split());
    entries.removeIf(entry -> entry.event() instanceof MigrationEvent.ShardSplit);

    assertThat(findings(entries))
        .contains(
            new Finding(0, Kind.GAP, "the shard was narrowed to [49]; the migration knows of []"));
  }

  @Test
  void aNarrowingThatTheMigrationDoesNotKnowYetIsNoFindingWhileItRuns() {
    List<JournalEntry> entries = new ArrayList<>();
    for (JournalEntry entry : History.split()) {
      if (entry.event() instanceof MigrationEvent.ShardSplit) {
        break;
      }
      entries.add(entry);
    }

    assertThat(Proof.soFar("m", entries.stream()).holds()).isTrue();
  }

  // Side by side they lie as 0, 2, 1; the numbers say in which order they came to be.
  @Test
  void aPassThatLooksBackAtASplitOneIsPlannedWithItsShardsSideBySide() {
    History history = new History();
    history.migration(new MigrationEvent.Submitted("spec", true, null, "eve", AT));
    history.migration(History.started(List.of(ids(0, -1, 49), ids(2, 49, 99), ids(1, 99, 199))));

    assertThat(Proof.soFar("m", history.entries().stream()).holds()).isTrue();
  }

  @Test
  void aRestThatDoesNotBeginWhereTheShardEndsIsFound() {
    List<JournalEntry> entries = new ArrayList<>(History.split());
    entries.replaceAll(
        entry ->
            entry.event() instanceof MigrationEvent.ShardSplit
                ? new JournalEntry(
                    entry.persistenceId(),
                    entry.sequenceNr(),
                    new MigrationEvent.ShardSplit(1, 0, Key.of(49L), ids(1, 50, 99), "idle", AT))
                : entry);

    assertThat(findings(entries)).extracting(Finding::kind).contains(Kind.GAP);
  }

  private static List<Finding> findings(List<JournalEntry> entries) {
    return Proof.of("m", History.renumbered(entries).stream()).passes().getFirst().findings();
  }
}
