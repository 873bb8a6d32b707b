package org.drover.coordinator.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.drover.shared.graph.Inspection;
import org.drover.shared.graph.Inspection.IndexedProperty;
import org.drover.shared.plugin.Plugins;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.spec.FoundAgain;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Spec;

/** Holds a spec against what the graph has, and collects everything that does not fit. */
final class SpecCheck {

  private static final int NAMES_SHOWN = 20;

  private SpecCheck() {}

  /**
   * @param labelled how many of the selected nodes have another label too
   */
  static void against(Spec spec, Inspection graph, ToLongFunction<String> labelled) {
    List<String> errors = new ArrayList<>();
    selectionExists(spec.selection(), graph, errors);
    levelCanBeKept(spec, errors);
    errors.addAll(OwnTransforms.against(spec, Plugins.onClassPath()));
    labelIsNeeded(spec, errors);
    if (graph.exists()) {
      keyIsIndexed(spec, graph, errors);
      sourcesExist(spec, graph, errors);
      nothingIsOverwritten(spec, graph, errors);
      noLabelIsThere(spec, labelled, errors);
      duplicatesAreFound(spec, graph, errors);
    }
    if (!errors.isEmpty()) {
      throw new SpecMismatch(errors);
    }
  }

  private static void selectionExists(Selection selection, Inspection graph, List<String> errors) {
    if (!graph.exists()) {
      errors.add(
          "select: the graph has no %s '%s'; it has: %s"
              .formatted(kind(selection), selection.called(), some(graph.known())));
    }
  }

  private static void levelCanBeKept(Spec spec, List<String> errors) {
    String against = Repeatable.againstLevel(spec);
    if (!against.isEmpty()) {
      errors.add("verify.level: " + against + ".");
    }
  }

  private static void labelIsNeeded(Spec spec, List<String> errors) {
    String dedupe = FoundAgain.againstDedupe(spec);
    if (!dedupe.isEmpty()) {
      errors.add("dedupe: " + dedupe + ".");
    }
    String unique = FoundAgain.againstUnique(spec);
    if (!unique.isEmpty()) {
      errors.add("verify.unique: " + unique + ". Leave it out.");
    }
  }

  private static void keyIsIndexed(Spec spec, Inspection graph, List<String> errors) {
    if (!(spec.key() instanceof KeyChoice.Property key)) {
      return;
    }
    List<String> indexed = graph.indexed().stream().map(IndexedProperty::property).toList();
    if (!indexed.contains(key.name())) {
      errors.add(
          "select.key: there is no range index on %s.%s; indexed here: %s. Create one, or say 'key: auto'."
              .formatted(spec.selection().called(), key.name(), some(indexed)));
    }
  }

  private static void sourcesExist(Spec spec, Inspection graph, List<String> errors) {
    for (String property : NamedSources.of(spec)) {
      if (!graph.properties().contains(property)) {
        errors.add(
            "transform: the graph has no property '%s'; it has: %s"
                .formatted(property, some(graph.properties())));
      }
    }
  }

  private static void nothingIsOverwritten(Spec spec, Inspection graph, List<String> errors) {
    for (Map.Entry<String, Long> carrier : graph.carriers().entrySet()) {
      if (carrier.getValue() > 0) {
        errors.add(
            "transform: %d of %s have the property '%s' already, and 'strategy: shadow' overwrites nothing. Write to another property, or say 'strategy: in-place'."
                .formatted(carrier.getValue(), spec.selection().called(), carrier.getKey()));
      }
    }
  }

  /** The inverse cannot tell who had it before from who was given it. */
  private static void noLabelIsThere(
      Spec spec, ToLongFunction<String> labelled, List<String> errors) {
    for (String label : new TreeSet<>(spec.labelsThatMustBeAbsent())) {
      long carriers = labelled.applyAsLong(label);
      if (carriers > 0) {
        errors.add(
            "transform: %d of %s have the label '%s' already, and a rollback without undo records would take it from them too. Say 'undo: keep', or roll back first what gave it to them."
                .formatted(carriers, spec.selection().called(), label));
      }
    }
  }

  private static void duplicatesAreFound(Spec spec, Inspection graph, List<String> errors) {
    Dedupe dedupe = spec.dedupe();
    if (dedupe == null) {
      return;
    }
    List<String> indexed = graph.indexed().stream().map(IndexedProperty::property).toList();
    String first = dedupe.by().getFirst();
    if (!indexed.contains(first)) {
      errors.add(
          "dedupe.by: there is no range index on %s.%s, by which duplicates are found; indexed here: %s. Create one, or name an indexed property first."
              .formatted(spec.selection().called(), first, some(indexed)));
    }
    for (String property : dedupe.by()) {
      if (!graph.properties().contains(property)) {
        errors.add("dedupe.by: the graph has no property '%s'".formatted(property));
      }
    }
  }

  private static String kind(Selection selection) {
    return switch (selection.kind()) {
      case NODE -> "label";
      case RELATIONSHIP -> "relationship type";
    };
  }

  private static String some(Collection<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    List<String> sorted = List.copyOf(new TreeSet<>(names));
    String shown = String.join(", ", sorted.subList(0, Math.min(NAMES_SHOWN, sorted.size())));
    return sorted.size() > NAMES_SHOWN ? shown + ", …" : shown;
  }
}
