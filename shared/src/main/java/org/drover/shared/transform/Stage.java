package org.drover.shared.transform;

import java.util.List;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;

/** A run of steps that is done in one go, either inside the database or on columns. */
public sealed interface Stage {

  /** Steps that the database runs by itself. */
  record Pushdown(List<Step> steps) implements Stage {
    public Pushdown {
      steps = List.copyOf(steps);
    }
  }

  /** Steps that run on columns, in order, each seeing what the earlier ones made. */
  final class Columnar implements Stage {

    private final ColumnNeed need;
    private final List<ColumnStep> steps;
    private final @Nullable String only;

    Columnar(List<Step> steps) {
      this(steps, null);
    }

    /**
     * @param only the label of those that are transformed, which a step is about; null for all
     */
    Columnar(List<Step> steps, @Nullable String only) {
      this.only = only;
      this.need = Reach.of(steps).need();
      this.steps = steps.stream().map(ColumnStep::of).toList();
    }

    /**
     * What the steps look at, and what they write: only what was read can be compared, so that
     * nothing is written or counted that does not differ.
     */
    public ColumnNeed need() {
      return need;
    }

    public void run(Columns columns) {
      for (int row = 0; only != null && row < columns.size(); row++) {
        if (!columns.hasLabel(row, only)) {
          columns.passOver(row);
        }
      }
      steps.forEach(step -> step.run(columns));
    }
  }
}
