package org.drover.bench.contender;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.drover.bench.graph.ScratchGraph.Bounds;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.journal.FinishedRanges;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.drover.worker.range.RangeOperations;

/** What ranges need that run without a coordinator, in the benchmark's own process. */
final class Alone {

  /** In the words of {@link Keyspace.Ids}. */
  private static final int EVERY_ID = 100_000;

  private Alone() {}

  /** The scratch graph in shards of equal length. */
  static List<ShardPlan> shards(Bounds bounds, int count) {
    long length = bounds.high() - bounds.low() + 1;
    return IntStream.range(0, count)
        .mapToObj(
            number -> {
              long from = bounds.low() - 1 + length * number / count;
              long to = bounds.low() - 1 + length * (number + 1) / count;
              return new ShardPlan(
                  number, new Keyspace.Ids(EVERY_ID), Slice.ids(from, to), to - from);
            })
        .toList();
  }

  static RangeOperations operations() {
    return new RangeOperations(
        Absent.of(IdSets.class),
        Absent.of(UndoRecords.class),
        Absent.of(FinishedRanges.class),
        new NothingRefused(),
        Absent.of(ForeseenKeys.class),
        InstantSource.system());
  }

  static Spec spec(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused ->
          throw new IllegalStateException("refused: " + refused.errors());
    };
  }
}
