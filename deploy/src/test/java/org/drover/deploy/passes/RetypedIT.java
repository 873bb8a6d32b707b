package org.drover.deploy.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever loses the selected label by being migrated is known by the id: a verification finds what
 * others did to him, a sweep finds who came late, and a rollback leads back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetypedIT {

  private static final int NODES = 60;

  private static final String RETYPED =
      """
      migration: retyped
      select: {label: Old, where: "n.kind = 'a'"}
      strategy: in-place
      undo: keep
      mode: %s
      transform:
        - canonical-key: {version: v1, of: [number], into: key}
        - retype: {from: Old, to: New, defaults: {era: late}}
      """;

  private static final String UNLABELLED =
      """
      migration: unlabelled
      select: {label: Old, where: "n.kind = 'a'"}
      strategy: in-place
      undo: keep
      mode: %s
      transform:
        - canonical-key: {version: v1, of: [number], into: key}
        - remove-label: Old
      """;

  private final Databases databases = new Databases();

  @BeforeAll
  void index() {
    databases.run("CREATE INDEX FOR (n:Old) ON (n.key)");
    databases.run("CREATE INDEX FOR (n:New) ON (n.key)");
    databases.run("CALL db.awaitIndexes(60)");
  }

  /** Every fourth is of the other kind, and some had the new label before anybody was retyped. */
  @BeforeEach
  void fill() {
    databases.empty();
    databases.run(
        "UNWIND range(1, %d) AS i CREATE (:Old {number: i, kind: CASE i %% 4 WHEN 0 THEN 'b' ELSE 'a' END})"
            .formatted(NODES));
    databases.run("UNWIND range(1, 30) AS i CREATE (:New {number: -i, kind: 'a'})");
    databases.run("MATCH (n:Old {number: 9}) SET n:New");
  }

  @AfterAll
  void close() {
    databases.close();
  }

  @ParameterizedTest
  @CsvSource({"live", "offline"})
  void whatNobodyTouchedIsFoundByEveryLevel(String mode) {
    for (String text : List.of(RETYPED, UNLABELLED)) {
      fill();
      Map<String, String> before = databases.contents();
      Migrating migrating = migrating(text.formatted(mode));
      assertThat(migrating.backfill()).isEqualTo(new Tally(45, 45, 0));
      for (Level level : Level.values()) {
        assertThat(migrating.verifyFirst(level)).as("%s of %s", level, text).isEmpty();
      }
      migrating.rollback(1);
      migrating.cleanup();
      assertThat(databases.contents()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MATCH (n:New {number: 7}) DETACH DELETE n              | BASIC    | COUNT
          MATCH (n:New {number: 7}) REMOVE n:New                 | BASIC    | COUNT
          MATCH (n:New {number: 7}) REMOVE n:New SET n:Old       | STANDARD | VALUE
          MATCH (n:New {number: 7}) SET n:Old                    | STANDARD | VALUE
          MATCH (n:New {number: 7}) SET n.key = 'rubbish'        | STANDARD | VALUE
          MATCH (n:New {number: 7}) SET n.number = 700           | STANDARD | VALUE
          MATCH (n:New {number: 7}) REMOVE n.era                 | STANDARD | VALUE
          MATCH (n:New {number: 7}) SET n.era = 'other'          | STANDARD | DIGEST
          """)
  void whatWasDoneToARetypedNodeIsFoundByTheLevelThatClaimsTo(
      String change, Level level, Kind kind) {
    Migrating migrating = migrating(RETYPED.formatted("offline"));
    migrating.backfill();
    databases.run(change);

    if (level != Level.BASIC) {
      assertThat(migrating.verifyFirst(Level.BASIC)).isEmpty();
    }
    assertThat(migrating.verifyFirst(level)).extracting(RangeFinding::kind).contains(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MATCH (n {number: 7}) DETACH DELETE n       | BASIC    | COUNT
          MATCH (n {number: 7}) SET n:Old             | STANDARD | VALUE
          MATCH (n {number: 7}) SET n.key = 'rubbish' | STANDARD | VALUE
          """)
  void whatWasDoneToANodeThatLostItsLabelIsFound(String change, Level level, Kind kind) {
    Migrating migrating = migrating(UNLABELLED.formatted("live"));
    migrating.backfill();
    databases.run(change);

    assertThat(migrating.verifyFirst(level)).extracting(RangeFinding::kind).contains(kind);
  }

  @Test
  void aSweepRetypesWhoCameLateAndARollbackLeadsBack() {
    Migrating migrating = migrating(RETYPED.formatted("live"));
    Map<String, String> before = databases.contents();
    migrating.backfill();
    databases.run("CREATE (:Old {number: 1000, kind: 'a'})");

    assertThat(migrating.sweep()).as("all are looked at").isEqualTo(new Tally(46, 1, 0));
    assertThat(migrating.verify(Level.FORENSIC)).isEmpty();
    for (int pass : List.of(2, 1)) {
      migrating.rollback(pass);
      assertThat(migrating.findings(migrating.passes())).isEmpty();
    }
    migrating.cleanup();
    assertThat(databases.number("MATCH (n:Old {number: 1000}) WHERE n.key IS NULL RETURN count(n)"))
        .isEqualTo(1);
    databases.run("MATCH (n {number: 1000}) DETACH DELETE n");
    assertThat(databases.contents()).isEqualTo(before);
  }

  // His id may have been given to another since.
  @Test
  void aSweepWritesNothingToWhoHasBeenRetyped() {
    Migrating migrating = migrating(RETYPED.formatted("live"));
    migrating.backfill();
    databases.run("MATCH (n:New {number: 7}) SET n.key = 'rubbish'");
    assertThat(migrating.sweep()).isEqualTo(new Tally(45, 0, 0));
    assertThat(migrating.verify(Level.STANDARD))
        .singleElement()
        .satisfies(one -> assertThat(one.kind()).isEqualTo(Kind.VALUE));

    databases.run("MATCH (n:New {number: 7}) SET n:Old REMOVE n:New");
    assertThat(migrating.sweep()).as("under the old label again").isEqualTo(new Tally(45, 1, 0));
    assertThat(migrating.verify(Level.STANDARD)).isEmpty();
  }

  @Test
  void whoSharesAKeyIsLookedForUnderTheNewLabel() {
    Migrating migrating = migrating(RETYPED.formatted("live").concat("verify: {unique: [key]}\n"));
    migrating.backfill();
    assertThat(migrating.verify(Level.STANDARD)).isEmpty();
    databases.run("MATCH (n:New {number: 7}), (m:New {number: 6}) SET n.key = m.key");
    assertThat(migrating.verifyFirst(Level.STANDARD))
        .extracting(RangeFinding::kind)
        .containsOnly(Kind.VALUE, Kind.COLLISION);
  }

  private Migrating migrating(String text) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready ->
          new Migrating(databases, ready.spec(), text, new Rhythm(List.of(20), List.of(false), 0));
      case SpecReading.Refused refused ->
          throw new IllegalArgumentException(refused.errors().toString());
    };
  }
}
