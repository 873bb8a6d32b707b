package org.drover.shared.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a migration only added to its members, so that to take it away again loses nothing else.
 *
 * @param labels sorted
 * @param properties sorted; no member had them before
 * @param others what it left besides, each with why it cannot be taken away
 */
public record Additions(Set<String> labels, Set<String> properties, List<String> others) {

  /** All that a spec's steps added. */
  public static Additions of(Spec spec) {
    String against = against(spec);
    if (!against.isEmpty()) {
      return new Additions(Set.of(), Set.of(), List.of(against));
    }
    Set<String> labels = new TreeSet<>();
    Set<String> properties = new TreeSet<>();
    List<String> others = new ArrayList<>();
    for (Step step : spec.transform()) {
      Footprint footprint = Footprint.of(step);
      if (onlyAdds(footprint)) {
        labels.addAll(footprint.labelsAdded());
        properties.addAll(footprint.creates());
      } else {
        others.add(other(footprint));
      }
    }
    return new Additions(labels, properties, others);
  }

  /** Why none of it can be taken away; empty if some can. */
  private static String against(Spec spec) {
    if (spec.strategy() == Strategy.IN_PLACE) {
      return "all that it wrote, for 'strategy: in-place' wrote over what was there";
    }
    if (spec.leavesSelection()) {
      return "all that it wrote, for its transform takes the label '%s' away, by which its nodes would be found"
          .formatted(spec.selection().name());
    }
    String lost = FoundAgain.against(spec);
    return lost.isEmpty() ? "" : "all that it wrote, for " + lost;
  }

  private static boolean onlyAdds(Footprint footprint) {
    return !footprint.unknown()
        && footprint.fills().isEmpty()
        && footprint.changes().isEmpty()
        && footprint.labelsRemoved().isEmpty();
  }

  private static String other(Footprint footprint) {
    if (footprint.unknown()) {
      return "what its 'cypher' step wrote, which only the database knows";
    }
    if (!footprint.labelsRemoved().isEmpty()) {
      return "what stands for the label %s that it took away"
          .formatted(String.join(", ", new TreeSet<>(footprint.labelsRemoved())));
    }
    return footprint.fills().isEmpty()
        ? "what it wrote over " + String.join(", ", new TreeSet<>(footprint.changes()))
        : "%s, which it wrote only where it was missing"
            .formatted(String.join(", ", new TreeSet<>(footprint.fills())));
  }
}
