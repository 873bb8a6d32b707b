package org.drover.coordinator.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.drover.shared.protocol.Waiting;
import org.junit.jupiter.api.Test;

class GovernorTest {

  @Test
  void withEverythingAtEaseItComesToFullPaceWithinAMinute() {
    Governor governor = new Governor(Governor.START);
    steps(governor, 20, probe(10));
    assertThat(governor.pace()).isLessThan(0.5);
    steps(governor, 40, probe(10));
    assertThat(governor.pace()).isEqualTo(1);
    assertThat(governor.why()).isNull();
  }

  // The threshold is 11 ms: at 14 ms four of what there was in room are missing, at 11.2 ms a
  // fifth.
  @Test
  void itGivesWayWithinFiveSecondsAndInProportion() {
    Governor far = new Governor(1);
    Governor near = new Governor(1);
    steps(far, 4, probe(14));
    steps(near, 4, probe(11.2));
    assertThat(far.pace()).isLessThan(0.02);
    assertThat(near.pace()).isBetween(0.5, 0.9);
  }

  @Test
  void itSettlesWhereSevenTenthsOfTheRoomAreLeft() {
    Governor governor = new Governor(0.5);
    steps(governor, 20, probe(10.3));
    assertThat(governor.pace()).isCloseTo(0.5, within(0.001));
    steps(governor, 20, probe(10.8));
    assertThat(governor.pace()).isLessThan(0.5);
  }

  @Test
  void theWorstSignalDecidesAndIsNamed() {
    Governor governor = new Governor(1);
    governor.step(List.of(probe(10), Reading.level("database-cpu", 90, 64, 80, "%")), 1);
    assertThat(governor.why())
        .extracting(Waiting::signal, Waiting::value, Waiting::threshold)
        .containsExactly("database-cpu", "90.00%", "80.00%");
  }

  @Test
  void aMissingSignalSlowsItDownAndIsNamed() {
    Governor governor = new Governor(1);
    steps(governor, 10, Reading.missing("http", 5, ""));
    assertThat(governor.pace()).isEqualTo(Governor.BLIND);
    assertThat(governor.why()).extracting(Waiting::text).asString().contains("http cannot be read");
  }

  @Test
  void aMissingSignalDoesNotHideOneThatIsBeyondItsThreshold() {
    Governor governor = new Governor(1);
    governor.step(List.of(Reading.missing("http", 5, ""), probe(14)), 1);
    assertThat(governor.why()).extracting(Waiting::signal).isEqualTo("probe 1");
  }

  @Test
  void itNeverStopsForGood() {
    Governor governor = new Governor(1);
    steps(governor, 1_000, probe(100));
    assertThat(governor.pace()).isEqualTo(Governor.FLOOR);
    steps(governor, 60, probe(10));
    assertThat(governor.pace()).isEqualTo(1);
  }

  // From further down it would come back late, and most rushes are over sooner.
  @Test
  void onlyWhatStaysBeyondItsThresholdTakesMoreThanARushDoes() {
    Governor governor = new Governor(0.5);
    steps(governor, 30, probe(14));
    assertThat(governor.pace()).isEqualTo(Governor.LOW);
    steps(governor, 20, probe(14));
    assertThat(governor.pace()).isEqualTo(Governor.FLOOR);
    steps(governor, 20, probe(10.3));
    assertThat(governor.pace()).isBetween(Governor.FLOOR, Governor.LOW);
  }

  // A moment at ease is no reason to begin anew.
  @Test
  void whatIsBeyondItsThresholdNowAndThenSinksTheSame() {
    Governor governor = new Governor(Governor.LOW);
    for (int times = 0; times < 10; times++) {
      steps(governor, 5, probe(11.2));
      steps(governor, 1, probe(10.3));
    }
    assertThat(governor.pace()).isLessThan(Governor.LOW / 2);
  }

  // Beyond its threshold at half the pace: it comes to 70 % of that in seconds, and slowly by it.
  @Test
  void whenARushIsOverItComesBackQuicklyAndThenWithCare() {
    Governor governor = new Governor(0.5);
    steps(governor, 20, probe(14));
    assertThat(governor.pace()).isEqualTo(Governor.LOW);
    steps(governor, 12, probe(10));
    assertThat(governor.pace()).isBetween(0.35, 0.5);
    steps(governor, 10, probe(10));
    assertThat(governor.pace()).isBetween(0.37, 0.5);
    steps(governor, 120, probe(10));
    assertThat(governor.pace()).isEqualTo(1);
  }

  // What is strained again while it comes back is the same rush: the pace before it is remembered.
  @Test
  void aRushThatFlickersDoesNotMakeItForgetWhatWasBorne() {
    Governor governor = new Governor(0.5);
    for (int times = 0; times < 5; times++) {
      steps(governor, 5, probe(14));
      steps(governor, 5, probe(10));
    }
    steps(governor, 12, probe(10));
    assertThat(governor.pace()).isGreaterThan(0.35);
  }

  // Otherwise it would come back to the same pace every few seconds, and be too much each time.
  @Test
  void whoeverComesBackToWhatWasBorneAndIsStrainedAgainComesBackToLess() {
    Governor governor = new Governor(0.1);
    steps(governor, 3, probe(14));
    steps(governor, 9, probe(10));
    double once = governor.pace();
    assertThat(once).isBetween(0.07, 0.08);
    steps(governor, 3, probe(14));
    steps(governor, 9, probe(10));
    assertThat(governor.pace()).isLessThan(0.8 * once);
  }

  // Half of 0.5 is still remembered, and at least 70 % of that come back to.
  @Test
  void aSignalBeyondItsThresholdByChanceDoesNotTakeAllOfTheMemory() {
    Governor governor = new Governor(0.5);
    steps(governor, 20, probe(14));
    steps(governor, 20, probe(10.3));
    steps(governor, 1, probe(11.2));
    steps(governor, 10, probe(10));
    assertThat(governor.pace()).isBetween(0.17, 0.27);
  }

  // A coordinator that takes over in the middle of a rush knows what was borne before it.
  @Test
  void whatWasBorneIsRememberedByWhoGoesOn() {
    Governor before = new Governor(0.5);
    steps(before, 20, probe(14));
    Governor after = new Governor(before.pace(), before.strained());
    Governor forgetful = new Governor(before.pace());
    steps(after, 12, probe(10));
    steps(forgetful, 12, probe(10));
    assertThat(after.pace()).isGreaterThan(0.3);
    assertThat(forgetful.pace()).isLessThan(0.1);
  }

  // A journal may hold a pace that is no number: older versions wrote it.
  @Test
  void aPaceThatIsNoNumberIsRepaired() {
    Governor governor = new Governor(Double.NaN, Double.NaN);
    assertThat(governor.pace()).isEqualTo(Governor.START);
    steps(governor, 60, probe(10));
    assertThat(governor.pace()).isEqualTo(1);
    governor.step(List.of(probe(10)), Double.NaN);
    assertThat(governor.pace()).isEqualTo(1);
  }

  @Test
  void aSignalThatIsNoNumberIsAMissingOne() {
    for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0.0 / 0}) {
      Governor governor = new Governor(1);
      steps(governor, 10, Reading.level("prometheus", none, 4, 5, ""));
      assertThat(governor.pace()).isEqualTo(Governor.BLIND);
      assertThat(governor.why())
          .extracting(Waiting::text)
          .asString()
          .contains("prometheus cannot be read");
    }
  }

  @Test
  void aThresholdWithoutRoomBelowItIsKeptOrIsNot() {
    assertThat(Reading.level("lock-waits", 0, 0, 0, "").headroom()).isEqualTo(1);
    assertThat(Reading.level("lock-waits", 1, 0, 0, "").headroom()).isEqualTo(-2);
  }

  private static void steps(Governor governor, int seconds, Reading reading) {
    for (int second = 0; second < seconds; second++) {
      governor.step(List.of(reading), 1);
    }
  }

  private static Reading probe(double millis) {
    return Reading.level("probe 1", millis, 10, 11, "ms");
  }
}
