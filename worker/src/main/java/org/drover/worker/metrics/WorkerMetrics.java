package org.drover.worker.metrics;

import org.drover.shared.graph.GraphException;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;

/** Is told what a worker node does. Called from many threads; must not block and must not fail. */
public interface WorkerMetrics {

  /** Counts nothing, for a node whose metrics are turned off. */
  WorkerMetrics NONE =
      new WorkerMetrics() {
        @Override
        public void finished(ShardId shard, Finished range) {
          // Not counted.
        }

        @Override
        public void checkpoint(ShardId shard, Tally range) {
          // Not counted.
        }

        @Override
        public void quarantined(ShardId shard, long members) {
          // Not counted.
        }

        @Override
        public void failed(ShardId shard, GraphException.Kind kind) {
          // Not counted.
        }
      };

  /** A range was committed; called once for each, also where it changed nothing. */
  void finished(ShardId shard, Finished range);

  /** A shard's fence was moved on, in the transaction of this range. */
  void checkpoint(ShardId shard, Tally range);

  /** A committed range left so many members out; often none. */
  void quarantined(ShardId shard, long members);

  /** A range was not committed, or nobody knows. */
  void failed(ShardId shard, GraphException.Kind kind);

  /**
   * What a range did.
   *
   * @param nanos how long it took, commit included
   * @param bytes about how many its columns held; 0 if none were read
   */
  record Finished(Tally tally, long nanos, long bytes) {}
}
