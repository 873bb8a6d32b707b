package org.drover.deploy.passes;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.coordinator.survey.SurveyReport;
import org.drover.coordinator.survey.SurveyReport.Collision;
import org.drover.coordinator.survey.SurveyReport.Counts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Scenes in which a constraint refuses members for what others have: the survey has said how many,
 * whatever label it is about and whoever has the value.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverythingIsForeseenIT {

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
  void constrain() {
    databases.run("CREATE CONSTRAINT FOR (n:Town) REQUIRE n.key IS UNIQUE");
    databases.run("CREATE INDEX FOR (n:Lot) ON (n.place)");
    databases.run("CREATE CONSTRAINT FOR (n:Capital) REQUIRE n.name IS UNIQUE");
    databases.run("CREATE CONSTRAINT FOR (n:Port) REQUIRE (n.name, n.sea) IS UNIQUE");
    databases.run("CREATE CONSTRAINT FOR ()-[r:ROAD]-() REQUIRE r.key IS UNIQUE");
    databases.run("CALL db.awaitIndexes(60)");
  }

  @BeforeEach
  void empty() {
    databases.empty();
  }

  @AfterEach
  void everyForeseenRowGoes() {
    databases.empty();
  }

  @AfterAll
  void close() {
    databases.close();
  }

  // Of ten capitals three are to be called 3, three 6, two 9 and two 0.
  @Test
  void whatAnotherLabelsConstraintRefusesIsForeseen() {
    databases.run(
        "UNWIND range(1, 30) AS i CREATE (n:Town {code: i, alias: i % 12})"
            + " FOREACH (x IN CASE i % 3 WHEN 0 THEN [1] ELSE [] END | SET n:Capital)");
    SurveyReport foreseen = foreseeing.done("copy: {alias: name}", 6);
    assertThat(foreseen.collisions())
        .singleElement()
        .satisfies(one -> assertThat(one.label()).isEqualTo("Capital"));
    assertThat(foreseen.seen())
        .isEqualTo(new Counts(30, 24, 0, 6, 0, 0, Foreseeing.bytes(foreseen)));
  }

  @Test
  void whatALabelThatIsAddedForbidsIsForeseen() {
    databases.run("UNWIND range(1, 20) AS i CREATE (:Town {name: i % 15})");
    databases.run("CREATE (:Capital {name: 14}), (:Village:Capital {name: 15})");
    foreseeing.done("add-label: Capital", 6);
  }

  @Test
  void aConstraintOverSeveralPropertiesIsForeseen() {
    databases.run("UNWIND range(1, 20) AS i CREATE (:Town:Port {alias: i % 5, sea: i % 2})");
    databases.run("CREATE (:Port {name: 1, sea: 0})");
    // Ten pairs of values, for each of which two bid; one pair is taken.
    foreseeing.done("copy: {alias: name}", 11);
  }

  // Numbers 1 to 5 have their key already, 6 is somebody's who is not selected, 7 and 8 are free.
  @Test
  void nobodyGetsAValueThatSomebodyKeeps() {
    databases.run("UNWIND range(1, 5) AS i CREATE (:Town {code: i, key: i})");
    databases.run("UNWIND range(1, 8) AS i CREATE (:Town {code: i})");
    databases.run("CREATE (:Town {key: 6.0, hidden: true})");
    SurveyReport foreseen =
        foreseeing.done(
            """
            migration: towns
            select: {label: Town, where: "n.hidden IS NULL"}
            strategy: in-place
            transform: [{copy: {code: key}}]
            """);
    assertThat(foreseen.seen())
        .isEqualTo(new Counts(13, 2, 5, 6, 0, 0, Foreseeing.bytes(foreseen)));
  }

  // Nobody of three in a circle can be the first; two that want a value that its holder gives up
  // are refused both, or one of them.
  @Test
  void ofWhatItsHolderGivesUpTheReportSaysThatTheOrderDecides() {
    databases.run(
        "UNWIND [[1, 2], [2, 3], [3, 1], [10, 11], [11, 12], [20, 11]] AS keys"
            + " CREATE (:Town {key: keys[0], code: keys[1]})");
    Migrating migrating = foreseeing.migrating(TOWNS);
    SurveyReport foreseen = migrating.survey();
    assertThat(foreseen.seen()).isEqualTo(new Counts(6, 2, 0, 4, 0, 1, Foreseeing.bytes(foreseen)));
    assertThat(foreseen.collisions()).extracting(Collision::label).containsExactly("Town");
    assertThat(migrating.backfill().setAside()).isBetween(4L, 5L);
  }

  // To the database two numbers that are none are not the same, and 0.0 is not -0.0.
  @Test
  void whatTheDatabaseTakesForTheSameIsForeseenAndNothingElse() {
    databases.run(
        "UNWIND [0.0/0.0, 0.0/0.0, 0, -0.0, 0.0, 1, 1.0, [1, 2], [1.0, 2.0], '1'] AS code"
            + " CREATE (:Town {code: code})");
    databases.run("CREATE (:Town {key: 0.0/0.0, hidden: true})");
    SurveyReport foreseen = foreseeing.done(TOWNS);
    assertThat(foreseen.seen().quarantined()).isEqualTo(3);
  }

  // By a property, so that each can be parted from the next: in one transaction 0 is -0.0.
  @Test
  void whatTheDatabaseTakesForTheSameInListsIsForeseenToo() {
    databases.run(
        "WITH [[0.0/0.0], [0.0/0.0], [0], [-0.0], [0.0], [9007199254740993],"
            + " [9007199254740992.0], ['1']] AS codes UNWIND range(0, size(codes) - 1) AS i"
            + " CREATE (:Town:Lot {code: codes[i], place: i})");
    foreseeing.done(
        """
        migration: lots
        select: {label: Lot, key: place}
        strategy: in-place
        transform: [{copy: {code: key}}]
        """);
  }

  @Test
  void whatTheConstraintOfATypeRefusesIsForeseenOfAllRelationships() {
    databases.run(
        "UNWIND range(1, 12) AS i CREATE ()-[:ROAD {number: i % 9}]->(),"
            + " ()-[:RIVER {number: i % 9}]->()");
    databases.run("CREATE ()-[:ROAD {key: 8}]->()");
    SurveyReport foreseen =
        foreseeing.done(
            """
            migration: roads
            select: {relationships: all}
            strategy: in-place
            transform: [{copy: {number: key}}]
            """);
    assertThat(foreseen.seen().quarantined()).isEqualTo(4);
  }

  // He leaves the towns before he gets the key of one.
  @Test
  void whoLosesALabelIsNotHeldAgainstThoseWhoHaveIt() {
    databases.run("CREATE (:Town {code: 1, key: 1}), (:Town {code: 2, former: true})");
    databases.run("MATCH (n:Town {former: true}) SET n.code = 1");
    SurveyReport foreseen =
        foreseeing.done(
            """
            migration: former
            select: {label: Town, where: "n.former"}
            strategy: in-place
            undo: keep
            transform: [{copy: {code: key}}, {remove-label: Town}]
            """);
    assertThat(foreseen.seen()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, Foreseeing.bytes(foreseen)));
  }
}
