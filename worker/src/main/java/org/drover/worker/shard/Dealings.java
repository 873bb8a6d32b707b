package org.drover.worker.shard;

import org.apache.pekko.actor.typed.ActorRef;
import org.drover.shared.graph.GraphException;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.Waiting;
import org.drover.worker.pace.Outcome;
import org.drover.worker.pace.Pacer;
import org.drover.worker.range.RangeSizer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a runner tells and asks others: its node, which sizes ranges and gives permits for them, its
 * migration, which hears how far the shard is, and the log.
 */
record Dealings(Assignment assignment, ShardWork work) {

  private static final Logger LOG = LoggerFactory.getLogger(Dealings.class);

  RangeSizer sizer() {
    return work.sizer(assignment.run());
  }

  void askPermit(int nodes, ActorRef<ShardRunner.Command> runner, ActorRef<Pacer.Answer> answerTo) {
    work.pacer().tell(new Pacer.Ask(assignment.shard(), nodes, runner, answerTo));
  }

  void giveBack(Outcome outcome) {
    work.pacer().tell(new Pacer.Return(assignment.shard(), outcome));
  }

  /** For the log. */
  void note(String what, GraphException failure) {
    LOG.warn("Shard {}: {}: {}", assignment.shard(), what, failure.getMessage());
  }

  void noteSuccessor(Progress at) {
    LOG.info(
        "Shard {} has a successor: owner {} stops and has written nothing",
        assignment.shard(),
        at.epoch());
  }

  void noteEnd(GraphException failure) {
    LOG.warn("Shard {} gives up; its migration is told", assignment.shard(), failure);
  }

  /**
   * Tells the migration how far the shard is.
   *
   * @param at in the journal
   * @param waiting for what; null if it runs
   */
  void report(Progress at, @Nullable Waiting waiting) {
    ShardId id = assignment.shard();
    work.report(id.migration(), at.report(id, work.node(), waiting));
  }
}
