package org.drover.shared.replay;

import org.drover.shared.journal.JournalEntry;
import org.drover.shared.replay.Proof.Finding.Kind;
import org.jspecify.annotations.Nullable;

/** Checks that the journal's own sequence numbers of one persistence id are 1, 2, 3 … */
final class NumberCheck {

  private final @Nullable Integer shard;
  private final Findings findings;
  private long last;

  NumberCheck(@Nullable Integer shard, Findings findings) {
    this.shard = shard;
    this.findings = findings;
  }

  void next(JournalEntry entry) {
    long number = entry.sequenceNr();
    if (number > last + 1) {
      findings.add(
          shard,
          Kind.MISSING,
          "%s has no event %d before event %d".formatted(entry.persistenceId(), last + 1, number));
    } else if (number <= last) {
      findings.add(
          shard,
          Kind.DUPLICATE,
          "%s has event %d after event %d".formatted(entry.persistenceId(), number, last));
    }
    last = Math.max(last, number);
  }
}
