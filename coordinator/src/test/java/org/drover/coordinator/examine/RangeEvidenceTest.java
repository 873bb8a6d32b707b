package org.drover.coordinator.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.JournalEntry;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Tally;
import org.junit.jupiter.api.Test;

/** What triggers and the cut-over go by is what was found, not what there was room for. */
class RangeEvidenceTest {

  private static final RangeFinding VALUE = new RangeFinding(Kind.VALUE, 1L, "it differs");

  @Test
  void whatIsOnlyCountedCountsToo() {
    RangeEvidence all = new RangeEvidence();
    all.add(entry(Evidence.of(List.of(VALUE, VALUE))));
    all.add(
        entry(
            new Evidence(
                null,
                null,
                null,
                List.of(VALUE),
                Map.of(Kind.VALUE, 30L, Kind.COLLISION, 1L),
                null,
                null)));
    assertThat(all.kinds()).isEqualTo(Map.of(Kind.VALUE, 32L, Kind.COLLISION, 1L));
  }

  private static JournalEntry entry(Evidence evidence) {
    return new JournalEntry(
        "shard|people/2/0",
        1,
        new ShardEvent.RangeFinished(
            1, Key.of(0L), Key.of(9L), Tally.NONE, 0, 1, false, evidence, Instant.EPOCH));
  }
}
