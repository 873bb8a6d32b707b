package org.drover.coordinator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.drover.coordinator.survey.SurveyReport.Pair;
import org.drover.shared.evidence.ForeseenKeys.Part;
import org.junit.jupiter.api.Test;

class CollisionsTest {

  private static final Part FIRST = part(new long[] {1, 2, 3}, 70, -5, 9);
  private static final Part SECOND = part(new long[] {4, 5, 6}, -5, 70, 70);

  @Test
  void allButTheLowestIdOfEachGroupAreSurplus() {
    Collisions.Found found = found(0, 1);
    assertThat(found.surplus().toArray()).containsExactly(4, 5, 6);
    assertThat(found.pairs())
        .containsExactlyInAnyOrder(new Pair(2, 4), new Pair(1, 5), new Pair(1, 6));
  }

  @Test
  void inSeveralTurnsTheSameAreFound() {
    long surplus = 0;
    for (int turn = 0; turn < 3; turn++) {
      surplus += found(turn, 3).surplus().getLongCardinality();
    }
    assertThat(surplus).isEqualTo(3);
  }

  @Test
  void whereNothingIsSharedNothingIsFound() {
    Collisions none = new Collisions(0, 1);
    none.add(FIRST);
    assertThat(none.find().surplus().isEmpty()).isTrue();
    assertThat(new Collisions(0, 1).find().pairs()).isEqualTo(List.of());
  }

  private static Collisions.Found found(int partition, int partitions) {
    Collisions collisions = new Collisions(partition, partitions);
    collisions.add(FIRST);
    collisions.add(SECOND);
    return collisions.find();
  }

  private static Part part(long[] ids, long... hashes) {
    return new Part("key", ids, hashes);
  }
}
