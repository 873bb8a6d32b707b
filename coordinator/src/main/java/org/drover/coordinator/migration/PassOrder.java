package org.drover.coordinator.migration;

import org.drover.coordinator.plan.PassPlan;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;

/**
 * The pass that is to come next.
 *
 * @param number 1, 2, 3 … within the migration
 */
public record PassOrder(int number, PassKind kind, PassOptions options) {

  /** As a log says it. */
  String over(PassPlan plan) {
    return "pass %d (%s): %d shards over %s"
        .formatted(number, kind, plan.shards().size(), plan.reason());
  }

  PassOrder(int number, PassKind kind) {
    this(number, kind, PassOptions.NONE);
  }
}
