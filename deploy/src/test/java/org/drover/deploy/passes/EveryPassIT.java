package org.drover.deploy.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.drover.coordinator.plan.SpecMismatch;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Additions;
import org.drover.shared.spec.Footprint;
import org.drover.shared.spec.Inverse;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Undo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever the graph and the spec: the survey foresees what the backfill does, the verification
 * agrees, the rollback restores, also from the middle, the cleanup leaves nothing but the effect,
 * and of a retired version not even that.
 */
@Order(5)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPassIT {

  private static final int TRIES = 40;

  /** How large what is drawn may become: that of jqwik's own properties. */
  private static final int SIZE = 1_000;

  /** What two other migrations keep in the same graph. Nobody but they may touch it. */
  private static final String OTHERS =
      """
      UNWIND ['other', 'third'] AS other
      CREATE (:DroverFence {id: other + '/1/0', migration: other, epoch: 1, sequence: 0, a: 1}),
        (:DroverMigration {id: other, phase: 'backfilling', sequence: 1, a: 'x'})
      """;

  private final Databases databases = new Databases();

  /** How many samples were what. */
  private final Map<String, Integer> met = new TreeMap<>();

  @BeforeAll
  void index() {
    databases.run(
        "CREATE CONSTRAINT FOR (n:`%s`) REQUIRE n.%s IS UNIQUE"
            .formatted(Samples.KEYED, Samples.KEY));
    databases.run(
        "CREATE CONSTRAINT FOR ()-[r:%s]-() REQUIRE r.%s IS UNIQUE"
            .formatted(Sample.TYPE, Samples.KEY));
    databases.run("CREATE INDEX FOR (n:`%s`) ON (n.%s)".formatted(Samples.KEYED, Samples.CODE));
    databases.run("CALL db.awaitIndexes(60)");
  }

  @AfterAll
  void close() {
    databases.close();
    System.out.println("samples: " + met);
  }

  // Not a property of jqwik's own engine: that runs before all other tests, and nothing beside it.
  @Test
  void everyPassKeepsWhatItPromises() {
    long seed = Long.getLong("drover.seed", System.nanoTime());
    System.out.println("seed of the samples " + seed);
    Random random = new Random(seed);
    JqwikSession.run(
        () -> {
          RandomGenerator<Sample> samples = Samples.all().generator(SIZE);
          for (int i = 0; i < TRIES; i++) {
            Sample sample = samples.next(random).value();
            try {
              everyPassKeepsWhatItPromises(sample);
            } catch (AssertionError | RuntimeException broken) {
              throw new AssertionError(
                  "sample %d of seed %d: %s".formatted(i, seed, sample), broken);
            }
          }
        });
  }

  private void everyPassKeepsWhatItPromises(Sample sample) {
    databases.empty();
    databases.run(OTHERS);
    sample.cypher().forEach(databases::run);
    Map<String, String> before = databases.contents();
    Migrating migrating = migrating(databases, sample, "first");
    try {
      migrating.check();
    } catch (SpecMismatch refused) {
      meet("refused");
      assertThat(databases.contents()).isEqualTo(before);
      return;
    }
    meet(sample.spec().strategy() + " undo " + sample.spec().undo());
    meet(sample.spec().selection().called());
    boolean undone = canBeUndone(sample.spec());
    if (undone) {
      aPartIsTakenBack(databases, sample, before);
    }
    SurveyReport foreseen = migrating.survey();
    assertThat(databases.contents()).as("a survey leaves no trace").isEqualTo(before);
    Tally done = migrating.backfill();
    Map<String, String> after = databases.contents();
    whatWasForeseenWasDone(foreseen.seen(), done, sample.spec());
    nothingDiffers(databases, migrating, sample.spec());
    assertThat(databases.contents()).as("a verification leaves no trace").isEqualTo(after);
    if (!undone) {
      onlyTheEffectStays(databases, migrating, after);
      return;
    }
    isTakenBack(migrating, done);
    assertThat(withoutFences(databases.contents())).as("rolled back").isEqualTo(before);
    migrating.cleanup();
    assertThat(databases.contents()).as("rolled back and cleaned up").isEqualTo(before);
    assertThat(databases.kept()).as("what is kept beside the journal").isZero();

    Migrating again = migrating(databases, sample, "second");
    assertThat(again.backfill()).isEqualTo(done);
    assertThat(again.digests(1)).as("digests").isEqualTo(migrating.digests(2));
    if (foreseen.seen().undecided() == 0) {
      nothingIsLeftToSweep(again, sample.spec(), done);
    }
    onlyTheEffectStays(databases, again, after);
    nothingStaysOfARetiredVersion(databases, again, sample.spec(), before);
  }

  /** Where it only added; where a label was there before, it goes from those too that had it. */
  private void nothingStaysOfARetiredVersion(
      Databases databases, Migrating migrating, Spec spec, Map<String, String> before) {
    Additions added = Additions.of(spec);
    boolean nothing = added.labels().isEmpty() && added.properties().isEmpty();
    if (nothing || !added.others().isEmpty() || hadTheLabel(spec, before)) {
      return;
    }
    meet("retired");
    migrating.retire();
    migrating.cleanup();
    assertThat(databases.contents()).as("retired and cleaned up").isEqualTo(before);
  }

  /** As much as was written, and every range has the digest again that it had before. */
  private static void isTakenBack(Migrating migrating, Tally done) {
    int before = migrating.passes();
    assertThat(migrating.rollbackInParts(2).changed()).as("taken back").isEqualTo(done.changed());
    for (int pass = before + 1; pass <= migrating.passes(); pass++) {
      assertThat(migrating.findings(pass))
          .as("findings of a rollback")
          .allSatisfy(finding -> assertThat(finding.kind().isNote()).isTrue());
    }
  }

  private static Migrating migrating(Databases databases, Sample sample, String migration) {
    return new Migrating(
        databases, sample.spec(migration), sample.text(migration), sample.rhythm());
  }

  private static boolean canBeUndone(Spec spec) {
    return spec.undo() == Undo.KEEP || Inverse.against(spec).isEmpty();
  }

  private static boolean hadTheLabel(Spec spec, Map<String, String> before) {
    return before.values().stream().anyMatch(node -> node.contains(Samples.ADDED))
        && spec.transform().stream()
            .anyMatch(step -> Footprint.of(step).labelsAdded().contains(Samples.ADDED));
  }

  private static void aPartIsTakenBack(
      Databases databases, Sample sample, Map<String, String> before) {
    Migrating part = migrating(databases, sample, "part");
    part.backfillPartly(sample.rhythm().stop());
    part.cleanupPartly(1);
    part.rollback(1);
    assertThat(withoutFences(databases.contents()))
        .as("rolled back from the middle, and of a cleanup")
        .isEqualTo(before);
    part.cleanup();
    assertThat(databases.contents()).as("rolled back from the middle").isEqualTo(before);
  }

  /** Of what only the database understands a survey foresees whom it visits. */
  private void whatWasForeseenWasDone(SurveyReport.Counts seen, Tally done, Spec spec) {
    assertThat(done.visited()).isEqualTo(seen.members());
    if (spec.writesUnknown()) {
      return;
    }
    if (seen.undecided() > 0) {
      meet("undecided");
    }
    long more = done.setAside() - seen.quarantined();
    assertThat(more).as("of those that were undecided").isBetween(0L, seen.undecided());
    assertThat(done)
        .isEqualTo(
            new Tally(
                seen.members(),
                seen.wouldChange() - more,
                seen.quarantined() + more,
                seen.duplicates()));
  }

  /** But for values that members shared before, and nobody forbade. */
  private void nothingDiffers(Databases databases, Migrating migrating, Spec spec) {
    Level level = Repeatable.against(spec).isEmpty() ? Level.FORENSIC : Level.STANDARD;
    Map<Boolean, List<RangeFinding>> findings =
        migrating.verify(level).stream()
            .collect(Collectors.partitioningBy(one -> one.kind() == Kind.COLLISION));
    assertThat(findings.get(false)).as("findings").isEmpty();
    List<Long> sharing = new ArrayList<>();
    for (String property : spec.verified().unique()) {
      sharing.addAll(databases.sharing(spec.selection(), property));
    }
    if (!sharing.isEmpty()) {
      meet("shared values");
    }
    assertThat(findings.get(true))
        .as("collisions")
        .extracting(RangeFinding::id)
        .containsExactlyInAnyOrderElementsOf(sharing);
  }

  private static void nothingIsLeftToSweep(Migrating migrating, Spec spec, Tally done) {
    if (Repeatable.against(spec).isEmpty()) {
      assertThat(migrating.sweep())
          .as("a sweep")
          .isEqualTo(new Tally(done.visited(), 0, done.setAside(), done.duplicates()));
    }
  }

  private static void onlyTheEffectStays(
      Databases databases, Migrating migrating, Map<String, String> after) {
    migrating.cleanup();
    assertThat(databases.contents()).as("cleaned up").isEqualTo(withoutFences(after));
    assertThat(databases.kept()).as("what is kept beside the journal").isZero();
  }

  private static Map<String, String> withoutFences(Map<String, String> contents) {
    Map<String, String> others = new TreeMap<>(contents);
    others
        .values()
        .removeIf(
            node ->
                node.startsWith("[DroverFence]")
                    && !node.contains("migration=\"other\"")
                    && !node.contains("migration=\"third\""));
    return others;
  }

  private void meet(String what) {
    met.merge(what, 1, Integer::sum);
  }
}
