package org.drover.shared.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a transform may run a second time over what it has been over, and changes nothing there.
 * A sweep does that.
 */
public final class Repeatable {

  private Repeatable() {}

  /** Why it may not; empty if it may. */
  public static String against(Spec spec) {
    List<Step> steps = spec.transform();
    Set<String> written = new HashSet<>();
    for (Step step : steps) {
      Footprint footprint = Footprint.of(step);
      if (footprint.unknown()) {
        return "a 'cypher' step may do more each time it runs; only its author can say what a"
            + " second run would do";
      }
      if (step instanceof Step.Java own && !own.repeatable()) {
        return "a 'java' step may make something else each time it runs, unless it says 'repeatable: true'";
      }
      if (step instanceof Step.MapValues map && map.property().equals(map.into())) {
        return "a 'map' without 'into' would map again what it has mapped";
      }
      for (String property : footprint.writes()) {
        if (!written.add(property) && spec.strategy() == Strategy.IN_PLACE) {
          return "two steps write the property '%s', and the second run would begin at the second's"
              .formatted(property);
        }
      }
    }
    String label = retypedAgain(steps);
    if (!label.isEmpty()) {
      return "a 'retype' takes the label '%s' away, which a later step gives, so that a second run"
              .formatted(label)
          + " would take it away again";
    }
    return readsItsOwn(spec, written)
        ? "a step reads what it or a later one overwrites, and would go on from its own result"
        : "";
  }

  /**
   * Why a verification cannot look as closely as the spec itself says; empty if it can. It would
   * transform each member again.
   */
  public static String againstLevel(Spec spec) {
    String against = spec.verified().level().includes(Level.RIGOROUS) ? against(spec) : "";
    return against.isEmpty()
        ? ""
        : "'%s' cannot be kept, for it transforms each member again: %s. Say 'standard'"
            .formatted(spec.verified().level().name().toLowerCase(Locale.ROOT), against);
  }

  /**
   * A label that a second run would retype though the first has left it; empty if there is none.
   */
  private static String retypedAgain(List<Step> steps) {
    for (int at = 0; at < steps.size(); at++) {
      if (steps.get(at) instanceof Step.Retype retype
          && steps.subList(at + 1, steps.size()).stream()
              .anyMatch(later -> Footprint.of(later).labelsAdded().contains(retype.from()))) {
        return retype.from();
      }
    }
    return "";
  }

  /** Moving away what was read, as a rename does, leaves nothing to be read again. */
  private static boolean readsItsOwn(Spec spec, Set<String> written) {
    Set<String> later = new HashSet<>(written);
    for (Step step : spec.transform()) {
      boolean reads =
          step instanceof Step.RowHash hash
              ? readsAny(hash, later)
              : sources(step).stream().anyMatch(later::contains);
      if (reads) {
        return true;
      }
      later.removeAll(Footprint.of(step).writes());
    }
    return false;
  }

  private static boolean readsAny(Step.RowHash hash, Set<String> later) {
    Set<String> seen = new HashSet<>(later);
    seen.removeAll(hash.except());
    seen.removeAll(Footprint.of(hash).writes());
    return !seen.isEmpty();
  }

  private static Set<String> sources(Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> Set.copyOf(key.of());
      case Step.Copy copy -> copy.names().keySet();
      case Step.Cast cast ->
          cast.property().equals(cast.into()) ? Set.of() : Set.of(cast.property());
      case Step.MapValues map -> Set.of(map.property());
      case Step.LabelBy by -> Set.of(by.property());
      case Step.Java own -> Set.copyOf(own.of());
      case Step.IntoMap map -> map.keep() ? Set.copyOf(map.of()) : Set.of();
      case Step.FromMap map -> map.keep() ? Set.of(map.of()) : Set.of();
      case Step.RowHash hash -> Set.of();
      case Step.AddLabel add -> Set.of();
      case Step.RemoveLabel remove -> Set.of();
      case Step.SetProperties set -> Set.of();
      case Step.Defaults defaults -> Set.of();
      case Step.RemoveProperties remove -> Set.of();
      case Step.Rename rename -> Set.of();
      case Step.Retype retype -> Set.of();
      case Step.Cypher cypher -> Set.of();
    };
  }
}
