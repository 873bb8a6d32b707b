package org.drover.coordinator.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.drover.coordinator.versions.Window.Retired;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.keyspace.Tally;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The oldest versions leave the window, the current one never does. */
class WindowTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final List<VersionEntry> versions = new ArrayList<>();

  @Test
  void withRetainThreeTheFourthOldestIsRetired() {
    add("a", "(:P)", "cut-over", null);
    add("b", "(:P)", "cut-over", null);
    add("c", "(:P)", "backfilled", null);
    add("d", "(:P)", "cut-over", 3);

    assertThat(retired()).containsExactly("a");
  }

  @Test
  void nothingIsRetiredBeforeTheNewOneIsCutOver() {
    add("a", "(:P)", "cut-over", null);
    add("b", "(:P)", "backfilled", 1);

    assertThat(retired()).isEmpty();
  }

  @Test
  void theCurrentOneAndWhatIsNewerStay() {
    add("a", "(:P)", "backfilled", null);
    add("b", "(:P)", "cut-over", 1);
    add("c", "(:P)", "backfilled", 1);

    assertThat(retired()).containsExactly("a");
  }

  // An older version was cut over after a newer one: applications went back to it.
  @Test
  void whatWasCutOverLastStaysHoweverOldItIs() {
    add("a", "(:P)", "backfilled", null);
    add("b", "(:P)", "cut-over", 1, NOON.plusSeconds(90));
    add("c", "(:P)", "cut-over", 1, NOON.plusSeconds(80));

    assertThat(retired()).containsExactly("a");
  }

  @Test
  void whatIsTakenBackOrCleanedUpTakesNoPlace() {
    add("a", "(:P)", "cut-over", null);
    add("b", "(:P)", "rolled-back", null);
    add("c", "(:P)", "cleaned", null);
    add("d", "(:P)", "cut-over", 2);

    assertThat(retired()).isEmpty();
  }

  @Test
  void otherDataIsAnotherWindow() {
    add("a", "(:P)", "cut-over", null);
    add("b", "(:Q)", "cut-over", 1);

    assertThat(retired()).isEmpty();
  }

  @Test
  void allNodesAreAWindowOfTheirOwn() {
    add("a", "(:P)", "cut-over", null);
    add("b", "all nodes", "backfilled", null);
    add("c", "all nodes", "cut-over", null);
    add("d", "all nodes where n.tenant = 'x'", "backfilled", null);
    add("e", "all nodes", "cut-over", 2);

    assertThat(retired()).containsExactly("b");
  }

  private List<String> retired() {
    return Window.retired(versions).stream().map(Retired::migration).toList();
  }

  private void add(String migration, String selection, String status, @Nullable Integer retain) {
    add(migration, selection, status, retain, NOON.plusSeconds(versions.size()));
  }

  private void add(
      String migration,
      String selection,
      String status,
      @Nullable Integer retain,
      Instant cutOver) {
    Instant at = NOON.plusSeconds(versions.size());
    versions.add(
        new VersionEntry(
            migration,
            7,
            "v" + versions.size(),
            "main",
            selection,
            "shadow",
            status,
            new Tally(10, 10),
            null,
            null,
            "passed",
            "standard",
            null,
            retain,
            at,
            status.equals("cut-over") ? cutOver : null,
            at));
  }
}
