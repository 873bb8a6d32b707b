package org.drover.shared.transform;

import org.drover.shared.spec.Step;

/** The steps that change labels. */
final class LabelSteps {

  private LabelSteps() {}

  static void add(String label, Columns columns) {
    for (int row = 0; row < columns.size(); row++) {
      columns.addLabel(row, label);
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
