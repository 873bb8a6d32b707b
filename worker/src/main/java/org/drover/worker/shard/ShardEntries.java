package org.drover.worker.shard;

import java.time.InstantSource;
import java.util.List;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.protocol.Decision;
import org.drover.shared.protocol.ShardRequest;
import org.drover.worker.range.RangeRecord;
import org.jspecify.annotations.Nullable;

/**
 * The events of a shard, made of where it stands and of what happened.
 *
 * @param node the cluster address of its owner
 */
record ShardEntries(String node, InstantSource clock) {

  ShardEvent claimed(ShardState state, Shard.FenceClaimed claimed) {
    Decision used = unused(state, claimed.run());
    return new ShardEvent.Claimed(
        claimed.found().fence().epoch(), node, used == null ? null : used.at(), clock.instant());
  }

  /** A decision answers once, at the takeover that follows it: who disagrees later asks anew. */
  static @Nullable Decision unused(ShardState state, ShardRequest.Run run) {
    Decision decision = run.decision();
    return decision == null || decision.at().equals(state.decided()) ? null : decision;
  }

  /** Nothing of this owner is in flight, and nothing of one before him can be committed. */
  List<ShardEvent> narrowed(ShardState state, @Nullable Key middle) {
    return middle == null
        ? List.of()
        : List.of(
            new ShardEvent.Narrowed(
                middle, Progress.of(state).plan().slice().to(), clock.instant()));
  }

  ShardEvent realigned(Decision decision, long sequence, @Nullable Key cursor) {
    return new ShardEvent.Realigned(
        decision.accept(), sequence, cursor, decision.author(), clock.instant());
  }

  ShardEvent finished(ShardState.Open state, Shard.RangeCommitted committed) {
    return finished(state, state.epoch(), committed.range(), false, committed.delay());
  }

  /** The last owner's last range, of which nobody knows what held it up. */
  ShardEvent reconciled(ShardState state, long epoch, RangeRecord range) {
    return finished(state, epoch, range, true, null);
  }

  private ShardEvent finished(
      ShardState state, long epoch, RangeRecord range, boolean reconciled, @Nullable Delay delay) {
    return new ShardEvent.RangeFinished(
        Progress.of(state).position().sequence() + 1,
        range.from(),
        range.to(),
        range.tally(),
        epoch,
        range.millis(),
        reconciled,
        range.evidence(),
        delay,
        clock.instant());
  }

  ShardEvent retried(ShardState.Open state, Delay.Retries retries) {
    return new ShardEvent.Retried(state.position().sequence() + 1, retries, clock.instant());
  }
}
