package org.drover.bench.contender;

import java.time.Duration;
import java.time.InstantSource;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.graph.ScratchGraph.Bounds;
import org.drover.bench.place.ProcessUse;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.FinishedRanges;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.neo4j.Connection;
import org.drover.shared.neo4j.UnfencedRanges;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeOperations;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSizer;
import org.drover.worker.range.RangeTask;
import org.jspecify.annotations.Nullable;

/** Drover's ranges alone: the same reading, transforming and writing, no fence and no journal. */
final class Unfenced implements Contender, AutoCloseable {

  /** In the words of {@link Keyspace.Ids}. */
  private static final int EVERY_ID = 100_000;

  private final ScratchGraph graph;
  private final UnfencedRanges store;
  private final int threads;

  Unfenced(ScratchGraph graph, ScratchGraph.Address address, int threads) {
    this.graph = graph;
    this.store =
        UnfencedRanges.connect(
            new Connection(address.uri(), address.user(), address.password(), null));
    this.threads = threads;
  }

  @Override
  public String name() {
    return "unfenced";
  }

  @Override
  public String description() {
    return "Drover's ranges without fence, journal, planning and cluster, %d threads"
        .formatted(threads);
  }

  @Override
  public Role role() {
    return Role.PART;
  }

  @Override
  public @Nullable String obstacle(Job job) {
    return job == Job.CANONICAL_KEY ? null : "measured with the canonical key only";
  }

  @Override
  public Details run(Job job) {
    Spec spec = spec(job.spec("bench-unfenced", graph.label(), threads, "offline", "none"));
    Bounds bounds = graph.bounds();
    RangeSizer sizer =
        new RangeSizer(Duration.ofSeconds(1), RangeOperations.nodesMax(PassKind.BACKFILL, spec));
    long length = bounds.high() - bounds.low() + 1;
    Together.run(
        threads,
        thread -> {
          long from = bounds.low() - 1 + length * thread / threads;
          long to = bounds.low() - 1 + length * (thread + 1) / threads;
          shard(spec, plan(thread, from, to), sizer);
        });
    return Details.NONE;
  }

  private static ShardPlan plan(int number, long from, long to) {
    return new ShardPlan(number, new Keyspace.Ids(EVERY_ID), Slice.ids(from, to), to - from);
  }

  private void shard(Spec spec, ShardPlan plan, RangeSizer sizer) {
    ShardId shard = new ShardId(spec.migration(), 1, plan.number());
    RangeOperation operation =
        new RangeOperations(
                Absent.of(IdSets.class),
                Absent.of(UndoRecords.class),
                Absent.of(FinishedRanges.class),
                new NothingRefused(),
                Absent.of(ForeseenKeys.class),
                InstantSource.system())
            .of(new RangeTask(shard, plan, PassKind.BACKFILL, PassOptions.NONE, spec), store);
    Ownership nobody = new Ownership(shard, 0, 0);
    for (Key cursor = plan.slice().from(); !plan.slice().to().equals(cursor); ) {
      RangeRecord done = operation.run(nobody, cursor, sizer.nodes());
      sizer.finished(done.tally().visited(), done.millis());
      cursor = done.to();
    }
  }

  private static Spec spec(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused ->
          throw new IllegalStateException("refused: " + refused.errors());
    };
  }

  @Override
  public Duration clientCpu() {
    return ProcessUse.cpu(ProcessHandle.current().pid(), false);
  }

  @Override
  public void close() {
    store.close();
  }
}
