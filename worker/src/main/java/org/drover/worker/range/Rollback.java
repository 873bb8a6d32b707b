package org.drover.worker.range;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Selection;
import org.drover.shared.transform.Columns;
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
  private final Waiting waiting;
  private final InstantSource clock;
  private @Nullable Fence sealed;
  private long held;

  Rollback(
      RangeStore store,
      Scope scope,
      UndoRecords records,
      RangeTask task,
      Undone undone,
      Waiting waiting,
      InstantSource clock) {
    this.store = store;
    this.scope = scope;
    this.records = records;
    this.task = task;
    this.undone = undone;
    this.waiting = waiting;
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
    Turn turn = new Turn(ownership, cursor, size, clock.millis());
    Key passedOver = undone.endOfWhatIsLeftAlone(turn.sequence());
    if (passedOver == null && turn.sequence() <= fence().sequence()) {
      return putBack(turn);
    }
    Key to = passedOver == null ? task.plan().slice().to() : passedOver;
    return committed(turn, range -> nothing(cursor, to));
  }

  /** One range, for whom and since when. */
  private record Turn(Ownership ownership, @Nullable Key cursor, RangeSize size, long begin) {
    long sequence() {
      return ownership.sequence() + 1;
    }
  }

  private RangeRecord committed(Turn turn, Function<OpenRange, RangeRecord> work) {
    try (OpenRange range = store.open(turn.ownership(), scope)) {
      RangeRecord done = work.apply(range).took(clock.millis() - turn.begin());
      range.commit(done.to(), done.toJson());
      return done;
    }
  }

  /** What the pass never came to needs nothing, nor does what nobody asked to undo. */
  private static RangeRecord nothing(@Nullable Key cursor, Key to) {
    return new RangeRecord(cursor, to, Tally.NONE, 0);
  }

  /**
   * A constraint may have given to one member what another one gave up. Within a range both are put
   * back at once. Otherwise the range waits until the others are, which were written later: the one
   * that was written last never waits, so that each pass puts back one more at least.
   */
  private RangeRecord putBack(Turn turn) {
    try {
      return committed(turn, range -> restored(range, turn, null));
    } catch (GraphException refusal) {
      requireBadData(refusal);
    }
    Selection.Kind kind = task.spec().selection().kind();
    Exchange exchange = new Exchange(Bidding.backward(task.spec(), store.unique(kind)));
    try {
      return committed(turn, range -> restored(range, turn, exchange));
    } catch (GraphException refusal) {
      requireBadData(refusal);
      return task.options().isStuck()
          ? withoutThoseKeptOut(turn, exchange, refusal)
          : committed(turn, range -> putOff(turn));
    }
  }

  private static void requireBadData(GraphException refusal) {
    if (refusal.kind() != GraphException.Kind.BAD_DATA) {
      throw refusal;
    }
  }

  /** As if nobody had asked for it yet: it has no tally. */
  private RangeRecord putOff(Turn turn) {
    Key to = image(turn, new RoomLeft(turn.size())).to();
    Evidence waiting =
        Evidence.of(
            List.of(
                new RangeFinding(
                    Kind.PUT_OFF,
                    null,
                    "range %d waits for the next pass: a constraint gave to others what its members had"
                        .formatted(turn.sequence()))));
    return new RangeRecord(turn.cursor(), to, Tally.NONE, 0, waiting);
  }

  /** Nobody who could be waited for has what some members had: the others are put back. */
  private RangeRecord withoutThoseKeptOut(Turn turn, Exchange exchange, GraphException refusal) {
    Optional<Exchange> without = without(turn, exchange);
    if (without.isEmpty()) {
      return committed(turn, range -> putOff(turn));
    }
    Map<Long, String> kept = without.get().kept();
    if (kept.isEmpty()) {
      throw refusal;
    }
    if (onConflict() == Conflict.STOP) {
      throw keptOut(kept.entrySet().iterator().next());
    }
    return committed(turn, range -> restored(range, turn, without.get()));
  }

  private static GraphException keptOut(Map.Entry<Long, String> member) {
    return new GraphException(
        GraphException.Kind.FATAL,
        "id %d cannot get back what it had: %s. Take it away there and resume, or ask for the rollback again with --on-conflict skip"
            .formatted(member.getKey(), member.getValue()),
        null);
  }

  private Conflict onConflict() {
    Conflict asked = task.options().onConflict();
    return asked == null ? Conflict.STOP : asked;
  }

  /** Empty if the range has to wait all the same. */
  private Optional<Exchange> without(Turn turn, Exchange exchange) {
    try (OpenRange range = store.open(turn.ownership(), scope)) {
      RoomLeft left = new RoomLeft(turn.size());
      Restoring restoring = restoring(image(turn, left), exchange);
      Exchange without = exchange.without(restoring.in(range, left), range);
      return waiting.anyOf(without.keepers(), range, turn.size())
          ? Optional.empty()
          : Optional.of(without);
    }
  }

  private RangeRecord restored(OpenRange range, Turn turn, @Nullable Exchange exchange) {
    RoomLeft left = new RoomLeft(turn.size());
    PutBack back = putBack(range, turn, exchange, left);
    left.giveBack();
    Evidence evidence = undone.compared(range, turn.sequence(), back.findings(), left);
    held = left.most();
    return new RangeRecord(turn.cursor(), back.to(), back.tally(), 0, evidence);
  }

  /** What is known of a range of which the image is not held any more. */
  private record PutBack(Key to, Tally tally, List<RangeFinding> findings) {}

  private PutBack putBack(OpenRange range, Turn turn, @Nullable Exchange exchange, RoomLeft left) {
    BeforeImage image = image(turn, left);
    Restoring restoring = restoring(image, exchange);
    Columns columns = restoring.in(range, left);
    if (exchange == null) {
      range.write(columns);
    } else {
      exchange.write(range, columns);
    }
    return new PutBack(image.to(), restoring.tally(columns), restoring.findings());
  }

  private Restoring restoring(BeforeImage image, @Nullable Exchange exchange) {
    return new Restoring(image, task.spec().selection(), onConflict(), exchange);
  }

  /** Nothing is read of it before there is room for all of it. */
  private BeforeImage image(Turn turn, RoomLeft left) {
    ShardId shard = task.looksBackAt();
    long sequence = turn.sequence();
    left.take(outline(shard, sequence).bytes());
    UndoRecord record =
        JournalCall.ask(JournalCall.UNDO_RECORDS, () -> records.read(shard, sequence))
            .orElseThrow(() -> missing(shard, sequence));
    byte[] before = sequence == 1 ? UndoChain.beginning() : outline(shard, sequence - 1).chain();
    if (!Arrays.equals(record.chain(), UndoChain.next(before, record.image()))) {
      throw damaged(shard, sequence, "its digest does not follow from the one before");
    }
    BeforeImage image = BeforeImage.read(record.image());
    if (!Objects.equals(image.from(), turn.cursor())) {
      throw damaged(
          shard, sequence, "it begins at %s, expected %s".formatted(image.from(), turn.cursor()));
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
