package org.drover.coordinator.plan;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drover.shared.evidence.ForeseenKeys;
import org.drover.shared.evidence.Quarantine;
import org.drover.shared.evidence.UndoRecords;
import org.drover.shared.graph.Fence;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.Graphs;
import org.drover.shared.graph.Inspection;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.graph.RangeStore;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.Retirement;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Verification;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Plans passes: which keyspace, why, and which shards. Blocking. */
public final class Planner {

  private final Graphs graphs;
  private final IdSets sets;
  private final UndoRecords undo;
  private final Quarantine quarantine;
  private final ForeseenKeys foreseen;
  private final InstantSource clock;
  private final SurveyPlanner surveys;

  public Planner(
      Graphs graphs,
      IdSets sets,
      UndoRecords undo,
      Quarantine quarantine,
      ForeseenKeys foreseen,
      InstantSource clock) {
    this.graphs = graphs;
    this.sets = sets;
    this.undo = undo;
    this.quarantine = quarantine;
    this.foreseen = foreseen;
    this.clock = clock;
    this.surveys = new SurveyPlanner(graphs, sets, clock);
  }

  /**
   * Checks that the graph has what the spec names, and has not what it would overwrite.
   *
   * @throws SpecMismatch with all that does not fit
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public void check(Spec spec) {
    surveys.check(spec);
  }

  /**
   * Plans a pass, and stores the id sets that it needs.
   *
   * @param pass 1, 2, 3 … within the migration
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public PassPlan plan(Spec spec, int pass, PassKind kind) {
    Graph graph = graphs.named(spec.graph());
    Inspection inspection = graph.inspect(spec.selection(), Set.of());
    // A planning that is repeated after a crash must not touch a set that shards may be reading.
    String setPrefix = "%s/%d/%d/".formatted(spec.migration(), pass, clock.millis());
    PassPlan plan = new KeyspaceChoice(spec, graph, inspection, sets, setPrefix).plan();
    switch (kind) {
      case SURVEY -> {}
      case BACKFILL, SWEEP, ROLLBACK, RETIRE ->
          graph.prepareFences(plan.shardIds(spec.migration(), pass));
      case RETRY, VERIFY, CLEANUP ->
          throw new IllegalArgumentException(kind + " is planned otherwise");
    }
    return plan;
  }

  /**
   * Plans a sweep, and stores the id sets that it needs.
   *
   * @param back the shards of the last pass over everything
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public PassPlan planSweep(Spec spec, int pass, List<ShardPlan> back) {
    if (!ListedMembers.areKnown(spec, back)) {
      return plan(spec, pass, PassKind.SWEEP);
    }
    Graph graph = graphs.named(spec.graph());
    Roaring64Bitmap members = ListedMembers.of(back, sets);
    graph.eachId(spec.selection(), members::addLong);
    String set = "%s/%d/%d/all".formatted(spec.migration(), pass, clock.millis());
    PassPlan plan =
        KeyspaceChoice.ofSet(
            sets,
            set,
            members,
            "who was visited before, and who has the label now",
            spec.budget().workers());
    graph.prepareFences(plan.shardIds(spec.migration(), pass));
    return plan;
  }

  /**
   * Plans the undoing of a pass. Its shards are sealed first: whoever may still run one of them can
   * write nothing more.
   *
   * @param pass the number of the rollback
   * @param of the number of the pass that is undone
   * @param back the shards of that pass
   * @param part whether only some of its ranges are undone
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public PassPlan planRollback(Spec spec, int pass, int of, List<ShardPlan> back, boolean part) {
    Graph graph = graphs.named(spec.graph());
    for (ShardPlan shard : back) {
      graph.ranges().seal(new ShardId(spec.migration(), of, shard.number()));
    }
    return switch (spec.undo()) {
      case KEEP -> overItsRanges(spec, graph, pass, "%s, from their undo records", of, back);
      case NONE ->
          part
              ? overItsRanges(spec, graph, pass, "%s, by the inverse", of, back)
              : plan(spec, pass, PassKind.ROLLBACK);
    };
  }

  private static PassPlan overItsRanges(
      Spec spec, Graph graph, int pass, String how, int of, List<ShardPlan> back) {
    PassPlan plan =
        new PassPlan(
            how.formatted("the ranges of pass " + of),
            back.stream().mapToLong(ShardPlan::expected).sum(),
            back);
    graph.prepareFences(plan.shardIds(spec.migration(), pass));
    return plan;
  }

  /**
   * Plans to take out of the graph what only this migration added.
   *
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public PassPlan planRetirement(Spec spec, int pass, @Nullable Retirement retirement) {
    if (retirement == null) {
      throw new IllegalArgumentException("pass %d is not told what to take out".formatted(pass));
    }
    return plan(spec, pass, PassKind.RETIRE).told(retirement.inWords());
  }

  /**
   * Plans to survey a part of everything.
   *
   * @param percent how large a part, about
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public PassPlan planSample(Spec spec, int pass, double percent) {
    return surveys.planSample(spec, pass, percent);
  }

  /**
   * Plans to try again what is in quarantine now.
   *
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public PassPlan planRetry(Spec spec, int pass) {
    Graph graph = graphs.named(spec.graph());
    Roaring64Bitmap members = quarantine.members(spec.migration());
    String set = "%s/%d/%d/quarantine".formatted(spec.migration(), pass, clock.millis());
    PassPlan plan =
        KeyspaceChoice.ofSet(sets, set, members, "what is in quarantine", spec.budget().workers());
    graph.prepareFences(plan.shardIds(spec.migration(), pass));
    return plan;
  }

  /**
   * Plans to hold a pass against the graph.
   *
   * @param back the shards of that pass
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked, or has no index by
   *     which a unique property's other holders are found
   */
  public PassPlan planVerify(Spec spec, List<ShardPlan> back) {
    Graph graph = graphs.named(spec.graph());
    Verification verification = spec.verification();
    if (verification != null && !verification.unique().isEmpty()) {
      requireIndexes(spec, verification, graph.inspect(spec.throughout(), Set.of()));
    }
    return new PassPlan(
        "the ranges that were finished, as the journal has them",
        back.stream().mapToLong(ShardPlan::expected).sum(),
        back);
  }

  private static void requireIndexes(Spec spec, Verification verification, Inspection graph) {
    List<String> indexed = graph.indexed().stream().map(IndexedProperty::property).toList();
    for (String property : verification.unique()) {
      if (!indexed.contains(property)) {
        throw new GraphException(
            GraphException.Kind.FATAL,
            "verify.unique: there is no range index on %1$s.%2$s, by which equal values are found. Create one, then resume"
                .formatted(spec.throughout().called(), property),
            null);
      }
    }
  }

  /**
   * Plans the removal of a migration's fences. Its undo records outlive them, so that one that is
   * given up on its way can be rolled back all the same: from now on they themselves say how many
   * of them count.
   *
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public PassPlan planCleanup(Spec spec, int pass) {
    Graph graph = graphs.named(spec.graph());
    for (ShardId shard : undo.shards(spec.migration())) {
      leaveOnlyWhatCounts(graph.ranges(), shard);
    }
    Spec fences = spec.over(graph.ranges().fencesOf(spec.migration()));
    String setPrefix = "%s/%d/%d/".formatted(spec.migration(), pass, clock.millis());
    Inspection inspection = graph.inspect(fences.selection(), Set.of());
    return new KeyspaceChoice(fences, graph, inspection, sets, setPrefix).plan();
  }

  /**
   * Records of attempts that were never committed go; nobody commits one any more. Where an earlier
   * cleanup has taken the fence, it has done this, too.
   */
  private void leaveOnlyWhatCounts(RangeStore ranges, ShardId shard) {
    Optional<Fence> known = ranges.fence(shard);
    if (known.isPresent()) {
      ranges.seal(shard);
      long sealed = ranges.fence(shard).map(Fence::sequence).orElse(0L);
      // A late worker of an earlier cleanup may have taken it in between: then it is made anew.
      undo.removeBehind(shard, Math.max(known.get().sequence(), sealed));
    }
  }

  /**
   * Makes those fences of a pass again that a cleanup has removed before it was given up, so that
   * the pass can be undone.
   *
   * @param back the shards of that pass
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public void makeFencesAgain(Spec spec, int pass, List<ShardPlan> back) {
    RangeStore ranges = graphs.named(spec.graph()).ranges();
    for (ShardPlan plan : back) {
      ShardId shard = new ShardId(spec.migration(), pass, plan.number());
      ranges.makeAgain(shard, undo.last(shard));
    }
  }

  /** Removes what is kept for a migration's passes. Afterwards nothing of it is rolled back. */
  public Removed removeRecords(String migration) {
    foreseen.remove(migration);
    return new Removed(undo.remove(migration), sets.remove(migration));
  }
}
