package org.drover.coordinator.versions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.drover.shared.journal.VersionEntry;

/**
 * The sliding window over the versions of the same data: which are to be retired. A function of the
 * registry.
 */
final class Window {

  /** Those that stand in the graph, whole. */
  private static final Set<String> STANDING = Set.of("backfilled", "cut-over");

  /**
   * A version that is to be cleaned up.
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

  private static void ofFamily(List<VersionEntry> newestFirst, List<Retired> retired) {
    int current = 0;
    while (current < newestFirst.size() && !newestFirst.get(current).status().equals("cut-over")) {
      current++;
    }
    if (current == newestFirst.size()) {
      return;
    }
    VersionEntry cutOver = newestFirst.get(current);
    Integer retain = cutOver.retain();
    if (retain != null) {
      newestFirst.stream()
          .skip((long) current + retain)
          .forEach(one -> retired.add(new Retired(one.migration(), cutOver)));
    }
  }

  private static String family(VersionEntry version) {
    return version.graph() + " " + version.selection();
  }
}
