package org.drover.worker.range;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.evidence.UndoRecords.Outline;
import org.drover.shared.evidence.UndoRecords.UndoRecord;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.FinishedRanges;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.ShardId;

/** The ranges of all shards that the rollback before this one has put off. */
final class Waiting {

  private final RangeTask task;
  private final FinishedRanges finished;
  private final UndoRecords records;

  Waiting(RangeTask task, FinishedRanges finished, UndoRecords records) {
    this.task = task;
    this.finished = finished;
    this.records = records;
  }

  /**
   * Whether one of them will give up what it has, once its range is put back: the migration wrote
   * it, and nobody since. Blocking.
   */
  boolean anyOf(Set<Long> holders, OpenRange range, RangeSize size) {
    ShardId undone = task.looksBackAt();
    return JournalCall.ask(JournalCall.UNDO_RECORDS, () -> records.shards(undone.migration()))
        .stream()
        .filter(shard -> shard.pass() == undone.pass())
        .anyMatch(shard -> anyOf(holders, shard, range, size));
  }

  private boolean anyOf(Set<Long> holders, ShardId shard, OpenRange range, RangeSize size) {
    return finished.of(new ShardId(shard.migration(), last(), shard.number())).stream()
        .filter(Waiting::wasPutOff)
        .anyMatch(one -> isAsWritten(holders, shard, one.sequence(), range, size));
  }

  private int last() {
    List<Integer> earlier = task.options().earlier();
    return earlier == null ? task.looksBackAt().pass() : earlier.getLast();
  }

  private static boolean wasPutOff(RangeFinished range) {
    return range.evidence() != null && range.evidence().counts().containsKey(Kind.PUT_OFF);
  }

  private boolean isAsWritten(
      Set<Long> holders, ShardId shard, long sequence, OpenRange range, RangeSize size) {
    RoomLeft left = new RoomLeft(size);
    Optional<BeforeImage> image = image(shard, sequence, left);
    if (image.isEmpty()) {
      return false;
    }
    BeforeImage some = image.get().only(holders);
    Restoring looking = new Restoring(some, task.spec().selection(), Conflict.SKIP, null);
    return looking.in(range, left).changedRows() > 0;
  }

  private Optional<BeforeImage> image(ShardId shard, long sequence, RoomLeft left) {
    return JournalCall.ask(
        JournalCall.UNDO_RECORDS,
        () -> {
          Optional<Outline> outline = records.outline(shard, sequence);
          outline.ifPresent(known -> left.take(known.bytes()));
          return records.read(shard, sequence).map(UndoRecord::image).map(BeforeImage::read);
        });
  }
}
