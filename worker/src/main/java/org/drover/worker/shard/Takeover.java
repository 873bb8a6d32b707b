package org.drover.worker.shard;

import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.PersistenceIds;
import org.drover.shared.keyspace.Key;
import org.drover.shared.protocol.Causes;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.shard.ShardState.Position;
import org.jspecify.annotations.Nullable;

/**
 * What is done once before a shard's ranges can run. Blocking.
 *
 * @param gate which the commits of those ranges pass
 */
record Takeover(Assignment assignment, ShardWork work, CommitGate gate) {

  /** For a shard that was just recovered; it may begin by giving half of what is left away. */
  Awaited.Prepared first() {
    refuseLostRows();
    return run(assignment.at(), assignment.divide(), assignment.run().decision() != null);
  }

  /** For a shard whose last commit nobody knows of. */
  Awaited.Prepared again(Progress at) {
    return run(at, false, false);
  }

  /**
   * Claims the fence, if the pass has fences.
   *
   * @param divide whether to end in the middle of what is left behind the fence, if there is one
   * @param decided whether an operator said what counts if there is none
   */
  private Awaited.Prepared run(Progress at, boolean divide, boolean decided) {
    RangeOperation whole = work.operation(assignment.run(), at.plan(), gate);
    RangeStore store = work.store(assignment.run());
    Fence fence = whole.fenced() ? claim(store, at.epoch(), decided) : null;
    Key middle = divide ? middle(at, fence) : null;
    return middle == null
        ? new Awaited.Prepared(whole, fence, null)
        : new Awaited.Prepared(
            work.operation(
                assignment.run(), at.plan().narrowed(middle, at.plan().expected()), gate),
            fence,
            middle);
  }

  private @Nullable Key middle(Progress at, @Nullable Fence fence) {
    Key done = fence == null || fence.cursor() == null ? at.position().cursor() : fence.cursor();
    long left = at.plan().expected() - at.position().tally().visited();
    return work.middle(assignment.run(), at.plan(), done, left);
  }

  /** Planning has made the fence, in the graph that was planned on. */
  private Fence claim(RangeStore store, long known, boolean decided) {
    if (!decided && store.fence(assignment.shard()).isEmpty()) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          ("the graph has no fence of shard %s: it is another graph than the one that was planned on,"
                  + " or was restored from before, or the fence was deleted. Name the right graph,"
                  + " then resume. If it is the right one, choose: 'resume --accept graph' does the"
                  + " shard from its beginning, 'resume --accept journal' goes on behind range %d.")
              .formatted(assignment.shard(), assignment.at().position().sequence()),
          null);
    }
    return store.claim(assignment.shard(), known);
  }

  /** Sets the fence to where the journal is. */
  void realign(Fence claimed, Position journal) {
    work.store(assignment.run())
        .realign(
            new Ownership(assignment.shard(), claimed.epoch(), claimed.sequence()),
            journal.sequence(),
            journal.cursor());
  }

  /** A replay that ended early would make done ranges look undone. */
  private void refuseLostRows() {
    String persistenceId = PersistenceIds.of(assignment.shard());
    long highest = work.highestSequence(persistenceId);
    if (highest != assignment.journaled()) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          "the journal's table holds %d events of %s, but only %d were replayed: a row is missing. Restore the journal, then resume."
              .formatted(highest, persistenceId, assignment.journaled()),
          null);
    }
  }

  static GraphException failureOf(Throwable thrown) {
    Throwable cause = Causes.of(thrown);
    return cause instanceof GraphException failure
        ? failure
        : new GraphException(
            GraphException.Kind.FATAL, "unexpected: " + cause + ". The log has the trace.", cause);
  }
}
