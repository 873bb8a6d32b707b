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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done once before a shard's ranges can run. Blocking.
 *
 * @param gate which the commits of those ranges pass
 */
record Takeover(Assignment assignment, ShardWork work, CommitGate gate) {

  private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

  /** For a shard that was just recovered; it may begin by giving half of what is left away. */
  Awaited first() {
    if (isOutdated()) {
      return new Awaited.Outdated();
    }
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
    Found found = whole.fenced() ? claim(store, at, decided) : null;
    Key middle = divide ? middle(at, found) : null;
    return middle == null
        ? new Awaited.Prepared(whole, found, null)
        : new Awaited.Prepared(
            work.operation(
                assignment.run(), at.plan().narrowed(middle, at.plan().expected()), gate),
            found,
            middle);
  }

  private @Nullable Key middle(Progress at, @Nullable Found found) {
    Key fence = found == null ? null : found.fence().cursor();
    Key done = fence == null ? at.position().cursor() : fence;
    long left = at.plan().expected() - at.position().tally().visited();
    return work.middle(assignment.run(), at.plan(), done, left);
  }

  /** Planning has made the fence, in the graph that was planned on. */
  private Found claim(RangeStore store, Progress at, boolean decided) {
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
    Fence fence = store.claim(assignment.shard(), at.plan(), at.epoch());
    return Found.of(fence, assignment.shard(), at.plan(), store);
  }

  /** Sets the fence to where the journal is. */
  Awaited.Realigned realign(Awaited.Realign realign) {
    Found found = realign.claimed().found();
    Fence claimed = found.fence();
    Progress journal = realign.journal();
    work.store(assignment.run())
        .realign(
            new Ownership(assignment.shard(), claimed.epoch(), claimed.sequence()),
            journal.position().sequence(),
            journal.position().cursor(),
            journal.plan(),
            found.others());
    return new Awaited.Realigned(realign);
  }

  /**
   * A replay that ended early would make done ranges look undone. If a row is missing, that is for
   * a person; if not, a predecessor's last event was acknowledged late, and all is replayed anew.
   */
  private boolean isOutdated() {
    String persistenceId = PersistenceIds.of(assignment.shard());
    long highest = work.rows().highestSequenceNr(persistenceId);
    if (highest == assignment.journaled()) {
      return false;
    }
    if (highest < assignment.journaled() || !work.rows().isWhole(persistenceId)) {
      throw new GraphException(
          GraphException.Kind.FATAL,
          "the journal's table holds events of %s up to %d, but %d were replayed: a row is missing. Restore the journal, then resume."
              .formatted(persistenceId, highest, assignment.journaled()),
          null);
    }
    LOG.info(
        "Shard {}: the journal has {} events by now, {} were replayed; it is replayed anew",
        assignment.shard(),
        highest,
        assignment.journaled());
    return true;
  }

  static GraphException failureOf(Throwable thrown) {
    Throwable cause = Causes.of(thrown);
    return cause instanceof GraphException failure
        ? failure
        : new GraphException(
            GraphException.Kind.FATAL, "unexpected: " + cause + ". The log has the trace.", cause);
  }
}
