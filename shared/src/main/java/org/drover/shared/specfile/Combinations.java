package org.drover.shared.specfile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.drover.shared.spec.Aftercare;
import org.drover.shared.spec.Dedupe;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.FoundAgain;
import org.drover.shared.spec.Inverse;
import org.drover.shared.spec.KeyChoice;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Reaction;
import org.drover.shared.spec.Selection;
import org.drover.shared.spec.Step;
import org.drover.shared.spec.Strategy;
import org.drover.shared.spec.Trigger;
import org.drover.shared.spec.Undo;

/** Refuses what is well written part by part, but cannot be together. */
final class Combinations {

  private final Selection selection;
  private final List<StepReader.Placed> steps;

  Combinations(Selection selection, List<StepReader.Placed> steps) {
    this.selection = selection;
    this.steps = steps;
  }

  /** Whether the strategy allows each step. */
  void checkStrategy(Strategy strategy) {
    switch (strategy) {
      case SHADOW -> checkShadow();
      case LABEL -> checkLabelsOnly();
      case IN_PLACE -> {}
    }
  }

  /** Whether each step makes sense on what is selected. */
  void checkSelection() {
    for (StepReader.Placed placed : steps) {
      Footprint footprint = Footprint.of(placed.step());
      boolean labels = !footprint.labelsAdded().isEmpty() || !footprint.labelsRemoved().isEmpty();
      if (labels && selection.kind() == Selection.Kind.RELATIONSHIP) {
        placed.name().refuse("a relationship has no labels; this step is for nodes");
      } else if (addsOnly(placed.step()) && addsSelected(footprint, selection)) {
        placed.name().refuse("every selected node has this label already");
      } else if (placed.step() instanceof Step.Retype retype && selection.isWhole()) {
        placed
            .name()
            .refuse(
                "it is for the nodes of one label; select them: 'label: %s'"
                    .formatted(retype.from()));
      }
    }
  }

  private static boolean addsSelected(Footprint footprint, Selection selection) {
    return footprint.labelsAdded().stream().anyMatch(selection::isOfLabel);
  }

  private static boolean addsOnly(Step step) {
    return step instanceof Step.AddLabel || step instanceof Step.LabelBy;
  }

  /** What a statement changes, beside its own member too, only the database knows. */
  void checkUndo(Undo undo, Spot spot) {
    boolean unknown = steps.stream().anyMatch(placed -> Footprint.of(placed.step()).unknown());
    if (undo == Undo.KEEP && unknown) {
      spot.refuse(
          "nobody but the database can tell what a 'cypher' step changes, so that it cannot be"
              + " kept; say 'none', and take a backup");
    }
  }

  /** Where others may write, it is nothing that they do. */
  void checkForeignWrites(Aftercare aftercare, Mode mode, Spot spot) {
    if (mode == Mode.LIVE && aftercare.reactions().containsKey(Trigger.FOREIGN_WRITES)) {
      spot.refuse("'foreign-writes' is for 'mode: offline'; under live others may write");
    }
  }

  /** A rollback that nobody could do is no reaction. */
  void checkReactions(Aftercare aftercare, Optional<Strategy> strategy, Undo undo, Spot spot) {
    if (!aftercare.reactions().containsValue(Reaction.ROLLBACK) || undo == Undo.KEEP) {
      return;
    }
    String against = Inverse.against(selection, strategy.orElse(Strategy.SHADOW), plainSteps());
    if (!against.isEmpty()) {
      spot.refuse("'rollback' is not possible: " + against);
    }
  }

  /** A verification looks for its members by the same condition as the backfill. */
  void checkVerify(Spot spot) {
    String lost = FoundAgain.againstWhere(selection, plainSteps());
    if (!lost.isEmpty()) {
      spot.refuse(
          "nothing can be verified: " + lost + ". Say another 'where', or leave 'verify' out");
    }
  }

  /** As long as there is no index over everything, nobody finds equal values without a scan. */
  void checkUnique(Spot verify) {
    if (!selection.isWhole()) {
      return;
    }
    verify.fields("a mapping").stream()
        .filter(field -> field.key().equals("unique"))
        .forEach(
            field ->
                field
                    .value()
                    .refuse(
                        ofOneName("equal values are found by an index")
                            + " leave 'unique' out: what a constraint refuses goes into quarantine"));
  }

  /** Why a whole kind cannot have something, and the first half of what to write instead. */
  private String ofOneName(String what) {
    return switch (selection.kind()) {
      case NODE -> what + ", and an index is of one label; select by 'label', or";
      case RELATIONSHIP -> what + ", and an index is of one type; select by 'relationship', or";
    };
  }

  private List<Step> plainSteps() {
    return steps.stream().map(StepReader.Placed::step).toList();
  }

  /** A member whose key changes would move to where the pass has been, or has yet to come. */
  void checkKey(KeyChoice key, Spot spot) {
    if (!(key instanceof KeyChoice.Property property)) {
      return;
    }
    if (selection.isWhole()) {
      spot.refuse(ofOneName("members are visited in the order of an index") + " say 'key: id'");
    }
    for (StepReader.Placed placed : steps) {
      if (Footprint.of(placed.step()).writes().contains(property.name())) {
        spot.refuse(
            placed.name().value().path()
                + " writes this property, so that members would move while they are visited;"
                + " choose another key, or id");
      }
    }
  }

  /** What tells duplicates apart must not change while they are told apart. */
  void checkDedupe(Dedupe dedupe, Spot spot) {
    if (selection.isWhole()) {
      spot.refuse(ofOneName("duplicates are found by an index") + " leave 'dedupe' out");
    }
    for (StepReader.Placed placed : steps) {
      for (String property : dedupe.by()) {
        if (Footprint.of(placed.step()).writes().contains(property)) {
          spot.refuse(
              "%s writes the property '%s', by which duplicates are told; write to another one"
                  .formatted(placed.name().value().path(), property));
        }
      }
    }
  }

  private void checkShadow() {
    Map<String, String> writers = new HashMap<>();
    for (StepReader.Placed placed : steps) {
      String destruction = destruction(placed.step());
      if (!destruction.isEmpty()) {
        placed
            .name()
            .refuse(
                "needs 'strategy: in-place': "
                    + destruction
                    + ", and under shadow nothing that exists is changed");
        continue;
      }
      for (String property : sorted(Footprint.of(placed.step()).writes())) {
        String first = writers.putIfAbsent(property, placed.name().value().path());
        if (first != null) {
          placed
              .name()
              .refuse(
                  "writes a property that "
                      + first
                      + " writes already; under shadow each is written by one step, otherwise"
                      + " 'strategy: in-place' is needed");
        }
      }
    }
  }

  private void checkLabelsOnly() {
    for (StepReader.Placed placed : steps) {
      Footprint footprint = Footprint.of(placed.step());
      if (footprint.unknown() || !footprint.writes().isEmpty()) {
        placed
            .name()
            .refuse(
                (footprint.unknown() ? "may write properties" : "writes properties")
                    + ", and 'strategy: label' changes labels only: add-label,"
                    + " label-by, remove-label, and retype without defaults");
      }
    }
  }

  /** What a step does to something that exists; empty if it only adds. */
  private static String destruction(Step step) {
    Footprint footprint = Footprint.of(step);
    return switch (step) {
      case Step.CanonicalKey key -> "";
      case Step.RowHash hash -> "";
      case Step.AddLabel add -> "";
      case Step.LabelBy by -> "";
      case Step.SetProperties set -> "";
      case Step.Defaults defaults -> "";
      case Step.Copy copy -> "";
      case Step.RemoveLabel remove -> "it takes a label away";
      case Step.RemoveProperties remove -> "it takes properties away";
      case Step.Rename rename -> "it takes the old names away ('copy' leaves them)";
      case Step.Cast cast -> inPlace(footprint);
      case Step.MapValues map -> inPlace(footprint);
      case Step.IntoMap map ->
          map.keep() ? "" : "it takes away what it folds ('keep: true' leaves it)";
      case Step.FromMap map ->
          map.keep() ? "" : "it takes away what it unfolds ('keep: true' leaves it)";
      case Step.Java own -> footprint.changes().isEmpty() ? "" : "it writes over what it reads";
      case Step.Retype retype -> "it takes a label away ('add-label' leaves it)";
      case Step.Cypher cypher -> "nobody but the database can tell what a statement overwrites";
    };
  }

  private static String inPlace(Footprint footprint) {
    return footprint.changes().isEmpty() ? "" : "without 'into' it overwrites what it reads";
  }

  private static List<String> sorted(Set<String> properties) {
    return properties.stream().sorted().toList();
  }
}
