package org.drover.shared.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The current version is the last that was cut over, whenever it was made. */
class CurrentVersionTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void theLastThatWasCutOverIsCurrentNotTheNewest() {
    VersionEntry older = version("older", 1, "cut-over", 9);
    VersionEntry newer = version("newer", 2, "cut-over", 8);
    List<VersionEntry> registry = List.of(newer, older);

    assertThat(CurrentVersion.of(registry, newer)).isEqualTo(older);
    assertThat(CurrentVersion.why(registry, older))
        .isEqualTo("the last of (:P) that was cut over, at 2026-01-01T12:00:09Z");
    assertThat(CurrentVersion.why(registry, newer))
        .isEqualTo("older was cut over later, at 2026-01-01T12:00:09Z");
  }

  @Test
  void whatIsRolledBackIsNeverCurrent() {
    VersionEntry first = version("first", 1, "cut-over", 5);
    VersionEntry second = version("second", 2, "rolled-back", 9);
    List<VersionEntry> registry = List.of(second, first);

    assertThat(CurrentVersion.of(registry, second)).isEqualTo(first);
    assertThat(CurrentVersion.why(registry, second))
        .isEqualTo("first is cut over, and this one rolled-back");
  }

  @Test
  void whoseCutOverNobodyNotedComesBeforeTheOthers() {
    VersionEntry unknown = version("unknown", 3, "cut-over", null);
    VersionEntry older = version("older", 2, "cut-over", null);
    VersionEntry known = version("known", 1, "cut-over", 4);

    assertThat(CurrentVersion.of(List.of(unknown, older, known), older)).isEqualTo(known);
    assertThat(CurrentVersion.of(List.of(unknown, older), older)).isEqualTo(unknown);
  }

  @Test
  void whereNoneIsCutOverNoneIsCurrent() {
    VersionEntry one = version("one", 1, "backfilled", null);

    assertThat(CurrentVersion.of(List.of(one), one)).isNull();
    assertThat(CurrentVersion.why(List.of(one), one)).isEqualTo("none of (:P) is cut over");
  }

  private static VersionEntry version(
      String migration, int created, String status, @Nullable Integer cutOver) {
    return new VersionEntry(
        migration,
        7,
        "v",
        "main",
        "(:P)",
        "shadow",
        status,
        new Tally(10, 10),
        null,
        null,
        "passed",
        "standard",
        null,
        null,
        NOON.plusSeconds(created),
        cutOver == null ? null : NOON.plusSeconds(cutOver),
        NOON);
  }
}
