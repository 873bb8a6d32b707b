package org.drover.shared.spec;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a migration looks at in the graph, by name. Where it cannot be told, it looks at it. */
public final class Reads {

  private Reads() {}

  public static boolean label(Spec spec, String label) {
    boolean selects = spec.selection().isOfLabel(label);
    boolean retypes =
        spec.transform().stream()
            .anyMatch(step -> step instanceof Step.Retype retype && retype.from().equals(label));
    return selects || retypes || texts(spec).anyMatch(text -> names(text, label));
  }

  public static boolean property(Spec spec, String property) {
    return spec.transform().stream().anyMatch(step -> reads(step, property))
        || (spec.key() instanceof KeyChoice.Property key && key.name().equals(property))
        || (spec.dedupe() != null && spec.dedupe().by().contains(property))
        || (spec.verification() != null && spec.verification().unique().contains(property))
        || texts(spec).anyMatch(text -> names(text, property));
  }

  private static boolean reads(Step step, String property) {
    return switch (step) {
      case Step.CanonicalKey key -> key.of().contains(property);
      case Step.RowHash hash -> readsAllBut(hash, property);
      case Step.Copy copy -> copy.names().containsKey(property);
      case Step.Rename rename -> rename.names().containsKey(property);
      case Step.Cast cast -> cast.property().equals(property);
      case Step.MapValues map -> map.property().equals(property);
      case Step.LabelBy by -> by.property().equals(property);
      case Step.IntoMap map -> map.of().contains(property);
      case Step.FromMap map -> map.of().equals(property);
      case Step.Java own -> own.of().contains(property);
      case Step.AddLabel add -> false;
      case Step.RemoveLabel remove -> false;
      case Step.SetProperties set -> false;
      case Step.Defaults defaults -> defaults.values().containsKey(property);
      case Step.RemoveProperties remove -> false;
      case Step.Retype retype -> retype.defaults().containsKey(property);
      case Step.Cypher cypher -> false;
    };
  }

  private static boolean readsAllBut(Step.RowHash hash, String property) {
    Set<String> own = Footprint.of(hash).writes();
    return !hash.except().contains(property) && !own.contains(property);
  }

  /** Every piece of Cypher that the spec holds. */
  private static Stream<String> texts(Spec spec) {
    Stream<String> where = Stream.ofNullable(spec.selection().where());
    Stream<String> statements =
        spec.transform().stream()
            .filter(Step.Cypher.class::isInstance)
            .map(step -> ((Step.Cypher) step).statement());
    Stream<String> queries =
        spec.verification() == null
            ? Stream.of()
            : spec.verification().queries().stream().map(DeclaredQuery::cypher);
    Stream<String> probes =
        spec.guards().stream()
            .filter(Guard.Probe.class::isInstance)
            .map(guard -> ((Guard.Probe) guard).query());
    return Stream.of(where, statements, queries, probes).flatMap(texts -> texts);
  }

  /** Whether a word of some Cypher is this one, wherever it stands. */
  static boolean names(String cypher, String name) {
    return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])")
        .matcher(cypher)
        .find();
  }
}
