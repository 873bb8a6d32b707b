package org.drover.shared.spec;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether the selection still finds a member once it is migrated. Who looks at what was written
 * needs that: a verification, a sweep, an inverse.
 */
public final class FoundAgain {

  private FoundAgain() {}

  /** Why nobody can rely on it; empty if the selection finds the same before and after. */
  public static String against(Spec spec) {
    return spec.leavesSelection() && spec.key() instanceof KeyChoice.Property key
        ? "its transform takes the label '%s' away, in whose index of '%s' its nodes would be found; only those that are visited by their ids are known by them afterwards (select.key: auto)"
            .formatted(spec.selection().called(), key.name())
        : againstWhere(spec);
  }

  /** The same, as far as it is the {@code where} that changes its mind. */
  public static String againstWhere(Spec spec) {
    return againstWhere(spec.selection(), spec.transform());
  }

  /** What cannot be had of such a migration later, in a sentence; empty if everything can. */
  public static String reservation(Spec spec) {
    String lost = againstWhere(spec);
    if (lost.isEmpty()) {
      String unknown = against(spec);
      return unknown.isEmpty() ? "" : "it can be neither verified nor cut over: " + unknown;
    }
    String never = "it can be neither verified, swept nor cut over";
    return (spec.undo() == Undo.KEEP ? never : never + ", nor rolled back") + ": " + lost;
  }

  /** The same as {@link #againstWhere(Spec)} of a spec that is not whole yet. */
  public static String againstWhere(Selection selection, List<Step> steps) {
    String where = selection.where();
    if (where == null) {
      return "";
    }
    SortedSet<String> named = touched(steps);
    named.removeIf(name -> !Reads.names(where, name));
    return named.isEmpty()
        ? ""
        : "its 'where' speaks of %s, which it writes itself, so that it does not find again what is migrated"
            .formatted(String.join(", ", named));
  }

  /**
   * Why duplicates could not be told apart by what stands in an index of the selected label; empty
   * if they can.
   */
  public static String againstDedupe(Spec spec) {
    return spec.dedupe() != null && spec.leavesSelection()
        ? "the transform takes the label '%1$s' away, in whose index duplicates are found: the second of two would not find the first. Give the new label with 'dedupe' by one spec, and take '%1$s' away by another"
            .formatted(spec.selection().name())
        : "";
  }

  /** Why nobody could look for shared values; empty if one can. */
  public static String againstUnique(Spec spec) {
    return !spec.verified().unique().isEmpty()
            && spec.leavesSelection()
            && Successors.of(spec).isEmpty()
        ? "the transform takes the label '%s' away and gives none in its place, so that there is no index by which equal values are found"
            .formatted(spec.selection().name())
        : "";
  }

  /** What only the database knows of is not among it. */
  private static SortedSet<String> touched(List<Step> steps) {
    SortedSet<String> touched = new TreeSet<>();
    for (Step step : steps) {
      Footprint footprint = Footprint.of(step);
      touched.addAll(footprint.writes());
      touched.addAll(footprint.labelsAdded());
      touched.addAll(footprint.labelsRemoved());
    }
    return touched;
  }
}
