package org.drover.shared.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.shared.replay.History.AT;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Proof.Finding;
import org.drover.shared.replay.Proof.Finding.Kind;
import org.junit.jupiter.api.Test;

/** What a proof says of migrations that went on after their backfill, or instead of it. */
class FurtherPassesProofTest {

  // The backfill was given up in its middle; what follows it has to come to its end instead.
  @Test
  void aPassThatWasGivenUpForAnotherNeedNotBeFinished() {
    List<JournalEntry> entries = new ArrayList<>(History.complete(2, 3).subList(0, 15));
    entries.add(
        entry(
            entries.size(),
            new MigrationEvent.PassRequested(PassKind.SWEEP, null, "eve", "why not", AT)));
    List<JournalEntry> asked = History.renumbered(entries);
    assertThat(Proof.of("m", asked.stream()).findings())
        .containsExactly(
            new Finding(
                null,
                Kind.UNFINISHED,
                "the migration is not completed: a pass was asked for (SWEEP)"));

    entries.add(
        entry(
            1, new MigrationEvent.PassStarted(2, PassKind.SWEEP, "empty", 0, List.of(), null, AT)));
    entries.add(entry(1, new MigrationEvent.PassFinished(2, Tally.NONE, AT)));
    entries.add(entry(1, new MigrationEvent.Completed(AT)));
    assertThat(Proof.of("m", History.renumbered(entries).stream()).holds()).isTrue();
  }

  private static JournalEntry entry(long number, MigrationEvent event) {
    return new JournalEntry("migration|m", number, event);
  }
}
