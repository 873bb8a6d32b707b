package org.drover.shared.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * By what the members of a transform are known that takes the selected label away: labels that
 * every one of them has afterwards. Other nodes may have these labels, too, so that members are
 * told from them by their ids.
 */
public final class Successors {

  private Successors() {}

  /** In the order in which they are given; empty if the label stays, or none stands for it. */
  public static Set<String> of(Spec spec) {
    if (!spec.leavesSelection()) {
      return Set.of();
    }
    String selected = spec.selection().common();
    Set<String> labels = new LinkedHashSet<>(Set.of(selected));
    for (Step step : spec.transform()) {
      Footprint footprint = Footprint.of(step);
      if (step instanceof Step.Retype retype && !labels.contains(retype.from())) {
        // Who has that label, too, nobody knows.
        continue;
      }
      labels.removeAll(footprint.labelsRemoved());
      if (!(step instanceof Step.LabelBy)) {
        // That gives each one label of several, or none.
        labels.addAll(footprint.labelsAdded());
      }
    }
    labels.remove(selected);
    return labels;
  }

  /**
   * The same members, before and after they were migrated, of whom the ids are known. What is
   * looked for by a label is looked for by the one that they have afterwards.
   */
  static Selection throughout(Spec spec) {
    Selection selection = spec.selection();
    if (!spec.leavesSelection()) {
      return selection;
    }
    Set<String> successors = of(spec);
    if (successors.isEmpty()) {
      return new Selection(selection.kind(), selection.name(), selection.where(), new TreeSet<>());
    }
    String successor = successors.iterator().next();
    return new Selection(
        selection.kind(),
        successor,
        selection.where(),
        new TreeSet<>(Set.of(selection.common(), successor)));
  }

  /** The transform of a member that is seen under the selected label again; none loses by it. */
  public static List<Step> seenAsBefore(Spec spec) {
    if (!spec.leavesSelection()) {
      return spec.transform();
    }
    List<Step> steps = new ArrayList<>();
    of(spec).forEach(label -> steps.add(new Step.RemoveLabel(label)));
    steps.add(new Step.AddLabel(spec.selection().common()));
    steps.addAll(spec.transform());
    return steps;
  }
}
