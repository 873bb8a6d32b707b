package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.coordinator.governor.Signals;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.Waiting;
import org.junit.jupiter.api.Test;

class MigrationPaceTest extends PaceScene {

  @Test
  void withoutGuardsItRunsAtFullPace() {
    submit(PLAIN);
    assertThat(lease().pace()).isEqualTo(1);
    assertThat(lease().nodesPerSecond()).isNull();
  }

  @Test
  void aNewRateIsInTheNextLeaseAndReadsBack() {
    submit(PLAIN);
    MigrationView view = limit(new LimitChange(null, "500/s", "64MiB", 250L, "2%", null, null));

    assertThat(paceOf(view).limits())
        .isEqualTo(new Limits(2, 500L, 64L << 20, 2, 250, Map.of(), List.of()));
    assertThat(lease())
        .extracting(Lease::nodesPerSecond, Lease::memoryBytes, Lease::rangeMillis)
        .containsExactly(500.0, 64L << 20, 250L);
    assertThat(events())
        .contains(
            new MigrationEvent.BudgetChanged(
                new Limits(2, 500L, 64L << 20, 2, 250, Map.of(), List.of()),
                "ann",
                "as the test wants it",
                now));
  }

  @Test
  void aLimitThatIsNoneIsRefusedInWords() {
    submit(PLAIN);
    assertThat(refused(new LimitChange(null, "fast", null, null, null, null, null)))
        .contains("nodes a second");
    assertThat(refused(ofWindows(List.of("at night"))))
        .contains("window 'at night'")
        .contains("Mon-Fri 20:00-06:00");
  }

  @Test
  void aNewThresholdCountsFromTheNextLookOnReadsBackAndSurvivesAFailover() {
    cluster.signalsAre(cpu(75));
    submit(GUARDED);
    ticks(20);
    MigrationView view = limit(ofThreshold("database-cpu", "60%"));

    assertThat(paceOf(view).limits().thresholds()).isEqualTo(Map.of("database-cpu", 60.0));
    tick();
    assertThat(cluster.thresholds()).isEqualTo(Map.of("database-cpu", 60.0));
    restart();
    ticks(2);
    assertThat(cluster.thresholds()).isEqualTo(Map.of("database-cpu", 60.0));
  }

  @Test
  void aThresholdOfNoGuardIsRefusedWithTheNamesThatThereAre() {
    submit(GUARDED);
    assertThat(refused(ofThreshold("probe 1", "+10%")))
        .isEqualTo("there is no guard 'probe 1'; expected one of database-cpu");
  }

  @Test
  void aNewWindowClosesAtOnceAndNoWindowOpensAgain() {
    submit(PLAIN);
    limit(ofWindows(List.of("20:00-06:00 UTC")));
    assertThat(lease()).extracting(Lease::pace, PaceScene::signal).containsExactly(0.0, "window");
    restart();
    assertThat(lease().pace()).isZero();
    MigrationView view = limit(ofWindows(List.of()));
    assertThat(paceOf(view).limits().windows()).isEmpty();
    assertThat(lease().pace()).isEqualTo(1);
  }

  @Test
  void scalingDownHaltsTheShardsThatAreTooMany() {
    submit(PLAIN);
    awaitAskedToRun(0, 1);
    progress(0, null);
    progress(1, null);
    limit(LimitChange.ofWorkers(1));
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              tick();
              return assertThat(cluster.takeAskedToHalt()).containsExactly(1);
            });
  }

  @Test
  void theKillSwitchStopsEverythingSaysWhoAndSurvivesAFailover() {
    submit(PLAIN);
    order(new MigrationRequest.Stop("eve", "the site is slow", anybody()));
    assertThat(lease().pace()).isZero();
    restart();
    assertThat(lease().why())
        .extracting(Waiting::text)
        .isEqualTo("stop-all: the site is slow (eve)");
    order(new MigrationRequest.GoOn("eve", "it was not us", anybody()));
    assertThat(lease().pace()).isEqualTo(1);
  }

  @Test
  void aMigrationWithGuardsBeginsSlowlyGivesWayAndComesBack() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    assertThat(lease().pace()).isEqualTo(0.1);
    ticks(60);
    assertThat(lease().pace()).isEqualTo(1);
    cluster.signalsAre(cpu(95));
    for (int second = 0; second < 5; second++) {
      tick();
    }
    assertThat(lease().pace()).isLessThan(0.1);
    assertThat(lease().why()).extracting(Waiting::signal).isEqualTo("database-cpu");
    cluster.signalsAre(cpu(40));
    ticks(40);
    assertThat(lease().pace()).isGreaterThan(0.8);
  }

  @Test
  void aFailoverDoesNotResetThePace() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    ticks(20);
    double before = lease().pace();
    restart();
    assertThat(lease().pace()).isBetween(before / 2, before).isGreaterThan(0.1);
  }

  @Test
  void afterAFailoverInARushItComesBackToWhatWasBorne() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    ticks(60);
    cluster.signalsAre(cpu(95));
    ticks(20);
    double lowest = lease().pace();
    restart();
    cluster.signalsAre(cpu(40));
    ticks(20);
    assertThat(lowest).isLessThan(0.1);
    assertThat(lease().pace()).isGreaterThan(0.5);
  }

  // An event a second would be thousands a night.
  @Test
  void onlyMovesThatMatterAreJournaled() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    ticks(120);
    assertThat(events().stream().filter(MigrationEvent.PaceChanged.class::isInstance))
        .hasSizeBetween(2, 6);
  }

  @Test
  void noRangeStartsBeforeTheProbesAreMeasuredAndTheirBaselinesAreKept() {
    cluster.signalsAre(
        new Pretend(List.of(), Map.of(), new Signals.Measuring(37, false, "probe 1: 37 of 100")));
    submit(GUARDED);
    assertThat(lease()).extracting(Lease::pace, PaceScene::signal).containsExactly(0.0, "baseline");
    cluster.signalsAre(new Pretend(List.of(), Map.of(0, 4.5), null));
    tick();
    kit.createTestProbe()
        .awaitAssert(
            () -> assertThat(events()).contains(new MigrationEvent.ProbeMeasured(1, 0, 4.5, now)));
    restart();
    kit.createTestProbe()
        .awaitAssert(
            () -> {
              lease();
              return assertThat(cluster.watchedWith()).isEqualTo(Map.of(0, 4.5));
            });
  }

  // It is noon in UTC.
  @Test
  void outsideItsWindowsItWaitsAndSaysUntilWhen() {
    submit(PLAIN.replace("{workers: 2}", "{workers: 2, windows: [\"20:00-21:00 UTC\"]}"));
    assertThat(lease().why())
        .extracting(Waiting::text)
        .isEqualTo("window: the next one opens at 2026-01-02T20:00:00Z");
    now = Instant.parse("2026-01-02T20:00:00Z");
    assertThat(lease().pace()).isEqualTo(1);
  }
}
