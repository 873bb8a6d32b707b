package org.drover.bench.contender;

import java.time.Duration;
import java.util.List;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.ProcessUse;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Ownership;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.neo4j.Connection;
import org.drover.shared.neo4j.Neo4jGraph;
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

/**
 * Drover's ranges alone, in the benchmark's own process: the same reading, transforming and
 * writing, and no journal. With their fences and without: the difference is what a fence costs.
 */
final class Bare implements Contender, AutoCloseable {

  private final ScratchGraph graph;
  private final int threads;
  private final Fencing fencing;
  private int migrations;

  /** Whose the shards are. */
  private interface Fencing {

    String name();

    String description();

    RangeStore ranges();

    void prepare(List<ShardId> shards);

    /** The owner of a shard before its first range. */
    Ownership claim(ShardId shard, ShardPlan plan);

    void close();
  }

  private Bare(ScratchGraph graph, int threads, Fencing fencing) {
    this.graph = graph;
    this.threads = threads;
    this.fencing = fencing;
  }

  static Bare unfenced(ScratchGraph graph, ScratchGraph.Address address, int threads) {
    return new Bare(graph, threads, new Nobodys(UnfencedRanges.connect(connection(address))));
  }

  static Bare fenced(ScratchGraph graph, ScratchGraph.Address address, int threads) {
    return new Bare(graph, threads, new Fenced(Neo4jGraph.lazily(connection(address))));
  }

  private static Connection connection(ScratchGraph.Address address) {
    return new Connection(address.uri(), address.user(), address.password(), null);
  }

  private record Nobodys(UnfencedRanges ranges) implements Fencing {

    @Override
    public String name() {
      return "unfenced";
    }

    @Override
    public String description() {
      return "without fence, journal, planning and cluster";
    }

    @Override
    public void prepare(List<ShardId> shards) {}

    @Override
    public Ownership claim(ShardId shard, ShardPlan plan) {
      return new Ownership(shard, 0, 0);
    }

    @Override
    public void close() {
      ranges.close();
    }
  }

  private record Fenced(Neo4jGraph graph) implements Fencing {

    @Override
    public String name() {
      return "fenced";
    }

    @Override
    public String description() {
      return "with their fences, without journal, planning and cluster";
    }

    @Override
    public RangeStore ranges() {
      return graph.ranges();
    }

    @Override
    public void prepare(List<ShardId> shards) {
      graph.prepareFences(shards);
    }

    @Override
    public Ownership claim(ShardId shard, ShardPlan plan) {
      return new Ownership(shard, ranges().claim(shard, plan, 0).epoch(), 0);
    }

    @Override
    public void close() {
      graph.close();
    }
  }

  @Override
  public String name() {
    return fencing.name();
  }

  @Override
  public String description() {
    return "Drover's ranges %s, %d threads".formatted(fencing.description(), threads);
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
    migrations++;
    String migration = "bench-%s-%d".formatted(name(), migrations);
    Spec spec = Alone.spec(job.spec(migration, graph.label(), threads, "offline", "none"));
    RangeSizer sizer =
        new RangeSizer(Duration.ofSeconds(1), RangeOperations.nodesMax(PassKind.BACKFILL, spec));
    List<ShardPlan> shards = Alone.shards(graph.bounds(), threads);
    fencing.prepare(shards.stream().map(plan -> shard(spec, plan)).toList());
    Together.run(threads, thread -> visit(spec, shards.get(thread), sizer));
    return Details.NONE;
  }

  private static ShardId shard(Spec spec, ShardPlan plan) {
    return new ShardId(spec.migration(), 1, plan.number());
  }

  private void visit(Spec spec, ShardPlan plan, RangeSizer sizer) {
    ShardId shard = shard(spec, plan);
    RangeOperation operation =
        Alone.operations()
            .of(
                new RangeTask(shard, plan, PassKind.BACKFILL, PassOptions.NONE, spec),
                fencing.ranges(),
                new CommitGate());
    Ownership owner = fencing.claim(shard, plan);
    for (Key cursor = plan.slice().from(); !plan.slice().to().equals(cursor); ) {
      RangeRecord done = operation.run(owner, cursor, RangeSize.ofAnyWeight(sizer.nodes()));
      sizer.finished(done.tally().visited(), done.millis());
      cursor = done.to();
      owner = new Ownership(shard, owner.epoch(), owner.sequence() + 1);
    }
  }

  @Override
  public Duration clientCpu() {
    return ProcessUse.cpu(ProcessHandle.current().pid(), false);
  }

  @Override
  public void close() {
    fencing.close();
  }
}
