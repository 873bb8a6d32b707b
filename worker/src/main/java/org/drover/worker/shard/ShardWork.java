package org.drover.worker.shard;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.JournalRows;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.ShardRequest;
import org.drover.worker.pace.Pacer;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeSizer;
import org.jspecify.annotations.Nullable;

/**
 * What a shard works with, apart from its own state. Everything blocking runs on the graph
 * executor.
 */
public interface ShardWork {

  /** The graph that the migration's spec names; fails as a graph does. Blocking. */
  RangeStore store(ShardRequest.Run run);

  /**
   * The operation of the pass. Blocking.
   *
   * @param gate which each of its commits passes
   */
  RangeOperation operation(ShardRequest.Run run, ShardPlan plan, CommitGate gate);

  /**
   * The key that divides what is left of a shard into about equal parts. Blocking.
   *
   * @param plan the shard's
   * @param cursor the last finished key; null where the slice begins below every key
   * @param left how many nodes there are behind it, about
   * @return behind the cursor and before the end of the slice; null if there is none
   */
  @Nullable Key middle(ShardRequest.Run run, ShardPlan plan, @Nullable Key cursor, long left);

  /** Who gives out this node's permits; one is taken before every range. */
  ActorRef<Pacer.Command> pacer();

  /** The size shared by all shards of a pass on this node. */
  RangeSizer sizer(ShardRequest.Run run);

  /** What the journal's table holds. */
  JournalRows rows();

  /** Runs blocking work elsewhere than in an actor. */
  <T> CompletionStage<T> blocking(Supplier<T> work);

  /** Tells the migration; the message may be lost, and then the next one says the same. */
  void report(String migration, MigrationRequest message);

  /** The cluster address of this node. */
  String node();
}
