package org.drover.shared.transform;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Step;

/**
 * What a step touches.
 *
 * @param reads properties that its result depends on
 * @param writes properties that it may set, change or remove
 * @param labels whether it reads or writes labels
 * @param all whether its result depends on every property
 */
record Reach(Set<String> reads, Set<String> writes, boolean labels, boolean all) {

  static Reach of(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> reading(step, key.of());
      case Step.RowHash hash -> new Reach(Set.of(), Footprint.of(step).writes(), false, true);
      case Step.AddLabel add -> ofLabels(step);
      case Step.LabelBy by -> new Reach(Set.of(by.property()), Set.of(), true, false);
      case Step.RemoveLabel remove -> ofLabels(step);
      case Step.SetProperties set -> reading(step, Set.of());
      case Step.Defaults defaults -> reading(step, defaults.values().keySet());
      case Step.RemoveProperties remove -> reading(step, Set.of());
      case Step.Rename rename -> reading(step, rename.names().keySet());
      case Step.Copy copy -> reading(step, copy.names().keySet());
      case Step.Cast cast -> reading(step, Set.of(cast.property()));
      case Step.MapValues map -> reading(step, Set.of(map.property()));
      case Step.IntoMap map -> reading(step, map.of());
      case Step.FromMap map -> reading(step, Set.of(map.of()));
      case Step.Java own -> reading(step, own.of());
      case Step.Retype retype -> ofLabels(step);
      case Step.Cypher cypher -> reading(step, Set.of());
    };
  }

  static Reach of(List<Step> steps) {
    Reach reach = new Reach(Set.of(), Set.of(), false, false);
    for (Step step : steps) {
      reach = reach.plus(of(step));
    }
    return reach;
  }

  /** Written properties are needed too: without the value before, nobody knows what differs. */
  ColumnNeed need() {
    return new ColumnNeed(all ? Set.of() : union(reads, writes), labels, all);
  }

  private Reach plus(Reach other) {
    return new Reach(
        union(reads, other.reads),
        union(writes, other.writes),
        labels || other.labels,
        all || other.all);
  }

  private static Reach reading(Step step, Collection<String> properties) {
    return new Reach(Set.copyOf(properties), Footprint.of(step).writes(), false, false);
  }

  private static Reach ofLabels(Step step) {
    return new Reach(Set.of(), Footprint.of(step).writes(), true, false);
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    Set<String> union = new HashSet<>(left);
    union.addAll(right);
    return union;
  }
}
