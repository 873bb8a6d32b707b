package org.drover.worker.range;

import java.time.InstantSource;
import java.util.List;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.graph.RangeStore.Scope;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Spec;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;

/** Makes the operation that a pass of a migration runs over a shard's ranges. */
public final class RangeOperations {

  private final IdSets sets;
  private final InstantSource clock;

  public RangeOperations(IdSets sets, InstantSource clock) {
    this.sets = sets;
    this.clock = clock;
  }

  /** Blocks while a shard over an id set loads its ids, or while an index is looked for. */
  public RangeOperation of(PassKind kind, Spec spec, RangeStore graph, ShardPlan plan) {
    if (plan.keyspace() instanceof Keyspace.Property property) {
      graph.requireIndex(spec.selection(), property);
    }
    return new MeteredOperation(graph, store -> made(kind, spec, store, plan));
  }

  private RangeOperation made(PassKind kind, Spec spec, RangeStore store, ShardPlan plan) {
    List<Stage> stages = Transform.compile(spec.transform());
    Cut cut = Cut.of(plan.keyspace(), plan.slice(), sets);
    return switch (kind) {
      case SURVEY -> new Survey(store, spec.selection(), stages, cut, clock);
      case BACKFILL, SWEEP ->
          new Backfill(
              store, new Scope(spec.selection(), spec.mode() == Mode.LIVE), stages, cut, clock);
    };
  }
}
