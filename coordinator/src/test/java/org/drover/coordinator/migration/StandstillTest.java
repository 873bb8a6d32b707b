package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.NodeUse;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What becomes of the pace while nothing may run, and afterwards. */
@Order(1)
class StandstillTest extends PaceScene {

  private static final Instant OPENS = Instant.parse("2026-01-02T20:00:00Z");
  private static final String AT_NIGHT =
      GUARDED.replace("{workers: 2}", "{workers: 2, windows: [\"20:00-21:00 UTC\"]}");

  // A database at which nothing runs is at ease, which says nothing of what it bears.
  @Test
  void afterTheKillSwitchItBeginsAsAPassDoes() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    ticks(60);
    assertThat(lease().pace()).isEqualTo(1);
    stop();
    ticks(200);
    goOn();
    assertThat(lease().pace()).isEqualTo(0.1);
    ticks(5);
    assertThat(lease().pace()).isEqualTo(0.1);
    ticks(60);
    assertThat(lease().pace()).isEqualTo(1);
  }

  @Test
  void itDoesNotGrowWhileTheKillSwitchIsThrown() {
    cluster.signalsAre(cpu(95));
    submit(GUARDED);
    ticks(60);
    double slow = lease().pace();
    stop();
    cluster.signalsAre(cpu(40));
    ticks(200);
    goOn();
    assertThat(lease().pace()).isEqualTo(slow).isLessThan(0.05);
  }

  @Test
  void aWindowThatOpensBeginsAsAPassDoes() {
    cluster.signalsAre(cpu(40));
    submit(AT_NIGHT);
    ticks(200);
    assertThat(lease().pace()).isZero();
    now = OPENS;
    assertThat(lease().pace()).isEqualTo(0.1);
    ticks(5);
    assertThat(lease().pace()).isEqualTo(0.1);
  }

  @Test
  void afterAPauseItBeginsAsAPassDoes() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    ticks(60);
    order(new MigrationRequest.Pause("eve", "lunch", anybody()));
    tick();
    order(new MigrationRequest.Resume("eve", "lunch is over", null, anybody()));
    assertThat(lease().pace()).isEqualTo(0.1);
  }

  @Test
  void whoTakesOverWhileItStandsStillBeginsSlowlyToo() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    ticks(60);
    stop();
    restart();
    tick();
    goOn();
    assertThat(lease().pace()).isEqualTo(0.1);
  }

  @Test
  void thatItBeganSlowlyAgainIsJournaled() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    ticks(60);
    stop();
    tick();
    goOn();
    ticks(15);
    assertThat(paces().getLast()).isLessThan(0.5);
  }

  @Test
  void withoutGuardsThereIsNothingToBeginSlowlyFor() {
    submit(PLAIN);
    stop();
    ticks(20);
    goOn();
    assertThat(lease().pace()).isEqualTo(1);
  }

  // What a node was told last must not outlive the coordinators where somebody else is listened to.
  @Test
  void withGuardsALeaseEndsAlsoAtFullPace() {
    cluster.signalsAre(cpu(40));
    submit(GUARDED);
    ticks(60);
    assertThat(lease()).matches(lease -> lease.pace() == 1 && lease.bounded());
  }

  @Test
  void withoutGuardsALeaseAtFullPaceEndsOnlyIfThereAreWindows() {
    submit(PLAIN);
    assertThat(lease()).matches(lease -> lease.pace() == 1 && !lease.bounded());
    limit(ofWindows(List.of("11:00-13:00 UTC")));
    assertThat(lease()).matches(lease -> lease.pace() == 1 && lease.bounded());
  }

  @Test
  void afterAFailoverTheRateIsGivenOnceTheLeasesOfBeforeHaveEnded() {
    submit(PLAIN.replace("{workers: 2}", "{workers: 2, rate: 500/s}"));
    assertThat(lease().nodesPerSecond()).isEqualTo(500);
    restart();
    now = now.plusMillis(1);
    TestProbe<Lease> probe = kit.createTestProbe();
    NodeUse use = new NodeUse(2, 0, 2, 8, 0, 0, 0, 0, 0);
    migration.tell(
        new MigrationRequest.LeaseWanted("worker:2", now.toEpochMilli(), use, probe.getRef()));
    view();
    probe.expectNoMessage(Duration.ofMillis(100));
    now = now.plusMillis(Lease.MILLIS);
    assertThat(lease().nodesPerSecond()).isEqualTo(500);
  }

  @Test
  void nobodyIsAskedForSignalsWhileNothingRuns() {
    submit(AT_NIGHT);
    ticks(10);
    assertThat(cluster.watching()).isZero();
    now = OPENS;
    tick();
    assertThat(cluster.watching()).isEqualTo(1);
    stop();
    tick();
    assertThat(cluster.watching()).isZero();
    limit(LimitChange.ofWorkers(1));
    goOn();
    tick();
    assertThat(cluster.watching()).isEqualTo(1);
  }

  private List<Double> paces() {
    return events().stream()
        .filter(MigrationEvent.PaceChanged.class::isInstance)
        .map(event -> ((MigrationEvent.PaceChanged) event).pace())
        .toList();
  }

  private void stop() {
    order(new MigrationRequest.Stop("eve", "the site is slow", anybody()));
  }

  private void goOn() {
    order(new MigrationRequest.GoOn("eve", "it was not us", anybody()));
  }
}
