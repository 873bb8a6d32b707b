package org.drover.shared.transform;

import org.drover.shared.spec.Step;
import org.drover.shared.spec.Step.LabelBy.Otherwise;
import org.jspecify.annotations.Nullable;

/** The steps that change labels. */
final class LabelSteps {

  private LabelSteps() {}

  static void add(String label, Columns columns) {
    for (int row = 0; row < columns.size(); row++) {
      columns.addLabel(row, label);
    }
  }

  /** A member without the property has no label in the table either. */
  static void addBy(Step.LabelBy step, Columns columns) {
    @Nullable Object[] values = columns.column(step.property());
    for (int row = 0; row < values.length; row++) {
      Object value = values[row];
      String label = value == null ? null : step.labels().get(value);
      if (label != null) {
        columns.addLabel(row, label);
      } else {
        addOtherwise(step, columns, row, value == null ? "nothing" : "another");
      }
    }
  }

  private static void addOtherwise(Step.LabelBy step, Columns columns, int row, String found) {
    switch (step.otherwise()) {
      case Otherwise.Label other -> columns.addLabel(row, other.label());
      case Otherwise.Leave leave -> {}
      case Otherwise.Quarantine quarantine ->
          columns.refuse(
              row,
              "label-by",
              "%s: expected a value of the table, found %s".formatted(step.property(), found));
    }
  }

  static void remove(String label, Columns columns) {
    for (int row = 0; row < columns.size(); row++) {
      columns.removeLabel(row, label);
    }
  }

  /** Members without the old label stay as they are, and get no defaults either. */
  static void retype(Step.Retype step, Columns columns) {
    for (int row = 0; row < columns.size(); row++) {
      if (columns.hasLabel(row, step.from())) {
        columns.removeLabel(row, step.from());
        columns.addLabel(row, step.to());
        PropertySteps.defaults(step.defaults(), columns, row);
      }
    }
  }
}
