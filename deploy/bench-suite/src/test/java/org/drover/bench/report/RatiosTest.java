package org.drover.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RatiosTest {

  // Medians: Drover 4 s, the quickest peer 5 s, the serial one 10 s, the limit 2 s.
  private static final List<Figures> FIGURES =
      List.of(
          Rounds.of("drover", 6, 3, 4, 9),
          Rounds.of("droverLive", 9, 5),
          Rounds.of("droverUndo", 9, 1),
          Rounds.of("apocSerial", 12, 10),
          Rounds.of("callInTransactions", 8, 5),
          Rounds.of("coreApi", 2, 2));

  private static final Ratios DROVER = ratios("canonicalKey");

  private static Ratios ratios(String job) {
    return Objects.requireNonNull(Ratios.all(FIGURES, Rounds.contenders()).get(job));
  }

  @Test
  void aSpeedIsTheMedianOverThatOfTheOther() {
    assertThat(DROVER.speedVsBestPeer()).isEqualTo(1.25);
    assertThat(DROVER.speedVsSerialPeer()).isEqualTo(2.5);
    assertThat(DROVER.speedVsLimit()).isEqualTo(0.5);
  }

  @Test
  void thePeerIsTheQuickestWhoIsNeitherDroverNorThePartOfItNorTheLimit() {
    assertThat(DROVER.bestPeer()).isEqualTo("callInTransactions");
    assertThat(DROVER.databaseCpuVsBestPeer()).isEqualTo(0.75);
  }

  @Test
  void liveModeHasRatiosOfItsOwn() {
    assertThat(ratios("canonicalKeyLive").speedVsBestPeer()).isEqualTo(1.0);
  }

  @Test
  void whatWasNotMeasuredIsNotCompared() {
    Ratios alone =
        Ratios.all(List.of(Rounds.of("drover", 6, 3)), Rounds.contenders()).get("canonicalKey");
    assertThat(alone).isEqualTo(new Ratios(null, null, null, null, null));
  }
}
