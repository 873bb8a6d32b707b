package org.drover.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Unreachable;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.replay.Proof;
import org.drover.shared.replay.Proof.Finding;
import org.drover.shared.replay.Proof.PassProof;
import org.junit.jupiter.api.Test;

final class ProofTextTest {

  private static String json(List<Finding> ofPass, List<Finding> ofWhole) {
    PassProof pass = new PassProof(2, PassKind.BACKFILL, 4, 17, Tally.NONE, 0, 0, ofPass);
    boolean holds = ofPass.isEmpty() && ofWhole.isEmpty();
    return Json.pretty(new Proof("keys", holds, List.of(pass), ofWhole));
  }

  @Test
  void aProofThatHoldsHasNothingToSay() {
    assertThat(ProofText.read(json(List.of(), List.of())))
        .isEqualTo(new ProofText(true, 17, 0, 0, List.of()));
  }

  @Test
  void gapsAndWhatIsCoveredTwiceAreCountedAndNamed() {
    String json =
        json(
            List.of(
                new Finding(3, Finding.Kind.GAP, "(10, 20] is covered by no range"),
                new Finding(3, Finding.Kind.DUPLICATE, "range 7 is there twice"),
                new Finding(null, Finding.Kind.OVERLAP, "shards 1 and 2 overlap")),
            List.of(new Finding(null, Finding.Kind.UNFINISHED, "pass 2 has no end")));

    assertThat(ProofText.read(json))
        .isEqualTo(
            new ProofText(
                false,
                17,
                1,
                2,
                List.of(
                    "whole: pass 2 has no end",
                    "pass 2, shard 3: (10, 20] is covered by no range",
                    "pass 2, shard 3: range 7 is there twice",
                    "pass 2, whole: shards 1 and 2 overlap")));
  }

  @Test
  void whatIsNoProofIsNotTakenForOne() {
    assertThatThrownBy(() -> ProofText.read("{}")).isInstanceOf(Unreachable.class);
    assertThatThrownBy(() -> ProofText.read("<html>")).isInstanceOf(Unreachable.class);
  }
}
