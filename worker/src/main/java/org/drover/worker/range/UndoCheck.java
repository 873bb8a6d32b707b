package org.drover.worker.range;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.shared.evidence.UndoChain;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.evidence.UndoRecords.UndoRecord;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.ShardId;
import org.jspecify.annotations.Nullable;

/** Holds the undo records of a shard against the journal, which has the digest of each. */
final class UndoCheck {

  private final UndoRecords records;
  private final ShardId shard;
  private final Map<Long, String> chains = new HashMap<>();

  /**
   * @param journaled the shard's ranges
   */
  UndoCheck(UndoRecords records, ShardId shard, List<RangeFinished> journaled) {
    this.records = records;
    this.shard = shard;
    for (RangeFinished range : journaled) {
      String chain = range.evidence() == null ? null : range.evidence().undo();
      if (chain != null) {
        chains.put(range.sequence(), chain);
      }
    }
  }

  /** Whether a rollback could use the record of a range; nothing if none was kept. */
  void compare(RangeFinished range, Differences differences) {
    String expected = chains.get(range.sequence());
    String before = chainBefore(range.sequence());
    if (expected == null || before == null) {
      return;
    }
    Optional<UndoRecord> record =
        JournalCall.ask(JournalCall.UNDO_RECORDS, () -> records.read(shard, range.sequence()));
    String against = record.map(one -> against(one, before, expected)).orElse("it is not there");
    if (!against.isEmpty()) {
      differences.add(
          Kind.UNDO,
          null,
          "the undo record of range %d cannot be used by a rollback: %s"
              .formatted(range.sequence(), against));
    }
  }

  private @Nullable String chainBefore(long sequence) {
    return sequence == 1
        ? HexFormat.of().formatHex(UndoChain.beginning())
        : chains.get(sequence - 1);
  }

  private static String against(UndoRecord record, String before, String expected) {
    HexFormat hex = HexFormat.of();
    String computed = hex.formatHex(UndoChain.next(hex.parseHex(before), record.image()));
    return computed.equals(expected) && hex.formatHex(record.chain()).equals(expected)
        ? ""
        : "its digest is not the one in the journal";
  }
}
