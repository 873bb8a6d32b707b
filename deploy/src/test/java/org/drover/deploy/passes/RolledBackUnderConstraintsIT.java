package org.drover.deploy.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.specfile.SpecReader;
import org.drover.shared.specfile.SpecReading;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A backfill gave to some members what others gave up, and a constraint allows each value only
 * once: everybody gets back what was his, whatever the order of the ranges.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolledBackUnderConstraintsIT {

  private static final String WANTED =
      """
      migration: moved
      select: {label: Town, key: number}
      strategy: in-place
      undo: keep
      transform: [{copy: {wanted: key}}]
      """;

  private static final String UNLABELLED =
      """
      migration: moved
      select: {label: Former}
      strategy: in-place
      undo: keep
      transform: [{remove-label: Town}]
      """;

  private final Databases databases = new Databases();

  @BeforeAll
  void constrain() {
    databases.run("CREATE INDEX FOR (n:Town) ON (n.number)");
    databases.run("CREATE CONSTRAINT FOR (n:Town) REQUIRE n.key IS UNIQUE");
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

  /** The first one has the highest key and gives it up, the next one gets it, and so on. */
  private void fill(int towns) {
    databases.run(
        "UNWIND range(1, %1$d) AS i CREATE (:Town {number: i, key: %1$d - i, wanted: %1$d - i + 1})"
            .formatted(towns));
  }

  @Test
  void withinARangeMembersChangeTheirValuesBackAtOnce() {
    fill(20);
    isTakenBack(20, 1);
  }

  // Each range waits for the one behind it, so that the last one is undone first.
  @Test
  void rangesThatWaitForOthersAreTakenBackAfterThem() {
    fill(20);
    isTakenBack(4, 5);
  }

  private void isTakenBack(int rangeSize, int passes) {
    Migrating migrating = migrating(WANTED, rangeSize);
    Map<String, String> before = databases.contents();
    assertThat(migrating.backfill()).isEqualTo(new Tally(20, 20));

    assertThat(migrating.rollback(1)).isEqualTo(new Tally(20, 20));
    assertThat(migrating.passes()).isEqualTo(1 + passes);
    assertThat(migrating.counted(1 + passes)).isEmpty();
    migrating.cleanup();
    assertThat(databases.contents()).isEqualTo(before);
  }

  // The third one's old key is a stranger's by now, and the second one's is the third one's. By
  // their numbers whoever gives a key up goes first; by ids that were used before, maybe not.
  @ParameterizedTest
  @EnumSource(names = {"SKIP", "RESTORE"})
  void whoseValueSomebodyElseHasByNowIsNamedAndTheOthersGetTheirsBack(Conflict conflict) {
    databases.run(
        "UNWIND [[1, 'a', 'A'], [2, 'b', 'B'], [3, 'c', 'b'], [4, 'd', 'D']] AS town"
            + " CREATE (:Town {number: town[0], key: town[1], wanted: town[2]})");
    Migrating migrating = migrating(WANTED, 4);
    assertThat(migrating.backfill()).isEqualTo(new Tally(4, 4));
    databases.run("CREATE (:Town {name: 'stranger', key: 'c'})");
    PassOptions stuck = stuck(migrating);

    assertThatThrownBy(() -> migrating.rollback(stuck.withConflict(Conflict.STOP)))
        .hasMessageContaining("cannot get back what it had")
        .hasMessageContaining("--on-conflict skip");
    assertThat(migrating.rollback(stuck.withConflict(conflict))).isEqualTo(new Tally(4, 2, 2));
    assertThat(migrating.findings(migrating.passes()))
        .containsExactlyInAnyOrder(
            keptOut("B", "n.key = 'b' AND n.wanted = 'b'"), keptOut("b", "n.name = 'stranger'"));
  }

  private RangeFinding keptOut(String key, String holder) {
    return new RangeFinding(
        Kind.CHANGED_SINCE,
        databases.number("MATCH (n:Town {key: '%s'}) RETURN id(n)".formatted(key)),
        "cannot get back what it had: id %d has it now, and key is unique among Town; left as it is"
            .formatted(databases.number("MATCH (n:Town) WHERE %s RETURN id(n)".formatted(holder))));
  }

  // A chain through five ranges, at the end of which a stranger has what the last town had.
  @Test
  void onlyWhoeverHasWhatIsMissingIsNamedAndNotThoseWhoWait() {
    fill(20);
    Map<String, String> before = databases.contents();
    Migrating migrating = migrating(WANTED, 4);
    migrating.backfill();
    databases.run("CREATE (:Town {name: 'stranger', key: 0})");
    PassOptions stuck = stuck(migrating).withConflict(Conflict.STOP);

    assertThatThrownBy(() -> migrating.rollback(stuck))
        .hasMessageContaining(
            "id %d has it now"
                .formatted(databases.number("MATCH (n {name: 'stranger'}) RETURN id(n)")));
    databases.run("MATCH (n {name: 'stranger'}) DELETE n");
    assertThat(migrating.rollback(stuck)).isEqualTo(new Tally(4, 4));
    migrating.rollback(1);
    migrating.cleanup();
    assertThat(databases.contents()).isEqualTo(before);
  }

  @Test
  void aLabelIsNotGivenBackToWhomItsConstraintRefuses() {
    databases.run("UNWIND range(1, 6) AS i CREATE (:Town:Former {number: i, key: i})");
    Migrating migrating = migrating(UNLABELLED, 3);
    migrating.backfill();
    databases.run("CREATE (:Town {key: 5})");
    PassOptions again = stuck(migrating);

    assertThatThrownBy(() -> migrating.rollback(again.withConflict(Conflict.STOP)))
        .hasMessageContaining("cannot get back what it had")
        .hasMessageContaining("key is unique among Town");
    assertThat(migrating.rollback(again.withConflict(Conflict.SKIP))).isEqualTo(new Tally(3, 2, 1));
    assertThat(databases.number("MATCH (n:Former) WHERE NOT n:Town RETURN n.number")).isEqualTo(5);
  }

  /** The options for a pass after one that did not help. */
  private static PassOptions stuck(Migrating migrating) {
    PassOptions first =
        PassOptions.NONE.lookingBackAt(migrating.passes()).withConflict(Conflict.SKIP);
    assertThat(migrating.rollback(first)).isNotNull();
    assertThat(migrating.putOff()).isPositive();
    return first.goingOnFrom(List.of(migrating.passes())).stuckIf(true);
  }

  private Migrating migrating(String text, int rangeSize) {
    return switch (SpecReader.read(text)) {
      case SpecReading.Ready ready ->
          new Migrating(
              databases, ready.spec(), text, new Rhythm(List.of(rangeSize), List.of(false), 0));
      case SpecReading.Refused refused ->
          throw new IllegalArgumentException(refused.errors().toString());
    };
  }
}
