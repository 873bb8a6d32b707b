package org.drover.shared.journal;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the versions of the same data is the current one, and why: a function of the registry.
 */
public final class CurrentVersion {

  private static final String CUT_OVER = "cut-over";

  /** Of some that were cut over before anybody noted when, the newest. */
  private static final Comparator<VersionEntry> BY_CUT_OVER =
      Comparator.comparing(
              VersionEntry::cutOver, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
          .thenComparing(VersionEntry::created);

  private CurrentVersion() {}

  /** Versions of the same selection of the same graph have the same. */
  public static String window(VersionEntry version) {
    return version.graph() + " " + version.selection();
  }

  /**
   * The current one of the same data: the last that was cut over and is so still. Null if there is
   * none; one that is rolled back never is.
   */
  public static @Nullable VersionEntry of(List<VersionEntry> registry, VersionEntry one) {
    return registry.stream()
        .filter(other -> window(other).equals(window(one)))
        .filter(CurrentVersion::isCutOver)
        .max(BY_CUT_OVER)
        .orElse(null);
  }

  public static boolean is(List<VersionEntry> registry, VersionEntry one) {
    return one.equals(of(registry, one));
  }

  /** Why a version is the current one, or why it is not. */
  public static String why(List<VersionEntry> registry, VersionEntry one) {
    VersionEntry current = of(registry, one);
    if (current == null) {
      return "none of %s is cut over".formatted(one.selection());
    }
    if (current.equals(one)) {
      return "the last of %s that was cut over%s".formatted(one.selection(), at(one));
    }
    return isCutOver(one)
        ? "%s was cut over later%s".formatted(current.migration(), at(current))
        : "%s is cut over, and this one %s".formatted(current.migration(), one.status());
  }

  private static boolean isCutOver(VersionEntry one) {
    return one.status().equals(CUT_OVER);
  }

  private static String at(VersionEntry one) {
    return one.cutOver() == null ? "" : ", at " + one.cutOver();
  }
}
