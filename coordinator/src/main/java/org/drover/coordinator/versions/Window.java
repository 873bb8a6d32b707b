package org.drover.coordinator.versions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.drover.shared.journal.CurrentVersion;
import org.drover.shared.journal.VersionEntry;

/**
 * The sliding window over the versions of the same data: which are to be retired. A function of the
 * registry.
 */
final class Window {

  /** Those that stand in the graph, whole. */
  private static final Set<String> STANDING = Set.of("backfilled", "cut-over");

  /**
   * A version that is to go.
   *
   * @param current the one whose spec says so
   */
  record Retired(String migration, VersionEntry current) {}

  private Window() {}

  /** Never the current one, which is the last that was cut over, nor any that is newer. */
  static List<Retired> retired(List<VersionEntry> versions) {
    List<Retired> retired = new ArrayList<>();
    versions.stream()
        .map(CurrentVersion::window)
        .distinct()
        .forEach(
            family ->
                ofFamily(
                    versions.stream()
                        .filter(one -> CurrentVersion.window(one).equals(family))
                        .filter(one -> STANDING.contains(one.status()))
                        .sorted(Comparator.comparing(VersionEntry::created).reversed())
                        .toList(),
                    retired));
    return retired;
  }

  private static void ofFamily(List<VersionEntry> newestFirst, List<Retired> retired) {
    VersionEntry current =
        newestFirst.isEmpty() ? null : CurrentVersion.of(newestFirst, newestFirst.getFirst());
    if (current == null || current.retain() == null) {
      return;
    }
    newestFirst.stream()
        .skip((long) newestFirst.indexOf(current) + current.retain())
        .forEach(one -> retired.add(new Retired(one.migration(), current)));
  }
}
