package org.drover.shared.transform;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.drover.shared.spec.Step;
import org.jspecify.annotations.Nullable;

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
      case Step.CanonicalKey key -> properties(key.of(), names(key.into(), key.versionInto()));
      case Step.RowHash hash ->
          new Reach(Set.of(), names(hash.into(), hash.versionInto()), false, true);
      case Step.AddLabel add -> ofLabels(Set.of());
      case Step.RemoveLabel remove -> ofLabels(Set.of());
      case Step.SetProperties set -> properties(Set.of(), set.values().keySet());
      case Step.Defaults defaults -> inPlace(defaults.values().keySet());
      case Step.RemoveProperties remove -> properties(Set.of(), remove.properties());
      case Step.Rename rename ->
          properties(
              rename.names().keySet(), union(rename.names().keySet(), targets(rename.names())));
      case Step.Copy copy -> properties(copy.names().keySet(), targets(copy.names()));
      case Step.Cast cast -> properties(Set.of(cast.property()), Set.of(cast.into()));
      case Step.MapValues map -> properties(Set.of(map.property()), Set.of(map.into()));
      case Step.Retype retype -> ofLabels(retype.defaults().keySet());
      case Step.Cypher cypher -> properties(Set.of(), Set.of());
    };
  }

  static Reach of(List<Step> steps) {
    Reach reach = properties(Set.of(), Set.of());
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

  private static Reach properties(Collection<String> reads, Collection<String> writes) {
    return new Reach(Set.copyOf(reads), Set.copyOf(writes), false, false);
  }

  private static Reach inPlace(Collection<String> names) {
    return properties(names, names);
  }

  private static Reach ofLabels(Set<String> defaults) {
    return new Reach(defaults, defaults, true, false);
  }

  private static Set<String> names(@Nullable String... names) {
    Set<String> present = new HashSet<>();
    Arrays.stream(names).filter(Objects::nonNull).forEach(present::add);
    return present;
  }

  private static Set<String> targets(Map<String, String> names) {
    return Set.copyOf(names.values());
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    Set<String> union = new HashSet<>(left);
    union.addAll(right);
    return union;
  }
}
