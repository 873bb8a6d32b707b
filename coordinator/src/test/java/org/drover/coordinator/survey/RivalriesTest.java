package org.drover.coordinator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.drover.coordinator.survey.Contests.Refused;
import org.drover.shared.graph.Uniqueness;
import org.junit.jupiter.api.Test;

/** How many are refused is known exactly wherever it does not depend on who is visited first. */
class RivalriesTest {

  private static final Uniqueness CODE = new Uniqueness("Town", List.of("code"));
  private static final Uniqueness NAME = new Uniqueness("Town", List.of("name"));

  @Test
  void oneOfThoseWhoBidForWhatNobodyHasGetsIt() {
    assertThat(refused(free(CODE, 1, 2, 3))).isEqualTo(new Refused(2, 0));
    assertThat(refused(free(CODE, 1, 2), free(CODE, 3, 4))).isEqualTo(new Refused(2, 0));
  }

  @Test
  void nobodyGetsWhatSomebodyKeeps() {
    assertThat(refused(kept(CODE, 9, 1, 2))).isEqualTo(new Refused(2, 0));
  }

  // Who comes before the holder is refused; the first one behind gets it.
  @Test
  void ofWhatIsGivenUpTheOrderDecides() {
    assertThat(refused(left(CODE, 9, 1))).isEqualTo(new Refused(0, 1));
    assertThat(refused(left(CODE, 9, 1, 2))).isEqualTo(new Refused(1, 1));
  }

  @Test
  void whoIsRefusedGivesNothingUp() {
    assertThat(refused(kept(CODE, 9, 1), left(CODE, 1, 2), left(CODE, 2, 3)))
        .isEqualTo(new Refused(3, 0));
  }

  @Test
  void nobodyMovesFirstInACircle() {
    assertThat(refused(left(CODE, 3, 1), left(CODE, 1, 2), left(CODE, 2, 3)))
        .isEqualTo(new Refused(3, 0));
  }

  // The second is refused for its code, whoever comes first: the name is free for the third.
  @Test
  void whoIsRefusedUnderOneConstraintIsNoRivalUnderAnother() {
    assertThat(refused(kept(CODE, 9, 2), free(NAME, 2, 3))).isEqualTo(new Refused(1, 0));
  }

  // The second first: two are refused. Otherwise only the second is.
  @Test
  void whoWantsValuesOfTwoStandsInTheWayOfBoth() {
    assertThat(refused(free(CODE, 1, 2), free(NAME, 2, 3))).isEqualTo(new Refused(1, 1));
  }

  private static Refused refused(Rivalry... all) {
    return Rivalries.refused(List.of(all));
  }

  private static Rivalry free(Uniqueness unique, long... bidders) {
    return new Rivalry(unique, Contest.NOBODY, false, bidders);
  }

  private static Rivalry kept(Uniqueness unique, long holder, long... bidders) {
    return new Rivalry(unique, holder, false, bidders);
  }

  private static Rivalry left(Uniqueness unique, long holder, long... bidders) {
    return new Rivalry(unique, holder, true, bidders);
  }
}
