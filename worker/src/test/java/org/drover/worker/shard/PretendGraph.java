package org.drover.worker.shard;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.graph.OpenRange;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.TooHeavy;
import org.drover.shared.graph.Uniqueness;
import org.drover.shared.graph.ValueIndex;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.Halving;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Selection;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSize;
import org.jspecify.annotations.Nullable;

/**
 * A graph of ids whose only operation counts visits, and which can fail at any point of a range as
 * a real one does. One fence, as a shard has one.
 */
final class PretendGraph implements RangeStore, RangeOperation {

  /** At which point of a range the next failure comes. */
  enum Moment {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private record Failure(Moment moment, Kind kind) {}

  private final boolean fenced;
  private final long end;
  private final Map<Long, Integer> visits = new HashMap<>();
  private final Map<Integer, ShardPlan> slices = new TreeMap<>();
  private final Queue<Failure> failures = new ArrayDeque<>();
  private Runnable meanwhile = () -> {};
  private final Set<Long> poison = new HashSet<>();
  private long heaviest;
  private int takeoversFail;
  private @Nullable Fence fence;
  private @Nullable Fence atFailure;

  PretendGraph(boolean fenced, long end) {
    this.fenced = fenced;
    this.end = end;
    this.fence = fenced ? new Fence(0, 0, null, null) : null;
  }

  synchronized void failNext(Moment moment, Kind kind) {
    failures.add(new Failure(moment, kind));
  }

  /** What happens while an attempt fails, from now on. */
  synchronized void whileOneFails(Runnable happens) {
    meanwhile = happens;
  }

  /** The database refuses every range that holds one of these. */
  synchronized void refuse(long... ids) {
    Arrays.stream(ids).forEach(poison::add);
  }

  /** So many times nobody answers who takes the shard over. */
  synchronized void failTakeovers(int times) {
    takeoversFail = times;
  }

  /** Each node takes so many bytes. */
  synchronized void makeNodesHeavy(long bytes) {
    heaviest = bytes;
  }

  synchronized void restoreFence(@Nullable Fence restored) {
    fence = restored;
  }

  /** Somebody restores it while a range fails before its commit. */
  synchronized void restoreFenceAtFailure(Fence restored) {
    atFailure = restored;
  }

  synchronized Map<Long, Integer> visits() {
    return Map.copyOf(visits);
  }

  @Override
  public synchronized Fence claim(ShardId shard, ShardPlan plan, long known) {
    if (takeoversFail > 0) {
      takeoversFail--;
      throw new GraphException(Kind.UNREACHABLE, "as the test wants it", null);
    }
    Fence old = fence == null ? new Fence(0, 0, null, null) : fence;
    if (old.sequence() == 0) {
      stands(plan);
    }
    long epoch = Math.max(old.epoch(), known) + 1;
    Fence claimed = new Fence(epoch, old.sequence(), old.cursor(), old.record());
    fence = claimed;
    return claimed;
  }

  /** A fence stands for this, instead of what it stood for before. */
  synchronized void stands(ShardPlan plan) {
    slices.put(plan.number(), plan);
  }

  @Override
  public synchronized List<ShardPlan> slices(ShardId shard) {
    return List.copyOf(slices.values());
  }

  @Override
  public Map<Integer, Fence> fences(ShardId shard) {
    throw new UnsupportedOperationException("a shard has one fence");
  }

  @Override
  public boolean isBehind(Key key, Key other) {
    throw new UnsupportedOperationException("this graph has ids only");
  }

  @Override
  public @Nullable Key keyBehind(
      Selection selection,
      Keyspace.Property keyspace,
      @Nullable Key from,
      Key behind,
      long skipped) {
    throw new UnsupportedOperationException("this graph has ids only");
  }

  @Override
  public void requireIndex(Selection selection, Keyspace.Property keyspace) {
    throw new UnsupportedOperationException("this graph has ids only");
  }

  @Override
  public Set<Uniqueness> unique(Selection.Kind kind) {
    return Set.of();
  }

  @Override
  public Set<ValueIndex> bounded(Selection.Kind kind) {
    return Set.of();
  }

  @Override
  public void seal(ShardId shard) {
    throw new IllegalStateException("no shard seals itself");
  }

  @Override
  public void makeAgain(ShardId shard, long sequence) {
    throw new IllegalStateException("no shard makes a fence again");
  }

  @Override
  public synchronized Optional<Fence> fence(ShardId shard) {
    return Optional.ofNullable(fence);
  }

  @Override
  public synchronized void realign(
      Ownership ownership,
      long sequence,
      @Nullable Key cursor,
      ShardPlan plan,
      List<ShardId> others) {
    fence = new Fence(ownership.epoch(), sequence, cursor, null);
    others.forEach(other -> slices.remove(other.number()));
    stands(plan);
  }

  @Override
  public boolean fenced() {
    return fenced;
  }

  /** The operation over a slice that ends there; it does not wait at the gate. */
  RangeOperation upTo(long to, CommitGate gate) {
    return new RangeOperation() {
      @Override
      public boolean fenced() {
        return fenced;
      }

      @Override
      public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
        requireOpen(gate);
        long left = cursor == null ? size.nodes() : to - cursor.id();
        int nodes = (int) Math.min(size.nodes(), left);
        return PretendGraph.this.run(ownership, cursor, new RangeSize(nodes, size.bytes(), 1));
      }

      @Override
      public boolean leavesOut() {
        return PretendGraph.this.leavesOut();
      }

      @Override
      public RangeRecord runPart(
          Ownership ownership, @Nullable Key cursor, RangeSize size, Halving halving) {
        requireOpen(gate);
        return PretendGraph.this.runPart(ownership, cursor, size, halving);
      }
    };
  }

  private static void requireOpen(CommitGate gate) {
    if (!gate.isOpen()) {
      throw new CommitGate.StillShut();
    }
  }

  @Override
  public synchronized RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
    Failure failure = failures.poll();
    if (failure != null) {
      meanwhile.run();
    }
    if (failure != null && failure.moment() == Moment.BEFORE_COMMIT) {
      fence = atFailure == null ? fence : atFailure;
      throw new GraphException(failure.kind(), "as the test wants it", null);
    }
    if (cursor == null) {
      throw new IllegalStateException("ids begin at an id");
    }
    if (size.bytes() < heaviest) {
      throw new TooHeavy(heaviest);
    }
    long to = Math.min(end, cursor.id() + size.nodes());
    if (poison.stream().anyMatch(id -> id > cursor.id() && id <= to)) {
      throw new GraphException(Kind.BAD_DATA, "a constraint refuses it", null);
    }
    RangeRecord done = commit(ownership, cursor, to, null);
    if (failure != null) {
      throw new GraphException(failure.kind(), "as the test wants it", null);
    }
    return done;
  }

  @Override
  public boolean leavesOut() {
    return true;
  }

  @Override
  public synchronized RangeRecord runPart(
      Ownership ownership, @Nullable Key cursor, RangeSize size, Halving halving) {
    if (size.nodes() > 1 || cursor == null) {
      return run(ownership, cursor, size);
    }
    return commit(ownership, cursor, cursor.id() + 1, halving);
  }

  private RangeRecord commit(Ownership ownership, Key cursor, long to, @Nullable Halving part) {
    long length = to - cursor.id();
    long left = length == 1 && poison.contains(to) ? 1 : 0;
    RangeRecord done =
        new RangeRecord(
            cursor,
            Key.of(to),
            new Tally(length, length - left, left),
            1,
            part == null ? null : Evidence.of(List.of()).partOf(part));
    if (fenced) {
      moveFence(ownership, done);
    }
    for (long id = cursor.id() + 1; id <= to - left; id++) {
      visits.merge(id, 1, Integer::sum);
    }
    return done;
  }

  private void moveFence(Ownership ownership, RangeRecord done) {
    Fence now = fence;
    if (now == null || now.epoch() != ownership.epoch() || now.sequence() != ownership.sequence()) {
      throw new GraphException(Kind.FENCED, "a successor owns the shard", null);
    }
    fence = new Fence(now.epoch(), now.sequence() + 1, done.to(), done.toJson());
  }

  @Override
  public OpenRange open(Ownership ownership, Scope scope) {
    throw new IllegalStateException("ranges run as one call here");
  }

  @Override
  public Selection fencesOf(String migration) {
    throw new IllegalStateException("nothing is cleaned up here");
  }

  @Override
  public OpenRange unfenced(Selection selection) {
    throw new IllegalStateException("ranges run as one call here");
  }

  @Override
  public OpenRange survey(Selection selection) {
    throw new IllegalStateException("ranges run as one call here");
  }
}
