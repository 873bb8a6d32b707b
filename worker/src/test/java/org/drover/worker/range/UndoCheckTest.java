package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.drover.shared.evidence.UndoChain;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An undo record that a rollback could not use is found before anybody needs it. */
class UndoCheckTest {

  private static final ShardId SHARD = new ShardId("m", 1, 0);

  private final RecordsOfAShard rows = new RecordsOfAShard();
  private final List<RangeFinished> journaled = new ArrayList<>();

  @BeforeEach
  void threeRanges() {
    byte[] chain = UndoChain.beginning();
    for (int sequence = 1; sequence <= 3; sequence++) {
      byte[] image = ("image " + sequence).getBytes(StandardCharsets.UTF_8);
      chain = UndoChain.next(chain, image);
      rows.store(SHARD, sequence, 1, new UndoRecords.UndoRecord(chain, image));
      journaled.add(range(sequence, HexFormat.of().formatHex(chain)));
    }
  }

  @Test
  void recordsThatAreAsTheyWereStoredAreNoFinding() {
    assertThat(findings()).isEmpty();
  }

  @Test
  void whatIsDamagedIsFoundAndNothingElse() {
    byte[] chain = rows.read(SHARD, 2).orElseThrow().chain();
    rows.store(SHARD, 2, 1, new UndoRecords.UndoRecord(chain, new byte[] {1}));

    assertThat(findings())
        .containsExactly(
            new RangeFinding(
                Kind.UNDO,
                null,
                "the undo record of range 2 cannot be used by a rollback: its digest is not the one"
                    + " in the journal"));
  }

  @Test
  void whatIsGoneIsFound() {
    rows.records.remove(3L);

    assertThat(findings())
        .extracting(RangeFinding::text)
        .containsExactly(
            "the undo record of range 3 cannot be used by a rollback: it is not there");
  }

  @Test
  void whereNoneWasKeptNoneIsMissed() {
    rows.records.clear();
    journaled.replaceAll(range -> range(range.sequence(), null));

    assertThat(findings()).isEmpty();
  }

  private List<RangeFinding> findings() {
    Differences differences = new Differences();
    UndoCheck check = new UndoCheck(rows, SHARD, journaled);
    journaled.forEach(range -> check.compare(range, differences));
    assertThat(rows.removals).as("a verification removes nothing").isZero();
    return differences.findings();
  }

  private static RangeFinished range(long sequence, @Nullable String undo) {
    return new RangeFinished(
        sequence,
        Key.of(sequence * 10),
        Key.of(sequence * 10 + 10),
        new Tally(10, 10),
        1,
        5,
        false,
        new Evidence("aa", "bb", undo, List.of()),
        Instant.EPOCH);
  }
}
