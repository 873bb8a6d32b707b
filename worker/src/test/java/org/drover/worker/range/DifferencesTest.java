package org.drover.worker.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.drover.shared.journal.Evidence;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.junit.jupiter.api.Test;

/** However many findings there are of one kind, none of another kind is lost behind them. */
class DifferencesTest {

  private final Differences differences = new Differences();

  @Test
  void aKindThatIsFoundOftenLeavesRoomForTheOthers() {
    add(Kind.VALUE, 30);
    add(Kind.COLLISION, 1);

    Evidence evidence = differences.evidence(null);
    assertThat(evidence.findings()).filteredOn(one -> one.kind() == Kind.VALUE).hasSize(20);
    assertThat(evidence.findings().getLast().kind()).isEqualTo(Kind.COLLISION);
    assertThat(evidence.counts())
        .isEqualTo(Map.of(Kind.VALUE, 30L, Kind.COLLISION, 1L))
        .isEqualTo(evidence.kinds());
  }

  @Test
  void everyCollisionIsKeptUpToAThousand() {
    add(Kind.COLLISION, 900);
    assertThat(differences.evidence(null).findings()).hasSize(900);
    add(Kind.COLLISION, 200);
    assertThat(differences.evidence(null).findings()).hasSize(1_000);
    assertThat(differences.evidence(null).counts()).isEqualTo(Map.of(Kind.COLLISION, 1_100L));
  }

  // As every event of an earlier version says it, which had no counts of its own.
  @Test
  void whereAllAreKeptTheyAreTheirOwnCount() {
    add(Kind.COUNT, 1);
    Evidence evidence = differences.evidence("cafe");
    assertThat(evidence.kinds()).isEmpty();
    assertThat(evidence.counts()).isEqualTo(Map.of(Kind.COUNT, 1L));
    assertThat(evidence.findings()).containsExactly(new RangeFinding(Kind.COUNT, 0L, "it differs"));
  }

  @Test
  void aNoteIsToldAndIsNoDifference() {
    add(Kind.REWRITTEN, 2);
    assertThat(differences.count()).isZero();
    assertThat(differences.isEmpty()).isFalse();
    assertThat(differences.evidence(null).counts()).isEqualTo(Map.of(Kind.REWRITTEN, 2L));
  }

  private void add(Kind kind, int times) {
    for (long id = 0; id < times; id++) {
      differences.add(kind, id, "it differs");
    }
  }
}
