package org.drover.shared.transform;

import org.drover.shared.plugin.Plugins;
import org.drover.shared.spec.Step;

/** A step as it runs on columns. Keeps nothing between batches, so that threads may share it. */
@FunctionalInterface
interface ColumnStep {

  void run(Columns columns);

  static ColumnStep of(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> columns -> HashSteps.canonicalKey(key, columns);
      case Step.RowHash hash -> columns -> HashSteps.rowHash(hash, columns);
      case Step.AddLabel add -> columns -> LabelSteps.add(add.label(), columns);
      case Step.LabelBy by -> columns -> LabelSteps.addBy(by, columns);
      case Step.RemoveLabel remove -> columns -> LabelSteps.remove(remove.label(), columns);
      case Step.SetProperties set -> columns -> PropertySteps.set(set.values(), columns);
      case Step.Defaults defaults -> columns -> PropertySteps.defaults(defaults.values(), columns);
      case Step.RemoveProperties remove ->
          columns -> PropertySteps.remove(remove.properties(), columns);
      case Step.Rename rename -> columns -> PropertySteps.rename(rename.names(), columns);
      case Step.Copy copy -> columns -> PropertySteps.copy(copy.names(), columns);
      case Step.Cast cast -> columns -> ValueSteps.cast(cast, columns);
      case Step.MapValues map -> columns -> ValueSteps.map(map, columns);
      case Step.IntoMap map -> columns -> MapSteps.intoMap(map, columns);
      case Step.FromMap map -> columns -> MapSteps.fromMap(map, columns);
      case Step.Java own -> new JavaStep(own, Plugins.onClassPath());
      case Step.Retype retype -> columns -> LabelSteps.retype(retype, columns);
      case Step.Cypher cypher ->
          throw new IllegalArgumentException(
              "a statement of the operator's runs in the database only");
    };
  }
}
