package org.drover.shared.transform;

import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;

/**
 * The steps that make one value of another. A missing property stays missing, and leaves the target
 * as it is; a value that the step has no other for refuses the member.
 */
final class ValueSteps {

  private ValueSteps() {}

  static void cast(Step.Cast step, Columns columns) {
    @Nullable Object[] values = columns.column(step.property());
    for (int row = 0; row < values.length; row++) {
      Object value = values[row];
      if (value == null) {
        continue;
      }
      Object converted = Cast.convert(value, step.to());
      if (converted == null) {
        columns.refuse(row, "cast", step.property() + ": " + Cast.refusal(value, step.to()));
      } else {
        columns.set(step.into(), row, converted);
      }
    }
  }

  static void map(Step.MapValues step, Columns columns) {
    @Nullable Object[] values = columns.column(step.property());
    for (int row = 0; row < values.length; row++) {
      Object value = values[row];
      if (value == null) {
        continue;
      }
      Object mapped = step.table().getOrDefault(value, step.otherwise());
      if (mapped == null) {
        columns.refuse(
            row, "map", step.property() + ": expected a value of the table, found another");
      } else {
        columns.set(step.into(), row, mapped);
      }
    }
  }
}
