package org.drover.worker.range;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drover.shared.evidence.BatchDigest;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeRequest;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.FinishedRanges;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Stage;
import org.jspecify.annotations.Nullable;

/** What the journal says of the ranges that a rollback comes to. Used by one shard. */
final class Undone {

  private final RangeTask task;
  private final IdSets sets;
  private final Map<Long, RangeFinished> journaled = new HashMap<>();
  private final Map<Optional<Key>, RangeFinished> behind = new HashMap<>();
  private final Set<Long> before = new HashSet<>();

  /** Blocking. */
  Undone(RangeTask task, FinishedRanges finished, IdSets sets) {
    this.task = task;
    this.sets = sets;
    finished.of(task.looksBackAt()).forEach(this::add);
    List<Integer> earlier = task.options().earlier();
    for (int pass : earlier == null ? List.<Integer>of() : earlier) {
      finished
          .of(new ShardId(task.shard().migration(), pass, task.shard().number()))
          .forEach(this::addEarlier);
    }
  }

  private void add(RangeFinished range) {
    journaled.put(range.sequence(), range);
    behind.put(Optional.ofNullable(range.from()), range);
  }

  /** What an earlier rollback passed over is of no account: it has no tally. */
  private void addEarlier(RangeFinished range) {
    if (!range.tally().equals(Tally.NONE)) {
      before.add(range.sequence());
    }
  }

  /** Where a range ends that is not to be undone, or not again; null if it is to be. */
  @Nullable Key endOfWhatIsLeftAlone(long sequence) {
    if (!task.options().names(task.shard().number())) {
      return task.plan().slice().to();
    }
    RangeFinished range = journaled.get(sequence);
    if (range == null) {
      return null;
    }
    Instant since = task.options().since();
    boolean tooEarly = since != null && range.at().isBefore(since);
    return tooEarly || before.contains(sequence) ? range.to() : null;
  }

  /** Cuts exactly the range of then; null if the journal has none. */
  @Nullable Cut cutOf(long sequence) {
    RangeFinished range = journaled.get(sequence);
    return range == null ? null : cut(range);
  }

  private Cut cut(RangeFinished range) {
    return Cut.of(task.plan().keyspace(), new Slice(range.from(), range.to()), sets);
  }

  /** How many members a range had changed that is to be undone; null if there is none. */
  @Nullable Long changedBehind(@Nullable Key cursor) {
    RangeFinished range = behind.get(Optional.ofNullable(cursor));
    return range == null || endOfWhatIsLeftAlone(range.sequence()) != null
        ? null
        : (Long) range.tally().changed();
  }

  /**
   * Holds the values of a range that was put back against those of before.
   *
   * @param findings of its members; they explain a difference
   * @param left the room for what is read of it
   * @return null if there is nothing to say
   */
  @Nullable Evidence compared(
      OpenRange range, long sequence, List<RangeFinding> findings, RoomLeft left) {
    RangeFinished written = journaled.get(sequence);
    Evidence then = written == null ? null : written.evidence();
    String digest = then == null ? null : then.before();
    Stage.Columnar stage = Stages.onlyColumnar(task.spec());
    if (written == null || digest == null || stage == null) {
      return findings.isEmpty() ? null : Evidence.of(findings);
    }
    RangeRequest request = cut(written).next(written.from(), Whole.NODES_MAX);
    Columns columns =
        left.read(size -> new Whole(request, size).readIn(range, stage.need(), List.of()));
    String found = BatchDigest.of(columns, stage.need()).hex();
    List<RangeFinding> all = new ArrayList<>(findings);
    if (!found.equals(digest) && findings.isEmpty()) {
      all.add(
          new RangeFinding(
              Kind.DIGEST,
              null,
              "the values of range %d are not those from before the migration (%d members then, %d now): others have written there since"
                  .formatted(sequence, written.tally().visited(), columns.size())));
    }
    return new Evidence(digest, found, null, all);
  }
}
