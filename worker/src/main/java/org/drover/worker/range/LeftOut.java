package org.drover.worker.range;

import java.util.Arrays;
import java.util.Map;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.transform.Columns;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * What a verification must know of the quarantine: whom it cannot expect to be migrated. Read once
 * for a shard.
 */
final class LeftOut {

  /** Stands where a refusal names its step: the member is in quarantine, and was not migrated. */
  static final String EXCUSED = "quarantine";

  private final Map<Long, Long> counts;
  private final Roaring64Bitmap present;
  private final Roaring64Bitmap retried;

  LeftOut(Quarantine quarantine, ShardId shard) {
    this.counts = JournalCall.ask(JournalCall.QUARANTINE, () -> quarantine.countsOf(shard));
    this.present =
        JournalCall.ask(JournalCall.QUARANTINE, () -> quarantine.members(shard.migration()));
    this.retried =
        JournalCall.ask(JournalCall.QUARANTINE, () -> quarantine.everMembers(shard.migration()));
    retried.andNot(present);
  }

  /** Those that were in quarantine and left it: a retry has written them since. */
  long[] retried(long[] ids) {
    return retried.isEmpty() ? new long[0] : Arrays.stream(ids).filter(retried::contains).toArray();
  }

  /** Takes those that are in quarantine out of a batch that is to be transformed again. */
  void excuse(Columns columns) {
    for (int row = 0; row < columns.size() && !present.isEmpty(); row++) {
      if (present.contains(columns.ids()[row])) {
        columns.refuse(row, EXCUSED, "");
      }
    }
  }

  /** What a range visited is what it migrated, and what is in quarantine for it. */
  void compare(RangeFinished range, Differences differences) {
    long listed = counts.getOrDefault(range.sequence(), 0L);
    if (listed != range.tally().setAside()) {
      differences.add(
          Kind.COUNT,
          null,
          "range %d put %d members into quarantine, which lists %d of them"
              .formatted(range.sequence(), range.tally().setAside(), listed));
    }
  }
}
