package org.drover.shared.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The steps that take back a transform which only adds. */
public final class Inverse {

  private Inverse() {}

  /** Why there are none; empty if there are. */
  public static String against(Spec spec) {
    return against(spec.selection(), spec.strategy(), spec.transform());
  }

  /** The same of a spec that is not whole yet. */
  public static String against(Selection selection, Strategy strategy, List<Step> steps) {
    if (strategy == Strategy.IN_PLACE) {
      return "'strategy: in-place' overwrites, and without 'undo: keep' nobody knows what was there";
    }
    for (Step step : steps) {
      if (inverse(step).isEmpty()) {
        return "the step %s cannot be taken back without 'undo: keep'"
            .formatted(step.getClass().getSimpleName());
      }
    }
    String lost = FoundAgain.againstWhere(selection, steps);
    return lost.isEmpty() ? "" : lost + ". Say 'undo: keep', or another 'where'";
  }

  /** In the order in which they are to run. */
  public static List<Step> of(Spec spec) {
    List<Step> inverse = new ArrayList<>();
    for (Step step : spec.transform().reversed()) {
      inverse.addAll(inverse(step));
    }
    return inverse;
  }

  /** Under a strategy that only adds; empty if there is none. */
  private static List<Step> inverse(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> removingTargets(step);
      case Step.RowHash hash -> removingTargets(step);
      case Step.SetProperties set -> removingTargets(step);
      case Step.Copy copy -> removingTargets(step);
      case Step.Cast cast -> removingTargets(step);
      case Step.MapValues map -> removingTargets(step);
      case Step.IntoMap map -> map.keep() ? removingTargets(step) : List.of();
      case Step.Java own ->
          Collections.disjoint(own.of(), own.into()) ? removingTargets(step) : List.of();
      case Step.FromMap map -> map.keep() ? removingTargets(step) : List.of();
      case Step.AddLabel add -> List.of(new Step.RemoveLabel(add.label()));
      case Step.LabelBy by -> by.added().stream().<Step>map(Step.RemoveLabel::new).toList();
      case Step.RemoveLabel remove -> List.of();
      case Step.Defaults defaults -> List.of();
      case Step.RemoveProperties remove -> List.of();
      case Step.Rename rename -> List.of();
      case Step.Retype retype -> List.of();
      case Step.Cypher cypher -> List.of();
    };
  }

  private static List<Step> removingTargets(Step step) {
    List<String> targets = Footprint.of(step).writes().stream().sorted().toList();
    return List.of(new Step.RemoveProperties(targets));
  }
}
