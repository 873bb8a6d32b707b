package org.drover.worker.shard;

import java.util.concurrent.CompletionException;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.PersistenceIds;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.shard.ShardState.Position;

/** What is done once before a shard's ranges can run. Blocking. */
record Takeover(ShardRunner.Assignment assignment, ShardWork work) {

  /** Claims the fence, if the pass has fences. */
  ShardRunner.Prepared run() {
    RangeOperation operation = work.operation(assignment.run(), assignment.plan());
    Fence fence = operation.fenced() ? claim(work.store(assignment.run())) : null;
    return new ShardRunner.Prepared(operation, fence);
  }

  /** Planning has made the fence, in the graph that was planned on. */
  private Fence claim(RangeStore store) {
    if (assignment.run().accept() == null && store.fence(assignment.shard()).isEmpty()) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          ("the graph has no fence of shard %s: it is another graph than the one that was planned on,"
                  + " or was restored from before, or the fence was deleted. Name the right graph,"
                  + " then resume. If it is the right one, choose: 'resume --accept graph' does the"
                  + " shard from its beginning, 'resume --accept journal' goes on behind range %d.")
              .formatted(assignment.shard(), assignment.at().position().sequence()),
          null);
    }
    return store.claim(assignment.shard());
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
  void refuseLostRows() {
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
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return cause instanceof GraphException failure
        ? failure
        : new GraphException(
            GraphException.Kind.FATAL, "unexpected: " + cause + ". The log has the trace.", cause);
  }
}
