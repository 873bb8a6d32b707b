package org.drover.deploy.estimate;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.graph.TooHeavy;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.ShardEvent.RangeFinished;
import org.drover.shared.keyspace.Key;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeOperations;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSize;
import org.drover.worker.range.RangeSizer;
import org.drover.worker.range.RangeTask;
import org.jspecify.annotations.Nullable;

/** Goes through one shard of a sample, range by range; one that fails is read again. */
final class Visit {

  private static final int ATTEMPTS_MAX = 5;

  /** This program has little memory, and does not last. A member that is heavier is read alone. */
  private static final long BYTES_MAX = 8L << 20;

  private final RangeTask task;
  private final RangeOperation operation;
  private final Rate rate;
  private final Clock clock;
  private final RangeSizer sizer;

  Visit(RangeTask task, RangeOperation operation, Rate rate, Clock clock) {
    this.task = task;
    this.operation = operation;
    this.rate = rate;
    this.clock = clock;
    this.sizer =
        new RangeSizer(
            Duration.ofSeconds(1), RangeOperations.nodesMax(PassKind.SURVEY, task.spec()));
  }

  /**
   * @throws GraphException that further attempts did not help against
   */
  void run(Consumer<RangeFinished> finished) throws InterruptedException {
    Key cursor = task.plan().slice().from();
    for (long sequence = 1; !task.plan().slice().to().equals(cursor); sequence++) {
      RangeRecord range = range(new Ownership(task.shard(), 0, sequence - 1), cursor);
      finished.accept(
          new RangeFinished(
              sequence,
              range.from(),
              range.to(),
              range.tally(),
              0,
              range.millis(),
              false,
              range.evidence(),
              clock.instant()));
      cursor = range.to();
      sizer.finished(range.tally().visited(), range.millis());
      rate.visited(range.tally().visited());
    }
  }

  private RangeRecord range(Ownership owner, @Nullable Key cursor) {
    long room = BYTES_MAX;
    for (int attempt = 1; ; attempt++) {
      try {
        return operation.run(owner, cursor, new RangeSize(sizer.nodes(), room, 1));
      } catch (TooHeavy heavy) {
        room = heavy.bytes();
      } catch (GraphException failure) {
        if (attempt == ATTEMPTS_MAX || !mayPass(failure.kind())) {
          throw failure;
        }
        sizer.halve();
      }
    }
  }

  private static boolean mayPass(GraphException.Kind kind) {
    return switch (kind) {
      case TRANSIENT, TOO_BIG, UNKNOWN_OUTCOME -> true;
      case UNREACHABLE, BAD_DATA, FENCED, FATAL -> false;
    };
  }
}
