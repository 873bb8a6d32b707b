package org.drover.coordinator.plan;

import java.time.InstantSource;
import java.util.Set;
import org.drover.shared.graph.Graph;
import org.drover.shared.graph.Graphs;
import org.drover.shared.graph.Inspection;
import org.drover.shared.journal.Sampled;
import org.drover.shared.keyspace.IdSets;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.spec.Spec;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/** Checks specs and plans to survey samples: what needs no more than a place for ids. Blocking. */
public final class SurveyPlanner {

  /** Below this share of members among the ids, blocks of ids would hold too few. */
  private static final double SPARSE = 0.01;

  private final Graphs graphs;
  private final IdSets sets;
  private final InstantSource clock;

  public SurveyPlanner(Graphs graphs, IdSets sets, InstantSource clock) {
    this.graphs = graphs;
    this.sets = sets;
    this.clock = clock;
  }

  /**
   * Checks that the graph has what the spec names, and has not what it would overwrite.
   *
   * @throws SpecMismatch with all that does not fit
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public void check(Spec spec) {
    Graph graph = graphs.named(spec.graph());
    SpecCheck.against(
        spec,
        graph.inspect(spec.selection(), spec.mustBeAbsent()),
        label -> graph.labelled(spec.selection(), label));
  }

  /**
   * Plans to survey a part of everything.
   *
   * @param percent how large a part, about
   * @throws org.drover.shared.graph.GraphException if the graph cannot be asked
   */
  public PassPlan planSample(Spec spec, int pass, double percent) {
    Graph graph = graphs.named(spec.graph());
    Inspection inspection = graph.inspect(spec.selection(), Set.of());
    PassPlan whole =
        new KeyspaceChoice(spec, graph, inspection, new NotKept(), spec.migration()).plan();
    if (whole.shards().isEmpty()) {
      return whole;
    }
    long span = inspection.maxId() - inspection.minId() + 1;
    Sample sample =
        inspection.count() >= SPARSE * span
            ? Sample.ofLine(inspection.minId(), inspection.maxId(), percent)
            : Sample.ofEach(each -> graph.eachId(spec.selection(), each), percent);
    String set = "%s/%d/%d/sample".formatted(spec.migration(), pass, clock.millis());
    PassPlan plan =
        KeyspaceChoice.ofSet(sets, set, sample.ids(), "a sample", spec.budget().workers());
    return new PassPlan(
        sample.describe(whole.reason(), whole.shards().size()),
        Math.round(whole.expected() * sample.percent() / 100),
        plan.shards(),
        new Sampled(sample.percent(), known(spec, inspection)));
  }

  /** The database counts without looking at anybody, but knows nothing of a {@code where}. */
  private static @Nullable Long known(Spec spec, Inspection inspection) {
    return spec.selection().where() == null ? (Long) inspection.count() : null;
  }

  /** Drops the id sets of a plan that is only shown: no pass will read them. */
  private static final class NotKept implements IdSets {
    @Override
    public void store(String set, Roaring64Bitmap ids) {
      // Nobody will visit it.
    }

    @Override
    public Roaring64Bitmap read(String set, Slice slice) {
      throw new IllegalStateException("the id set " + set + " was planned only to be told");
    }

    @Override
    public long remove(String migration) {
      return 0;
    }
  }
}
