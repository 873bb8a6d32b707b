package org.drover.bench.contender;

import java.time.Duration;
import java.util.List;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.ProcessUse;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.neo4j.Connection;
import org.drover.shared.neo4j.UnfencedRanges;
import org.drover.shared.spec.Spec;
import org.drover.worker.range.CommitGate;
import org.drover.worker.range.RangeOperation;
import org.drover.worker.range.RangeOperations;
import org.drover.worker.range.RangeRecord;
import org.drover.worker.range.RangeSize;
import org.drover.worker.range.RangeSizer;
import org.drover.worker.range.RangeTask;
import org.jspecify.annotations.Nullable;

/** Drover's ranges alone: the same reading, transforming and writing, no fence and no journal. */
final class Unfenced implements Contender, AutoCloseable {

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
    Spec spec = Alone.spec(job.spec("bench-unfenced", graph.label(), threads, "offline", "none"));
    RangeSizer sizer =
        new RangeSizer(Duration.ofSeconds(1), RangeOperations.nodesMax(PassKind.BACKFILL, spec));
    List<ShardPlan> shards = Alone.shards(graph.bounds(), threads);
    Together.run(threads, thread -> shard(spec, shards.get(thread), sizer));
    return Details.NONE;
  }

  private void shard(Spec spec, ShardPlan plan, RangeSizer sizer) {
    ShardId shard = new ShardId(spec.migration(), 1, plan.number());
    RangeOperation operation =
        Alone.operations()
            .of(
                new RangeTask(shard, plan, PassKind.BACKFILL, PassOptions.NONE, spec),
                store,
                new CommitGate());
    Ownership nobody = new Ownership(shard, 0, 0);
    for (Key cursor = plan.slice().from(); !plan.slice().to().equals(cursor); ) {
      RangeRecord done = operation.run(nobody, cursor, RangeSize.ofAnyWeight(sizer.nodes()));
      sizer.finished(done.tally().visited(), done.millis());
      cursor = done.to();
    }
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
