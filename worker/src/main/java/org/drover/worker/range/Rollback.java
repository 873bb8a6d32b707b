package org.drover.worker.range;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import org.drover.shared.evidence.BeforeImage;
import org.drover.shared.evidence.UndoChain;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.evidence.UndoRecords.UndoRecord;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.Evidence;
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

  @Override
  public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    long begin = clock.millis();
    long sequence = ownership.sequence() + 1;
    Key passedOver = undone.endOfWhatIsLeftAlone(sequence);
    boolean any = passedOver == null && sequence <= fence().sequence();
    BeforeImage image = any ? image(sequence, cursor) : null;
    try (OpenRange range = store.open(ownership, scope)) {
      RangeRecord done =
          image == null
              ? nothing(cursor, passedOver == null ? task.plan().slice().to() : passedOver)
              : restored(range, image, sequence);
      done = done.took(clock.millis() - begin);
      range.commit(done.to(), done.toJson());
      return done;
    }
  }

  /** What the pass never came to needs nothing, nor does what nobody asked to undo. */
  private static RangeRecord nothing(@Nullable Key cursor, Key to) {
    return new RangeRecord(cursor, to, Tally.NONE, 0);
  }

  private RangeRecord restored(OpenRange range, BeforeImage image, long sequence) {
    Conflict conflict = task.options().onConflict();
    Restoring restoring =
        new Restoring(image, task.spec().selection(), conflict == null ? Conflict.STOP : conflict);
    Tally tally = restoring.in(range);
    Evidence evidence = undone.compared(range, sequence, restoring.findings());
    return new RangeRecord(image.from(), image.to(), tally, 0, evidence);
  }

  private BeforeImage image(long sequence, @Nullable Key cursor) {
    ShardId shard = task.looksBackAt();
    UndoRecord record = record(shard, sequence);
    byte[] before = sequence == 1 ? UndoChain.beginning() : record(shard, sequence - 1).chain();
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

  private UndoRecord record(ShardId shard, long sequence) {
    return JournalCall.ask(JournalCall.UNDO_RECORDS, () -> records.read(shard, sequence))
        .orElseThrow(() -> damaged(shard, sequence, "it is not there"));
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
