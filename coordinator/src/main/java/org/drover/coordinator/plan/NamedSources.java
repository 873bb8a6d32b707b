package org.drover.coordinator.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Step;

/** The properties that a spec takes from the graph by name, and so expects to be there. */
final class NamedSources {

  private NamedSources() {}

  /** Those that no earlier step of the same transform makes. */
  static Set<String> of(Spec spec) {
    Set<String> expected = new TreeSet<>();
    Set<String> made = new TreeSet<>();
    for (Step step : spec.transform()) {
      sources(step).stream().filter(name -> !made.contains(name)).forEach(expected::add);
      made.addAll(Footprint.of(step).writes());
    }
    return expected;
  }

  private static List<String> sources(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> key.of();
      case Step.RemoveProperties remove -> remove.properties();
      case Step.Rename rename -> List.copyOf(rename.names().keySet());
      case Step.Copy copy -> List.copyOf(copy.names().keySet());
      case Step.Cast cast -> List.of(cast.property());
      case Step.MapValues map -> List.of(map.property());
      case Step.LabelBy by -> List.of(by.property());
      case Step.IntoMap map -> map.of();
      case Step.FromMap map -> List.of(map.of());
      case Step.Java own -> own.of();
      case Step.RowHash hash -> List.of();
      case Step.AddLabel add -> List.of();
      case Step.RemoveLabel remove -> List.of();
      case Step.SetProperties set -> List.of();
      case Step.Defaults defaults -> List.of();
      case Step.Retype retype -> List.of();
      case Step.Cypher cypher -> List.of();
    };
  }
}
