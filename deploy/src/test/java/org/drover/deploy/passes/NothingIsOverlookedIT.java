package org.drover.deploy.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.coordinator.survey.SurveyReport;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.spec.Level;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Scenes in which nobody is put aside who is innocent, and no verification passes over what its
 * level claims to find.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingIsOverlookedIT {

  private final Databases databases = new Databases();

  @BeforeAll
  void index() {
    databases.run("CREATE CONSTRAINT unique_key FOR (n:Unique) REQUIRE n.key IS UNIQUE");
    databases.run("CREATE INDEX FOR (n:Unique) ON (n.number)");
    databases.run("CREATE INDEX FOR (n:Unique) ON (n.grp)");
    databases.run("CREATE INDEX FOR (n:Indexed) ON (n.key)");
    databases.run("CALL db.awaitIndexes(60)");
  }

  @BeforeEach
  void empty() {
    databases.empty();
  }

  @AfterAll
  void close() {
    databases.close();
  }

  // Fifty share the key of their range, so that no smaller one divides them; two of them collide.
  @Test
  void ofThoseThatShareAKeyOnlyWhoCollidesIsPutAside() {
    databases.run(
        "UNWIND range(1, 50) AS i"
            + " CREATE (:Unique {grp: 7, number: CASE i WHEN 31 THEN 12 ELSE i END})");
    Migrating migrating =
        migrating(
            """
            migration: grouped
            select: {label: Unique, key: grp}
            transform: [{canonical-key: {version: v1, of: [number], into: key}}]
            """,
            100);
    SurveyReport.Counts seen = migrating.survey().seen();
    Tally done = migrating.backfill();

    assertThat(done).isEqualTo(new Tally(50, 49, 1));
    assertThat(done.changed()).isEqualTo(seen.wouldChange());
    assertThat(done.setAside()).isEqualTo(seen.quarantined());
    assertThat(databases.number("MATCH (n:Unique) WHERE n.key IS NULL RETURN n.number - id(n)"))
        .as("of the two the one with the higher id is left out")
        .isEqualTo(databases.number("MATCH (n:Unique {number: 12}) RETURN 12 - max(id(n))"));
  }

  // A spec that says nothing of verification, and keeps nothing: no range has a digest.
  @Test
  void whatHasNoDigestIsTransformedAgain() {
    databases.run("UNWIND range(1, 50) AS i CREATE (:Indexed {number: i})");
    Migrating migrating =
        migrating(
            """
            migration: undigested
            select: {label: Indexed}
            transform: [{canonical-key: {version: v1, of: [number], into: key}}]
            """,
            20);
    migrating.backfill();
    assertThat(migrating.verify(Level.STANDARD)).isEmpty();

    databases.run("MATCH (n:Indexed {number: 7}) SET n.key = 'rubbish'");
    assertThat(migrating.verifyFirst(Level.BASIC)).isEmpty();
    assertThat(migrating.verifyFirst(Level.STANDARD))
        .singleElement()
        .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.VALUE));
  }

  // Not a number: it equals nothing, itself included, and nobody can look for it.
  @Test
  void aProbeIsNotMissedByAValueThatEqualsNothing() {
    databases.run("CREATE (:Indexed {code: 0.0/0.0})");
    Migrating migrating =
        migrating(
            """
            migration: copied
            select: {label: Indexed}
            transform: [{copy: {code: key}}]
            """,
            20);
    migrating.backfill();
    assertThat(migrating.verify(Level.FORENSIC)).isEmpty();
  }

  // What a statement of the operator's writes nobody can compute again; who shares a key is seen.
  @Test
  void whoSharesAKeyIsFoundBehindAStatementToo() {
    databases.run("UNWIND range(1, 60) AS i CREATE (:Indexed {number: i})");
    Migrating migrating =
        migrating(
            """
            migration: stated
            select: {label: Indexed}
            strategy: in-place
            mode: offline
            verify: {unique: [key]}
            transform:
              - canonical-key: {version: v1, of: [number], into: key}
              - cypher: "SET n.seen = true"
            """,
            20);
    migrating.backfill();
    assertThat(migrating.verify(Level.STANDARD)).isEmpty();

    databases.run("MATCH (n:Indexed {number: 7}), (m:Indexed {number: 8}) SET n.key = m.key");
    assertThat(migrating.verifyFirst(Level.STANDARD))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.COLLISION));
  }

  @Test
  void aCollisionIsSeenBehindManyOtherFindings() {
    databases.run("UNWIND range(1, 60) AS i CREATE (:Indexed {number: i})");
    Migrating migrating =
        migrating(
            """
            migration: many
            select: {label: Indexed}
            verify: {unique: [key]}
            transform: [{canonical-key: {version: v1, of: [number], into: key}}]
            """,
            100);
    migrating.backfill();
    databases.run("MATCH (n:Indexed) WHERE n.number <= 30 SET n.number = n.number + 1000");
    databases.run("MATCH (n:Indexed {number: 50}), (m:Indexed {number: 51}) SET n.key = m.key");

    assertThat(migrating.verify(Level.STANDARD))
        .extracting(RangeFinding::kind)
        .contains(Kind.COLLISION, Kind.VALUE);
  }

  // All pairs of thirty thousand would be four hundred and fifty million.
  @Test
  void aMassOfCollisionsIsVerifiedAndCounted() {
    int nodes = 30_000;
    databases.run("UNWIND range(1, %d) AS i CREATE (:Indexed {number: 1})".formatted(nodes));
    Migrating migrating =
        migrating(
            """
            migration: mass
            select: {label: Indexed}
            verify: {unique: [key]}
            transform: [{canonical-key: {version: v1, of: [number], into: key}}]
            """,
            10_000);
    migrating.backfill();
    List<RangeFinding> found = migrating.verify(Level.STANDARD);

    assertThat(migrating.counted(2)).isEqualTo(Map.of(Kind.COLLISION, (long) nodes));
    assertThat(found)
        .hasSizeBetween(Evidence.keptMax(Kind.COLLISION), nodes / 2)
        .allSatisfy(one -> assertThat(one.text()).endsWith("and 29998 others have the same 'key'"));
  }

  // One is a member, the other is not: 'where' selects one of them only.
  @Test
  void whoSharesAKeyWithOneThatIsNotSelectedIsFound() {
    databases.run("CREATE (:Indexed {key: 'x'}) CREATE (:Indexed {number: 1, key: 'x'})");
    Migrating migrating =
        migrating(
            """
            migration: beside
            select: {label: Indexed, where: "n.number IS NOT NULL"}
            verify: {unique: [key]}
            transform: [{copy: {number: copied}}]
            """,
            100);
    migrating.backfill();
    assertThat(migrating.verify(Level.STANDARD))
        .singleElement()
        .satisfies(one -> assertThat(one.kind()).isEqualTo(Kind.COLLISION));
  }

  // No range is so young; the shard's fence is looked at all the same.
  @Test
  void aFenceIsLookedAtWhicheverRangesAre() {
    databases.run("UNWIND range(1, 60) AS i CREATE (:Indexed {number: i})");
    Migrating migrating =
        migrating(
            """
            migration: since
            select: {label: Indexed}
            transform: [{copy: {number: copied}}]
            """,
            20);
    migrating.backfill();
    databases.run("MATCH (f:DroverFence) SET f.cursor = 1");

    PassOptions later =
        PassOptions.NONE
            .lookingBackAt(1)
            .withLevel(Level.BASIC)
            .within(null, Instant.now().plus(Duration.ofDays(1)));
    assertThat(migrating.verify(later))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.FENCE));
  }

  private Migrating migrating(String text, int nodes) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready ->
          new Migrating(
              databases, ready.spec(), text, new Rhythm(List.of(nodes), List.of(false), 0));
      case SpecReading.Refused refused ->
          throw new IllegalArgumentException(refused.errors().toString());
    };
  }
}
