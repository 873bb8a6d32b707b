package org.drover.coordinator.migration;

import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.plan.ListedMembers;
import org.drover.shared.spec.Spec;

/**
 * Whether those are known who were migrated, of a transform that takes the selected label away:
 * nothing but the list of their ids tells them from others afterwards.
 */
final class Listing {

  private Listing() {}

  /** What stands against going by the list that a later sweep makes; empty if nothing does. */
  static String againstAnother(Known state) {
    Spec spec = state.submission().spec();
    Pass last = state.behind().lastBegun();
    return last == null || !spec.leavesSelection() || ListedMembers.areKnown(spec, last.shards())
        ? ""
        : "pass %d did not list its members before it took the label '%s' away, and nothing else tells them from others now"
            .formatted(last.number(), spec.selection().name());
  }

  /** What stands against going by the list that there is; empty if nothing does. */
  static String against(Known state) {
    Pass last = state.behind().lastBegun();
    if (last == null || !state.submission().spec().leavesSelection()) {
      return "";
    }
    return last.finishedAt() == null
        ? "pass %d was given up on its way: let a sweep come to its end, which lists again who was migrated"
            .formatted(last.number())
        : againstAnother(state);
  }
}
