package org.drover.deploy.passes;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.survey.SurveyReport.Counts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Scenes in which an index refuses members for the size of what they get: the survey has said how
 * many, whatever label the index is of.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatIsTooLargeIsForeseenIT {

  private static final String TOWNS =
      """
      migration: towns
      select: {label: Town}
      strategy: in-place
      transform: [{copy: {code: key}}]
      """;

  private final Databases databases = new Databases();
  private final Foreseeing foreseeing = new Foreseeing(databases);

  @BeforeAll
  void index() {
    databases.run("CREATE CONSTRAINT FOR (n:Town) REQUIRE n.key IS UNIQUE");
    databases.run("CREATE INDEX FOR (n:Town) ON (n.left, n.right)");
    databases.run("CREATE INDEX FOR (n:Harbour) ON (n.depth)");
    databases.run("CREATE TEXT INDEX FOR (n:Town) ON (n.note)");
    databases.run("CREATE INDEX FOR ()-[r:ROAD]-() ON (r.sign)");
    databases.run("CALL db.awaitIndexes(60)");
  }

  @AfterEach
  void empty() {
    databases.empty();
  }

  @AfterAll
  void close() {
    databases.close();
  }

  // The last two have one byte too many; the first one has such a value already.
  @Test
  void aValueThatIsTooLargeForAnIndexIsForeseen() {
    town("code: '%1$s', key: '%1$s'", "k".repeat(8_164));
    town("code: '%s'", "a".repeat(8_163));
    town("code: '%s'", "b".repeat(8_164));
    town("code: '%s'", "é".repeat(4_082));
    town("code: '%s'", "b".repeat(8_165));
    town("code: '%sé'", "b".repeat(8_163));
    SurveyReport foreseen = foreseeing.done(TOWNS);
    assertThat(foreseen.seen()).isEqualTo(new Counts(6, 3, 1, 2, 0, 0, Foreseeing.bytes(foreseen)));
    assertThat(foreseen.refusals())
        .singleElement()
        .satisfies(
            refusal ->
                assertThat(refusal.reason())
                    .isEqualTo("database: the range index of Town on key has no room for it"));
  }

  @Test
  void whoIsRefusedForASizeKeepsWhatAnotherOneWants() {
    town("code: '%s', key: 1", "a".repeat(9_000));
    databases.run("CREATE (:Town {code: 1})");
    SurveyReport foreseen = foreseeing.done(TOWNS);
    assertThat(foreseen.seen()).isEqualTo(new Counts(2, 0, 0, 2, 0, 0, Foreseeing.bytes(foreseen)));
  }

  // One byte for each type, two for each length: 8,167 are 4,000, 4,161 and six.
  @Test
  void valuesThatAreTooLargeTogetherAreForeseen() {
    town("left: '" + "l".repeat(4_000) + "', alias: '%s'", "a".repeat(4_161));
    town("left: '" + "l".repeat(4_000) + "', alias: '%s'", "a".repeat(4_162));
    town("left: 7, alias: '%s'", "a".repeat(8_167));
    town("alias: '%s'", "a".repeat(9_000));
    foreseeing.done("copy: {alias: right}", 2);
  }

  // Only the database knows which one it writes first, and whether both are large in between.
  @Test
  void ofTwoThatChangeTogetherTheReportSaysWhatIsOpen() {
    String large = "a".repeat(7_000);
    town("left: '%s', right: 's', alias: 't', other: '" + large + "b'", large);
    town("left: 's', right: '%s', other: 't', alias: '" + large + "b'", large);
    Migrating migrating =
        foreseeing.migrating(
            """
            migration: moved
            select: {label: Town}
            strategy: in-place
            transform: [{copy: {alias: left}}, {copy: {other: right}}]
            """);
    SurveyReport foreseen = migrating.survey();
    assertThat(foreseen.seen()).isEqualTo(new Counts(2, 2, 0, 0, 0, 2, Foreseeing.bytes(foreseen)));
    assertThat(migrating.backfill().setAside()).isBetween(0L, 2L);
  }

  // A list stands in no text index, and is refused by it all the same.
  @Test
  void whatATextIndexHasNoRoomForIsForeseen() {
    town("alias: '%s'", "a".repeat(32_766));
    town("alias: '%s'", "b".repeat(32_767));
    databases.run(
        "UNWIND [1927, 1928] AS size"
            + " CREATE (:Town {alias: [i IN range(1, size) | 'abcdefghij']})");
    foreseeing.done("copy: {alias: note}", 2);
  }

  @Test
  void aLabelThatBringsALargeValueIntoAnIndexIsForeseen() {
    town("depth: '%s'", "a".repeat(8_164));
    town("depth: '%s'", "a".repeat(8_165));
    databases.run("CREATE (:Town), (:Town:Harbour {depth: 1})");
    SurveyReport foreseen = foreseeing.done("add-label: Harbour", 1);
    assertThat(foreseen.seen()).isEqualTo(new Counts(4, 2, 1, 1, 0, 0, Foreseeing.bytes(foreseen)));
  }

  @Test
  void anIndexOfAnotherLabelRefusesThoseThatHaveIt() {
    town("alias: '%s'", "a".repeat(9_000));
    databases.run("CREATE (:Town:Harbour {alias: '%s'})".formatted("a".repeat(9_000)));
    databases.run("CREATE (:Town:Harbour {alias: 1})");
    foreseeing.done("copy: {alias: depth}", 1);
  }

  @Test
  void whatAnIndexOfRelationshipsHasNoRoomForIsForeseen() {
    String name = "a".repeat(9_000);
    databases.run(
        "CREATE ()-[:ROAD {name: '%1$s'}]->(), ()-[:RIVER {name: '%1$s'}]->()".formatted(name));
    SurveyReport foreseen =
        foreseeing.done(
            """
            migration: signs
            select: {relationships: all}
            strategy: in-place
            transform: [{copy: {name: sign}}]
            """);
    assertThat(foreseen.seen().quarantined()).isEqualTo(1);
  }

  private void town(String properties, String value) {
    databases.run("CREATE (:Town {" + properties.formatted(value) + "})");
  }
}
