package org.drover.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSize;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CountedOperationTest {

  private static final ShardId SHARD = new ShardId("keys", 1, 3);
  private static final RangeRecord RANGE = new RangeRecord(null, Key.of(10L), new Tally(10, 7), 5);

  private final List<String> told = new ArrayList<>();
  private final WorkerMetrics metrics =
      new WorkerMetrics() {
        @Override
        public void finished(ShardId shard, Finished range) {
          assertThat(range.nanos()).isPositive();
          told.add(shard + " visited " + range.tally().visited() + ", bytes " + range.bytes());
        }

        @Override
        public void checkpoint(ShardId shard, Tally range) {
          told.add(shard + " changed " + range.changed());
        }

        @Override
        public void quarantined(ShardId shard, long members) {
          told.add(shard + " quarantined " + members);
        }

        @Override
        public void failed(ShardId shard, GraphException.Kind kind) {
          told.add(shard + " " + kind);
        }
      };

  private RangeOperation counted(@Nullable GraphException failure) {
    return new CountedOperation(
        new RangeOperation() {
          @Override
          public boolean fenced() {
            return true;
          }

          @Override
          public long bytesRead() {
            return 4096;
          }

          @Override
          public RangeRecord run(Ownership ownership, @Nullable Key cursor, RangeSize size) {
            if (failure != null) {
              throw failure;
            }
            return RANGE;
          }
        },
        SHARD,
        metrics);
  }

  private static RangeRecord run(RangeOperation operation) {
    return operation.run(new Ownership(SHARD, 1, 1), null, RangeSize.ofAnyWeight(10));
  }

  @Test
  void aRangeThatIsCommittedIsCountedAndHandedOnUnchanged() {
    assertThat(run(counted(null))).isSameAs(RANGE);
    assertThat(told).containsExactly(SHARD + " visited 10, bytes 4096", SHARD + " changed 7");
  }

  @Test
  void aRangeThatFailsIsCountedByItsKindAndFailsAllTheSame() {
    GraphException failure = new GraphException(GraphException.Kind.TRANSIENT, "a deadlock", null);

    assertThatThrownBy(() -> run(counted(failure))).isSameAs(failure);
    assertThat(told).containsExactly(SHARD + " TRANSIENT");
  }
}
