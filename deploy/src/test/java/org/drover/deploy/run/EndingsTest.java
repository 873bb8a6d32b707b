package org.drover.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.drover.deploy.SampleViews;
import org.drover.shared.protocol.MigrationView.Phase;
import org.junit.jupiter.api.Test;

final class EndingsTest {

  @Test
  void aSurveySaysWhatABackfillWouldDoAndHowToAskForIt() {
    assertThat(
            Endings.describe(SampleViews.ended(Phase.SURVEYED), "drover run spec.yaml --execute"))
        .isEqualTo(
            """
            Survey of migration keys; nothing was written.
              it visits       1,000
              would change    1,000
              plan            4 shards; ids, because 80 % of the graph is FieldValue
              time            the survey took 20 s (50/s); drover survey keys says what a backfill takes
            To execute it:
              drover run spec.yaml --execute""");
  }

  @Test
  void anEndSaysWhatWasDone() {
    assertThat(Endings.describe(SampleViews.ended(Phase.COMPLETED), ""))
        .startsWith("Migration keys is done.\n  visited         1,000\n")
        .contains("\n  ranges          10 in 4 shards\n");
  }

  @Test
  void whatTookItselfBackSaysWhatFired() {
    assertThat(Endings.describe(SampleViews.takenBackFor("2 of kind collision"), ""))
        .startsWith("Migration keys is rolled back by itself, for something fired.\n")
        .contains("\n  fired           2 of kind collision\n");
  }

  @Test
  void aVerificationOfAPartDoesNotSpeakForEverything() {
    assertThat(Endings.describe(SampleViews.verified(0, "shards 0, 3"), ""))
        .startsWith("Verified a part of migration keys: nothing differs there.\n")
        .contains("\n  looked at       only shards 0, 3\n");
    assertThat(Endings.describe(SampleViews.verified(0, null), ""))
        .startsWith("Verified migration keys: nothing differs.\n");
  }

  @Test
  void aPauseSaysWhyAndHowToGoOn() {
    assertThat(Endings.describe(SampleViews.paused("the index is missing."), "drover resume keys"))
        .isEqualTo(
            "Migration keys is paused: the index is missing.\nTo go on:\n  drover resume keys");
  }
}
