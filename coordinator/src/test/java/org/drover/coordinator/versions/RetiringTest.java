package org.drover.coordinator.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.drover.coordinator.migration.Version;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.Retirement;
import org.drover.shared.journal.VersionEntry;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Spec;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.Test;

/** What only one version added goes, what others need stays. */
class RetiringTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String KEY =
      "{canonical-key: {version: v1, of: [a], into: key, version-into: kv}}";

  private final List<Version> versions = new ArrayList<>();
  private final List<VersionEntry> registry = new ArrayList<>();

  @Test
  void whatNobodyElseHasToDoWithGoes() {
    add("one", "cut-over", "P", "shadow", KEY + ", {add-label: V1}");
    add("two", "cut-over", "P", "shadow", "{copy: {a: b}}, {add-label: V2}");

    assertThat(retired("one"))
        .isEqualTo(new Retirement(List.of("V1"), List.of("key", "kv"), List.of()));
  }

  @Test
  void whatAnotherVersionReadsStaysAndItIsSaidWho() {
    add("one", "cut-over", "P", "shadow", KEY);
    add("two", "planned", "P", "shadow", "{copy: {key: b}}");

    assertThat(retired("one"))
        .isEqualTo(
            new Retirement(List.of(), List.of("kv"), List.of("property key, for two reads it")));
  }

  @Test
  void whatAnotherVersionSelectsByStays() {
    add("one", "cut-over", "P", "label", "{add-label: V1}");
    add("two", "backfilled", "V1", "shadow", "{copy: {a: b}}");

    assertThat(retired("one").takesNothing()).isTrue();
    assertThat(retired("one").stays()).containsExactly("label V1, for two reads it");
  }

  @Test
  void whatAnotherVersionWritesStaysAlsoWhereItsBookkeepingIsGone() {
    add("one", "cut-over", "P", "shadow", KEY);
    add("two", "cleaned", "P", "in-place", "{set: {key: x}}");

    assertThat(retired("one").stays()).containsExactly("property key, for two writes it");
  }

  @Test
  void aLabelThatSomeHadBeforeStays() {
    add("one", "cut-over", "P", "label", "{add-label: V1}");
    Spec spec = versions.getFirst().spec();
    versions.set(0, new Version("one", spec, "cut-over", true, 3));

    assertThat(retired("one"))
        .isEqualTo(
            new Retirement(List.of(), List.of(), List.of("label V1, for 3 members had it before")));
  }

  // Of both the only effect is the label: nobody could tell from the graph whose it is.
  @Test
  void aLabelThatTwoVersionsAddedStaysAsLongAsOneOfThemUsesIt() {
    add("one", "backfilled", "P", "label", "{add-label: V1}");
    add("two", "cut-over", "P", "label", "{add-label: V1}");

    assertThat(retired("one"))
        .isEqualTo(
            new Retirement(
                List.of(),
                List.of(),
                List.of(
                    "label V1, for two added it, too, and still uses it; the last to be retired"
                        + " takes it")));
  }

  @Test
  void theLastOfTwoTakesTheLabelAndSaysWhoLeftIt() {
    add("one", "retired", "P", "label", "{add-label: V1}");
    add("two", "backfilled", "P", "label", "{add-label: V1}");
    versions.set(1, new Version("two", versions.get(1).spec(), "backfilled", true, 10));

    Retirement taken = retired("two");
    assertThat(taken)
        .isEqualTo(
            new Retirement(
                List.of("V1"), List.of(), List.of(), List.of("label V1, which one left to it")));
    assertThat(taken.inWords())
        .isEqualTo(
            "labels that go: V1; this is the last to use the label V1, which one left to it");
  }

  // Of one nothing went when it was retired: only its bookkeeping did, as by a cleanup.
  @Test
  void whoWasRetiredWithoutTakingTheLabelDoesNotKeepItForEver() {
    add("one", "cleaned", "P", "label", "{add-label: V1}");
    add("two", "backfilled", "P", "label", "{add-label: V1}");
    assertThat(retired("two").stays()).containsExactly("label V1, for one writes it");

    Spec spec = versions.getFirst().spec();
    Retirement tookNothing = new Retirement(List.of(), List.of(), List.of("label V1, for two"));
    versions.set(0, new Version("one", spec, "cleaned", true, 0, tookNothing));
    assertThat(retired("two"))
        .isEqualTo(
            new Retirement(
                List.of("V1"), List.of(), List.of(), List.of("label V1, which one left to it")));
  }

  // What one took away, or some had before one, two did not have from it.
  @Test
  void aLabelThatMembersHadFromNoVersionStays() {
    add("one", "retired", "P", "label", "{add-label: V1}");
    add("two", "backfilled", "P", "label", "{add-label: V1}");
    Spec spec = versions.getFirst().spec();
    versions.set(1, new Version("two", versions.get(1).spec(), "backfilled", true, 10));

    Retirement tookIt = new Retirement(List.of("V1"), List.of(), List.of());
    versions.set(0, new Version("one", spec, "retired", true, 0, tookIt));
    assertThat(retired("two").stays()).containsExactly("label V1, for 10 members had it before");
    versions.set(0, new Version("one", spec, "retired", true, 3));
    assertThat(retired("two").stays()).containsExactly("label V1, for 10 members had it before");
  }

  @Test
  void aLabelOnOtherMembersIsNotTakenFromThemAndItIsSaid() {
    add("one", "retired", "Q", "label", "{add-label: V1}");
    add("two", "backfilled", "P", "label", "{add-label: V1}");

    assertThat(retired("two"))
        .isEqualTo(
            new Retirement(
                List.of("V1"),
                List.of(),
                List.of("label V1, which one left to it also on members of Q")));
  }

  // Whoever visits all nodes visits those of any label; the other way round others would stay.
  @Test
  void allNodesAreASelectionThatIncludesEveryLabel() {
    add("one", "retired", "P", "label", "{add-label: V1}");
    addOverAll("two", "backfilled", "{add-label: V1}");
    assertThat(retired("two").inherited()).containsExactly("label V1, which one left to it");

    versions.clear();
    addOverAll("all", "retired", "{add-label: V1}");
    add("some", "backfilled", "P", "label", "{add-label: V1}");
    Spec spec = versions.getLast().spec();
    versions.set(1, new Version("some", spec, "backfilled", true, 10));
    assertThat(retired("some"))
        .isEqualTo(
            new Retirement(
                List.of("V1"),
                List.of(),
                List.of("label V1, which all left to it also on members of all nodes")));
  }

  @Test
  void theWholeGraphHasACurrentVersionOfItsOwn() {
    add("one", "cut-over", "P", "label", "{add-label: V1}");
    addOverAll("two", "cut-over", "{add-label: V2}");
    addOverAll("three", "backfilled", "{add-label: V3}");

    assertThat(plan("one").against()).contains("the current version of (:P)");
    assertThat(plan("two").against()).contains("the current version of all nodes");
    assertThat(plan("three").against()).isEmpty();
  }

  @Test
  void whoIsGoneNeedsNothing() {
    add("one", "cut-over", "P", "shadow", KEY);
    add("two", "rolled-back", "P", "shadow", "{copy: {key: b}}");
    add("three", "retired", "P", "shadow", "{copy: {key: c}}");
    add("four", "cleaned", "P", "shadow", "{copy: {key: d}}");

    assertThat(retired("one").properties()).containsExactly("key", "kv");
  }

  @Test
  void anotherGraphIsAnotherMatter() {
    add("one", "cut-over", "P", "shadow", KEY);
    versions.add(
        new Version(
            "two", spec("two", "other", "P", "shadow", "{copy: {key: b}}"), "cut-over", true, 0));

    assertThat(retired("one").stays()).isEmpty();
  }

  @Test
  void whereNothingGoesOnlyTheBookkeepingDoes() {
    add("one", "backfilled", "P", "in-place", "{set: {a: 1}}");

    RetirementPlan plan = plan("one");
    assertThat(plan.against()).isEmpty();
    assertThat(plan.kind()).isEqualTo(PassKind.CLEANUP);
    assertThat(plan.why("old")).startsWith("old; nothing goes; stays: all that it wrote");
  }

  @Test
  void theCurrentVersionIsNotRetired() {
    add("one", "cut-over", "P", "shadow", KEY);
    add("two", "cut-over", "P", "shadow", "{copy: {a: b}}");
    add("three", "backfilled", "P", "shadow", "{copy: {a: c}}");

    assertThat(plan("two").against()).contains("the current version of (:P)");
    assertThat(plan("one").against()).isEmpty();
    assertThat(plan("three").against()).isEmpty();
  }

  @Test
  void whatANewerVersionReadsIsNotRetiredByAPerson() {
    add("one", "backfilled", "P", "shadow", KEY);
    add("two", "cut-over", "P", "shadow", "{copy: {key: b}}");

    assertThat(plan("one").against())
        .isEqualTo(
            "newer versions need what would go: two reads the property key. Retire these first,"
                + " or clean up without retiring");
  }

  @Test
  void onlyWhatIsWholeAndAtRestIsRetired() {
    add("one", "backfilling", "P", "shadow", KEY);
    add("two", "cut-over", "P", "shadow", "{copy: {a: b}}");
    add("three", "cut-over", "P", "shadow", "{copy: {a: c}}");
    versions.set(1, new Version("two", versions.get(1).spec(), "cut-over", false, 0));

    assertThat(plan("one").against()).contains("it is backfilling");
    assertThat(plan("two").against()).contains("a pass is under way");
  }

  private Retirement retired(String migration) {
    return plan(migration).takes();
  }

  private RetirementPlan plan(String migration) {
    Version version =
        versions.stream()
            .filter(one -> one.migration().equals(migration))
            .findFirst()
            .orElseThrow();
    return Retiring.asked(version, versions, registry);
  }

  private void addOverAll(String migration, String status, String steps) {
    String text =
        "{migration: %s, select: {nodes: all}, strategy: label, transform: [%s]}"
            .formatted(migration, steps);
    versions.add(new Version(migration, read(text), status, true, 0));
    register(migration, status, "all nodes");
  }

  private void add(String migration, String status, String label, String strategy, String steps) {
    versions.add(
        new Version(migration, spec(migration, "main", label, strategy, steps), status, true, 0));
    if (!status.equals("planned")) {
      register(migration, status, "(:" + label + ")");
    }
  }

  private static Spec spec(
      String migration, String graph, String label, String strategy, String steps) {
    String text =
        "{migration: %s, graph: %s, select: {label: %s}, strategy: %s, transform: [%s]}"
            .formatted(migration, graph, label, strategy, steps);
    return read(text);
  }

  private static Spec read(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready -> ready.spec();
      case SpecReading.Refused refused -> throw new AssertionError(refused.errors().toString());
    };
  }

  private void register(String migration, String status, String selection) {
    Instant at = NOON.plusSeconds(registry.size());
    registry.add(
        new VersionEntry(
            migration,
            7,
            "v",
            "main",
            selection,
            "shadow",
            status,
            new Tally(10, 10),
            null,
            null,
            "none",
            null,
            null,
            null,
            at,
            status.equals("cut-over") ? at : null,
            at));
  }
}
