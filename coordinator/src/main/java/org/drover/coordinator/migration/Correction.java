package org.drover.coordinator.migration;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Revision;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/**
 * What becomes of a migration whose transform is corrected: its passes run by the corrected spec
 * from then on, and the next sweep migrates by it what the first one has migrated.
 */
final class Correction {

  private Correction() {}

  /** What stands against a spec in place of the one by which it runs now; empty if nothing does. */
  static String against(Known state, String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Refused refused ->
          "the corrected spec is refused: " + refused.errors().getFirst();
      case SpecReading.Ready ready -> against(state, ready.spec());
    };
  }

  private static String against(Known state, Spec corrected) {
    Spec before = state.spec();
    if (!corrected.with(before.transform()).equals(before)) {
      return "the corrected spec differs in more than its transform; nothing else may be corrected";
    }
    // Else a rollback would leave behind what nobody knows of.
    if (!leaves(corrected).equals(leaves(before))) {
      return "the corrected transform writes %s, the migration's own writes %s; what is written must stay the same"
          .formatted(leaves(corrected), leaves(before));
    }
    if (before.leavesSelection()) {
      return "the transform takes the label '%s' away, and no sweep could migrate again who has lost it. Mend the data, or migrate these members by a spec with an id of its own"
          .formatted(before.selection().name());
    }
    String why = canBeSwept(state) ? Revision.against(before, corrected) : "";
    return why.isEmpty()
        ? ""
        : "no sweep could migrate by the corrected transform what the first one has migrated: %s. Mend the data, or migrate these members by a spec with an id of its own"
            .formatted(why);
  }

  /** Whether members may still be as a transform made them that was corrected since. */
  static boolean awaitsSweep(Known state) {
    return state.behind().unsweptCorrection() != null && canBeSwept(state);
  }

  /** Where the first transform cannot run again, a correction is for the retried members alone. */
  private static boolean canBeSwept(Known state) {
    return Repeatable.against(state.submission().spec()).isEmpty();
  }

  /** Options of a pass by the spec of now. */
  static PassOptions byThisSpec(Known state, PassOptions options) {
    SpecSource correction = state.behind().correction();
    return correction == null || options.spec() != null
        ? options
        : options.withSpec(correction.text());
  }

  /** Options of a verification of the last pass that wrote everything. */
  static PassOptions verification(Known state, PassOptions options) {
    Pass written = state.behind().lastWritten();
    String correction = state.behind().unsweptCorrection();
    PassOptions chosen = correction == null ? options : options.withSpec(correction);
    return written == null ? chosen : chosen.lookingBackAt(written.number());
  }

  /** Properties and labels that the transform may touch, by name. */
  private static List<Set<String>> leaves(Spec spec) {
    return List.of(
        names(spec, Footprint::writes),
        names(spec, Footprint::labelsAdded),
        names(spec, Footprint::labelsRemoved));
  }

  private static Set<String> names(Spec spec, Function<Footprint, Set<String>> part) {
    return spec.transform().stream()
        .flatMap(step -> part.apply(Footprint.of(step)).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
