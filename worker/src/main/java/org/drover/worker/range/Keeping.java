package org.drover.worker.range;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.evidence.UndoChain;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.evidence.UndoRecords.UndoRecord;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.Evidence;
import org.drover.shared.keyspace.Key;
import org.drover.shared.transform.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Keeps digests of what a range read and wrote, and where it is asked for what it replaces, before
 * the range is committed: an attempt that is not leaves a record that nobody reads. Used by one
 * shard.
 */
final class Keeping {

  private final @Nullable UndoRecords records;
  private long chained = -1;
  private byte[] chain = UndoChain.beginning();

  /**
   * @param records null if only digests are taken
   */
  Keeping(@Nullable UndoRecords records) {
    this.records = records;
  }

  /**
   * Stores the image of a batch that was transformed and not yet written.
   *
   * @param before its digest as it was read
   * @param after its digest as it is written; null if that is not known of each member
   */
  Evidence keep(
      Ownership owner,
      @Nullable Key from,
      Key to,
      Columns columns,
      String before,
      @Nullable String after) {
    if (records == null) {
      return new Evidence(before, after, null, List.of());
    }
    if (chained < 0) {
      // The fence, which is locked, stands here: nothing behind it is in the graph.
      JournalCall.tell(
          JournalCall.UNDO_RECORDS, () -> records.removeBehind(owner.shard(), owner.sequence()));
    }
    byte[] image = BeforeImage.of(from, to, columns).toBytes();
    byte[] next = UndoChain.next(chainUpTo(owner, records), image);
    UndoRecord record = new UndoRecord(next, image);
    JournalCall.tell(
        JournalCall.UNDO_RECORDS,
        () -> records.store(owner.shard(), owner.sequence() + 1, owner.epoch(), record));
    chained = owner.sequence() + 1;
    chain = next;
    return new Evidence(before, after, HexFormat.of().formatHex(next), List.of());
  }

  /** An attempt that failed has moved the chain on: then it is read again. */
  private byte[] chainUpTo(Ownership owner, UndoRecords records) {
    if (owner.sequence() == 0) {
      return UndoChain.beginning();
    }
    return chained == owner.sequence()
        ? Arrays.copyOf(chain, chain.length)
        : JournalCall.ask(
                JournalCall.UNDO_RECORDS, () -> records.outline(owner.shard(), owner.sequence()))
            .orElseThrow(() -> missing(owner))
            .chain();
  }

  private static GraphException missing(Ownership owner) {
    return new GraphException(
        GraphException.Kind.FATAL,
        "the undo record of range %d of shard %s is not in the journal's database; restore it, then resume"
            .formatted(owner.sequence(), owner.shard()),
        null);
  }
}
