package org.drover.worker.range;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.drover.shared.graph.GraphException;
import org.drover.shared.graph.GraphException.Kind;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Successors;
import org.drover.shared.transform.ColumnNeed;
import org.drover.shared.transform.Columns;
import org.drover.shared.transform.Columns.Refusal;
import org.drover.shared.transform.Stage;
import org.drover.shared.transform.Transform;
import org.jspecify.annotations.Nullable;

/** What backfill and survey both do with the stages of a transform. */
final class Stages {

  static final ColumnNeed IDS_ONLY = new ColumnNeed(Set.of(), false, false);

  private Stages() {}

  /** What the first read must bring, so that no member is read twice. */
  static ColumnNeed firstNeed(List<Stage> stages) {
    return switch (stages.getFirst()) {
      case Stage.Pushdown pushdown -> IDS_ONLY;
      case Stage.Columnar columnar -> columnar.need();
    };
  }

  /**
   * What is read again for the stages behind the first one. What a statement of the operator's
   * makes of it between them nobody can foresee.
   */
  static List<ColumnNeed> laterNeeds(List<Stage> stages) {
    List<ColumnNeed> needs = new ArrayList<>();
    for (Stage stage : stages.subList(1, stages.size())) {
      switch (stage) {
        case Stage.Pushdown pushdown -> {}
        case Stage.Columnar columnar -> needs.add(columnar.need());
      }
    }
    return needs;
  }

  /** The one stage of a transform that runs on columns; null if it is divided, or runs inside. */
  static Stage.@Nullable Columnar onlyColumnar(Spec spec) {
    List<Stage> stages = Transform.compileToColumns(spec.transform());
    return stages.size() == 1 && stages.getFirst() instanceof Stage.Columnar columnar
        ? columnar
        : null;
  }

  /** What finds nothing to change in members that were migrated, whatever took their label away. */
  static Stage.Columnar again(Spec spec) {
    return Objects.requireNonNull(onlyColumnar(spec.with(Successors.seenAsBefore(spec))));
  }

  /** Fails if the transform could not make sense of a value, and names the first such member. */
  static void refuseBadData(Columns columns) {
    List<Refusal> refusals = columns.refusals();
    if (refusals.isEmpty()) {
      return;
    }
    Refusal first = refusals.getFirst();
    throw new GraphException(
        Kind.BAD_DATA,
        "%d of %d in this range cannot be transformed; the first is id %d: %s: %s. Mend the data, then resume."
            .formatted(refusals.size(), columns.size(), first.id(), first.step(), first.reason()),
        null);
  }
}
