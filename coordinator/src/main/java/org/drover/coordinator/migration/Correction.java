package org.drover.coordinator.migration;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;

/** Whether a spec is another's with nothing corrected but its transform. */
final class Correction {

  private Correction() {}

  /** What stands against it; empty if nothing does. */
  static String against(Spec original, String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Refused refused ->
          "the corrected spec is refused: " + refused.errors().getFirst();
      case SpecReading.Ready ready -> against(original, ready.spec());
    };
  }

  private static String against(Spec original, Spec corrected) {
    if (!corrected.with(original.transform()).equals(original)) {
      return "the corrected spec differs in more than its transform; nothing else may be corrected";
    }
    // Else a rollback would leave behind what nobody knows of.
    return leaves(corrected).equals(leaves(original))
        ? ""
        : "the corrected transform writes %s, the migration's own writes %s; what is written must stay the same"
            .formatted(leaves(corrected), leaves(original));
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
