package org.drover.worker.range;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.evidence.UndoChain;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.evidence.UndoRecords.Outline;
import org.drover.shared.evidence.UndoRecords.UndoRecord;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Puts back what a shard of an earlier pass replaced, range for range, from its undo records. The
 * sealed fence of that shard says how many of them count.
 */
final class Rollback implements RangeOperation {

  private final RangeStore store;
  private final Scope scope;
  private final UndoRecords records;
  private final RangeTask task;
  private final Undone undone;
  private final InstantSource clock;
  private @Nullable Fence sealed;
  private long held;

  Rollback(
      RangeStore store,
      Scope scope,
      UndoRecords records,
      RangeTask task,
      Undone undone,
      InstantSource clock) {
    this.store = store;
    this.scope = scope;
    this.records = records;
    this.task = task;
    this.undone = undone;
    this.clock = clock;
  }

  @Override
  public boolean fenced() {
    return true;
  }

  /** Ranges of nobody need a permit, too. */
  @Override
  public int members(@Nullable Key cursor, int otherwise) {
    Long changed = undone.changedBehind(cursor);
    return changed == null ? otherwise : Math.toIntExact(Math.max(1, changed));
  }

  /** Before-images, too, which are no columns. */
  @Override
  public long bytesRead() {
    return held;
  }

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    long begin = clock.millis();
    long sequence = ownership.sequence() + 1;
    Key passedOver = undone.endOfWhatIsLeftAlone(sequence);
    boolean any = passedOver == null && sequence <= fence().sequence();
    try (OpenRange range = store.open(ownership, scope)) {
      RangeRecord done =
          any
              ? restored(range, sequence, cursor, size)
              : nothing(cursor, passedOver == null ? task.plan().slice().to() : passedOver);
      done = done.took(clock.millis() - begin);
      range.commit(done.to(), done.toJson());
      return done;
    }
  }

  /** What the pass never came to needs nothing, nor does what nobody asked to undo. */
  private static RangeRecord nothing(@Nullable Key cursor, Key to) {
    return new RangeRecord(cursor, to, Tally.NONE, 0);
  }

  private RangeRecord restored(
      OpenRange range, long sequence, @Nullable Key cursor, RangeSize size) {
    RoomLeft left = new RoomLeft(size);
    PutBack back = putBack(range, sequence, cursor, left);
    left.giveBack();
    Evidence evidence = undone.compared(range, sequence, back.findings(), left);
    held = left.most();
    return new RangeRecord(cursor, back.to(), back.tally(), 0, evidence);
  }

  /** What is known of a range of which the image is not held any more. */
  private record PutBack(Key to, Tally tally, List<RangeFinding> findings) {}

  private PutBack putBack(OpenRange range, long sequence, @Nullable Key cursor, RoomLeft left) {
    BeforeImage image = image(sequence, cursor, left);
    Conflict conflict = task.options().onConflict();
    Restoring restoring =
        new Restoring(image, task.spec().selection(), conflict == null ? Conflict.STOP : conflict);
    Tally tally = restoring.in(range, left);
    return new PutBack(image.to(), tally, restoring.findings());
  }

  /** Nothing is read of it before there is room for all of it. */
  private BeforeImage image(long sequence, @Nullable Key cursor, RoomLeft left) {
    ShardId shard = task.looksBackAt();
    left.take(outline(shard, sequence).bytes());
    UndoRecord record =
        JournalCall.ask(JournalCall.UNDO_RECORDS, () -> records.read(shard, sequence))
            .orElseThrow(() -> missing(shard, sequence));
    byte[] before = sequence == 1 ? UndoChain.beginning() : outline(shard, sequence - 1).chain();
    if (!Arrays.equals(record.chain(), UndoChain.next(before, record.image()))) {
      throw damaged(shard, sequence, "its digest does not follow from the one before");
    }
    BeforeImage image = BeforeImage.read(record.image());
    if (!Objects.equals(image.from(), cursor)) {
      throw damaged(
          shard, sequence, "it begins at %s, expected %s".formatted(image.from(), cursor));
    }
    return image;
  }

  private Outline outline(ShardId shard, long sequence) {
    return JournalCall.ask(JournalCall.UNDO_RECORDS, () -> records.outline(shard, sequence))
        .orElseThrow(() -> missing(shard, sequence));
  }

  private static GraphException missing(ShardId shard, long sequence) {
    return damaged(shard, sequence, "it is not there");
  }

  private Fence fence() {
    Fence known = sealed;
    if (known == null) {
      known =
          store
              .fence(task.looksBackAt())
              .orElseThrow(() -> damaged(task.looksBackAt(), 0, "the shard has no fence"));
      sealed = known;
    }
    return known;
  }

  private static GraphException damaged(ShardId shard, long sequence, String what) {
    return new GraphException(
        GraphException.Kind.FATAL,
        "the undo record of range %d of shard %s cannot be used: %s. Restore the journal's database or the graph from a backup, then resume"
            .formatted(sequence, shard, what),
        null);
  }
}
