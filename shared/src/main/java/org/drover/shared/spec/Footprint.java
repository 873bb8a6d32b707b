package org.drover.shared.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a step leaves on a member.
 *
 * @param creates properties that it writes and does not read: new ones, if they were absent
 * @param fills properties that it writes only where they are missing
 * @param changes properties whose value it replaces or takes away
 * @param labelsAdded labels that it adds
 * @param labelsRemoved labels that it takes away
 * @param unknown whether it may write anything besides, because only the database understands it
 */
public record Footprint(
    Set<String> creates,
    Set<String> fills,
    Set<String> changes,
    Set<String> labelsAdded,
    Set<String> labelsRemoved,
    boolean unknown) {

  public static Footprint of(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> creating(targets(key.into(), key.versionInto()));
      case Step.RowHash hash -> creating(targets(hash.into(), hash.versionInto()));
      case Step.AddLabel add -> labels(Set.of(add.label()), Set.of(), Set.of());
      case Step.LabelBy by -> labels(by.added(), Set.of(), Set.of());
      case Step.RemoveLabel remove -> labels(Set.of(), Set.of(remove.label()), Set.of());
      case Step.SetProperties set -> creating(set.values().keySet());
      case Step.Defaults defaults ->
          new Footprint(Set.of(), defaults.values().keySet(), Set.of(), Set.of(), Set.of(), false);
      case Step.RemoveProperties remove -> changing(Set.copyOf(remove.properties()));
      case Step.Rename rename ->
          new Footprint(
              Set.copyOf(rename.names().values()),
              Set.of(),
              rename.names().keySet(),
              Set.of(),
              Set.of(),
              false);
      case Step.Copy copy -> creating(Set.copyOf(copy.names().values()));
      case Step.Cast cast -> converting(cast.property(), cast.into());
      case Step.MapValues map -> converting(map.property(), map.into());
      case Step.IntoMap map ->
          map.keep() ? creating(Set.of(map.into())) : changing(plus(map.of(), map.into()));
      case Step.FromMap map ->
          new Footprint(
              Set.copyOf(map.into()),
              Set.of(),
              map.keep() ? Set.of() : Set.of(map.of()),
              Set.of(),
              Set.of(),
              false);
      case Step.Java own -> writing(own.of(), own.into());
      case Step.Retype retype ->
          labels(Set.of(retype.to()), Set.of(retype.from()), retype.defaults().keySet());
      case Step.Cypher cypher ->
          new Footprint(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true);
    };
  }

  /** Every property that the step may write or take away, as far as it is known. */
  public Set<String> writes() {
    return Stream.of(creates, fills, changes)
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it may undo, on some member, what a step before it did. */
  public boolean mayTakeBack(Footprint before) {
    Set<String> written = before.writes();
    return Stream.of(creates, changes).flatMap(Set::stream).anyMatch(written::contains)
        || labelsRemoved.stream().anyMatch(before.labelsAdded::contains)
        || labelsAdded.stream().anyMatch(before.labelsRemoved::contains);
  }

  private static Set<String> targets(String into, @Nullable String versionInto) {
    return versionInto == null || versionInto.equals(into)
        ? Set.of(into)
        : Set.of(into, versionInto);
  }

  private static Footprint writing(List<String> of, List<String> into) {
    Set<String> changed = new HashSet<>(into);
    changed.retainAll(of);
    Set<String> created = new HashSet<>(into);
    created.removeAll(changed);
    return new Footprint(created, Set.of(), changed, Set.of(), Set.of(), false);
  }

  private static Set<String> plus(List<String> properties, String another) {
    return Stream.concat(properties.stream(), Stream.of(another))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Footprint creating(Set<String> properties) {
    return new Footprint(properties, Set.of(), Set.of(), Set.of(), Set.of(), false);
  }

  private static Footprint changing(Set<String> properties) {
    return new Footprint(Set.of(), Set.of(), properties, Set.of(), Set.of(), false);
  }

  private static Footprint converting(String property, String into) {
    return property.equals(into) ? changing(Set.of(property)) : creating(Set.of(into));
  }

  private static Footprint labels(Set<String> added, Set<String> removed, Set<String> filled) {
    return new Footprint(Set.of(), filled, Set.of(), added, removed, false);
  }
}
