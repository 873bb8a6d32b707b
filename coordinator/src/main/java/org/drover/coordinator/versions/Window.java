package org.drover.coordinator.versions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.drover.shared.journal.VersionEntry;
import org.jspecify.annotations.Nullable;

/**
 * The sliding window over the versions of the same data: which are to be retired. A function of the
 * registry.
 */
final class Window {

  private static final String CUT_OVER = "cut-over";

  /** Those that stand in the graph, whole. */
  private static final Set<String> STANDING = Set.of("backfilled", CUT_OVER);

  /**
   * A version that is to go.
   *
   * @param current the one whose spec says so
   */
  record Retired(String migration, VersionEntry current) {}

  private Window() {}

  /** Never the current one, which is the newest that was cut over, nor any that is newer. */
  static List<Retired> retired(List<VersionEntry> versions) {
    List<Retired> retired = new ArrayList<>();
    versions.stream()
        .map(Window::family)
        .distinct()
        .forEach(
            family ->
                ofFamily(
                    versions.stream()
                        .filter(one -> family(one).equals(family))
                        .filter(one -> STANDING.contains(one.status()))
                        .sorted(Comparator.comparing(VersionEntry::created).reversed())
                        .toList(),
                    retired));
    return retired;
  }

  /** The current one of the same data; null if none is cut over. */
  static @Nullable VersionEntry current(List<VersionEntry> versions, VersionEntry of) {
    return versions.stream()
        .filter(one -> family(one).equals(family(of)))
        .filter(one -> one.status().equals(CUT_OVER))
        .max(Comparator.comparing(VersionEntry::created))
        .orElse(null);
  }

  private static void ofFamily(List<VersionEntry> newestFirst, List<Retired> retired) {
    VersionEntry current =
        newestFirst.isEmpty() ? null : current(newestFirst, newestFirst.getFirst());
    if (current == null || current.retain() == null) {
      return;
    }
    newestFirst.stream()
        .skip((long) newestFirst.indexOf(current) + current.retain())
        .forEach(one -> retired.add(new Retired(one.migration(), current)));
  }

  private static String family(VersionEntry version) {
    return version.graph() + " " + version.selection();
  }
}
