package org.drover.shared.spec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a corrected transform, run over what the first one has made, comes to what it would have
 * made alone. A sweep by the corrected one relies on it: nobody knows any more what a member was
 * like before the first one.
 */
public final class Revision {

  private Revision() {}

  /**
   * @param before what members were migrated by
   * @param after the same spec with a corrected transform, which writes the same
   * @return why it may not; empty if it may
   */
  public static String against(Spec before, Spec after) {
    String first = Repeatable.against(before);
    String unrepeatable = first.isEmpty() ? Repeatable.against(after) : first;
    if (!unrepeatable.isEmpty()) {
      return unrepeatable;
    }
    boolean retypes = labelSteps(before).stream().anyMatch(Step.Retype.class::isInstance);
    if (retypes && !labelSteps(before).equals(labelSteps(after))) {
      return "beside a 'retype' the steps on labels must stay as they are";
    }
    return after.transform().stream()
        .map(step -> against(before, after, step))
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String against(Spec before, Spec after, Step step) {
    return switch (step) {
      case Step.CanonicalKey key -> "";
      case Step.RowHash hash -> "";
      case Step.SetProperties set -> "";
      case Step.RemoveProperties remove -> "";
      case Step.AddLabel add -> "";
      case Step.LabelBy by -> labelling(before, after, by);
      case Step.RemoveLabel remove -> "";
      case Step.Defaults defaults -> unlessAsBefore(before, step, "a 'default'");
      case Step.Rename rename -> unlessAsBefore(before, step, "a 'rename'");
      case Step.Retype retype -> unlessAsBefore(before, step, "a 'retype'");
      case Step.Cypher cypher -> unlessAsBefore(before, step, "a 'cypher' step");
      case Step.Copy copy -> moving(before, after, step);
      case Step.Cast cast ->
          cast.property().equals(cast.into())
              ? unlessAsBefore(before, step, "a 'cast' without 'into'")
              : moving(before, after, step);
      case Step.MapValues map -> moving(before, after, step);
      case Step.IntoMap map ->
          map.keep() ? "" : unlessAsBefore(before, step, "an 'into-map' that keeps nothing");
      case Step.FromMap map -> asBefore(before, after, step, "a 'from-map'", List.of(map.of()));
      case Step.Java own -> asBefore(before, after, step, "a 'java' step", own.of());
    };
  }

  /** A label that the first transform chose, the second one has to choose, too. */
  private static String labelling(Spec before, Spec after, Step.LabelBy step) {
    for (Step first : before.transform()) {
      boolean chosen = first instanceof Step.LabelBy by && !chooses(step, by);
      boolean given = first instanceof Step.AddLabel add && step.added().contains(add.label());
      if ((chosen && sharesLabel(first, step)) || (given && !after.transform().contains(first))) {
        return "members keep the labels that the first transform chose for them, so that a table may only have more rows than before";
      }
    }
    return writing(before, step.property()).equals(writing(after, step.property()))
        ? ""
        : "labels are chosen by '%s', which is itself made in another way than before"
            .formatted(step.property());
  }

  private static boolean sharesLabel(Step first, Step.LabelBy step) {
    return Footprint.of(first).labelsAdded().stream().anyMatch(step.added()::contains);
  }

  /** Whether it chooses for each member what another one does that chooses a label for it. */
  private static boolean chooses(Step.LabelBy step, Step.LabelBy other) {
    boolean asMany =
        step.labels().equals(other.labels()) && step.otherwise().equals(other.otherwise());
    boolean more =
        step.labels().entrySet().containsAll(other.labels().entrySet())
            && !(other.otherwise() instanceof Step.LabelBy.Otherwise.Label);
    return step.property().equals(other.property()) && (asMany || more);
  }

  private static String unlessAsBefore(Spec before, Step step, String name) {
    return before.transform().contains(step)
        ? ""
        : "%s finds what the first transform left, and not what was there before it"
            .formatted(name);
  }

  /** The same step, over sources that are made as before. */
  private static String asBefore(
      Spec before, Spec after, Step step, String name, List<String> sources) {
    String otherwise = unlessAsBefore(before, step, name);
    if (!otherwise.isEmpty()) {
      return otherwise;
    }
    return sources.stream()
        .filter(source -> !writing(before, source).equals(writing(after, source)))
        .findFirst()
        .map(
            source ->
                "%s reads '%s', which is made in another way than before".formatted(name, source))
        .orElse("");
  }

  /** A step that writes only where its source is there: what it does not write, stays. */
  private static String moving(Spec before, Spec after, Step step) {
    for (Map.Entry<String, String> move : sources(step).entrySet()) {
      String target = move.getKey();
      String source = move.getValue();
      boolean elsewhere =
          before.transform().stream()
              .filter(first -> Footprint.of(first).writes().contains(target))
              .anyMatch(first -> !source.equals(sources(first).get(target)));
      if (elsewhere) {
        return "'%1$s' is written only where '%2$s' is there, and the first transform wrote it elsewhere, too: what it left there would stay"
            .formatted(target, source);
      }
      if (!writing(before, source).equals(writing(after, source))) {
        return "'%s' is made from '%s', which is itself made in another way than before"
            .formatted(target, source);
      }
    }
    return "";
  }

  /** From target to source, of a step that writes nothing where the source is missing. */
  private static Map<String, String> sources(Step step) {
    return switch (step) {
      case Step.Copy copy ->
          copy.names().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
      case Step.Cast cast -> Map.of(cast.into(), cast.property());
      case Step.MapValues map -> Map.of(map.into(), map.property());
      case Step.IntoMap map -> Map.of();
      case Step.FromMap map -> Map.of();
      case Step.Java own -> Map.of();
      case Step.CanonicalKey key -> Map.of();
      case Step.RowHash hash -> Map.of();
      case Step.AddLabel add -> Map.of();
      case Step.LabelBy by -> Map.of();
      case Step.RemoveLabel remove -> Map.of();
      case Step.SetProperties set -> Map.of();
      case Step.Defaults defaults -> Map.of();
      case Step.RemoveProperties remove -> Map.of();
      case Step.Rename rename -> Map.of();
      case Step.Retype retype -> Map.of();
      case Step.Cypher cypher -> Map.of();
    };
  }

  private static List<Step> writing(Spec spec, String property) {
    return spec.transform().stream()
        .filter(step -> Footprint.of(step).writes().contains(property))
        .toList();
  }

  private static List<Step> labelSteps(Spec spec) {
    return spec.transform().stream().filter(step -> !labels(step).isEmpty()).toList();
  }

  private static Set<String> labels(Step step) {
    Footprint footprint = Footprint.of(step);
    return footprint.labelsAdded().isEmpty() ? footprint.labelsRemoved() : footprint.labelsAdded();
  }
}
