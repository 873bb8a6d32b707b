package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.drover.coordinator.governor.Reading;
import org.drover.coordinator.governor.Signals;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.NodeUse;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.SubmitReply;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationPaceTest {

  private static final String PLAIN =
      """
      migration: people
      select: {label: Person}
      budget: {workers: 2}
      transform: [{add-label: Human}]
      """;
  private static final String GUARDED = PLAIN + "guard: [{database-cpu: 80%}]\n";

  private static final Config CONFIG =
      ManualTime.config()
          .withFallback(PersistenceTestKitPlugin.getInstance().config())
          .withFallback(ConfigFactory.load());

  private final ActorTestKit kit = ActorTestKit.create(CONFIG);
  private final ManualTime time = ManualTime.get(kit.system());
  private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
  private final PretendCluster cluster = new PretendCluster();
  private volatile Instant now = Instant.parse("2026-01-02T12:00:00Z");
  private ActorRef<MigrationRequest> migration = start();

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

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
    assertThat(lease())
        .extracting(Lease::pace, MigrationPaceTest::signal)
        .containsExactly(0.0, "window");
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
    cluster.signalsAre(new Pretend(List.of(), Map.of(), false));
    submit(GUARDED);
    assertThat(lease())
        .extracting(Lease::pace, MigrationPaceTest::signal)
        .containsExactly(0.0, "baseline");
    cluster.signalsAre(new Pretend(List.of(), Map.of(0, 4.5), true));
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

  @Test
  void aMigrationThatFinishesNothingForAMinuteThoughNothingHoldsItBackIsStalled() {
    submit(PLAIN);
    awaitAskedToRun(0, 1);
    for (int passed = 0; passed < 80; passed += 10) {
      progress(0, null);
      tick(10);
    }
    assertThat(paceOf(view()).stalled()).isNotNull();
  }

  @Test
  void aMigrationThatIsHeldBackIsNotStalled() {
    submit(PLAIN);
    awaitAskedToRun(0, 1);
    for (int passed = 0; passed < 80; passed += 10) {
      progress(0, Waiting.throttled("rate", "5/s", "5/s", "rate: slow"));
      tick(10);
    }
    assertThat(paceOf(view()).stalled()).isNull();
  }

  private record Pretend(List<Reading> readings, Map<Integer, Double> baselines, boolean measured)
      implements Signals {
    @Override
    public List<Reading> read(long at, Map<String, Double> thresholds) {
      return readings;
    }

    @Override
    public void close() {}
  }

  private static LimitChange ofThreshold(String guard, String threshold) {
    return new LimitChange(null, null, null, null, null, Map.of(guard, threshold), null);
  }

  private static LimitChange ofWindows(List<String> windows) {
    return new LimitChange(null, null, null, null, null, null, windows);
  }

  private String refused(LimitChange change) {
    TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
    migration.tell(new MigrationRequest.Limit(change, "ann", "why", probe.getRef()));
    return String.valueOf(probe.receiveMessage().getError().getMessage());
  }

  private static Signals cpu(double percent) {
    double headroom = Math.clamp((80 - percent) / 16, -2, 1);
    Reading reading = new Reading("database-cpu", percent, 80, "%", headroom);
    return new Pretend(List.of(reading), Map.of(), true);
  }

  private static String signal(Lease lease) {
    Waiting why = lease.why();
    return why == null ? "" : why.signal();
  }

  private static PaceView paceOf(MigrationView view) {
    PaceView pace = view.pace();
    if (pace == null) {
      throw new AssertionError("it has no pace");
    }
    return pace;
  }

  private ActorRef<MigrationRequest> start() {
    return kit.spawn(Migration.create("people", cluster, () -> now));
  }

  private void restart() {
    kit.stop(migration);
    migration = start();
  }

  private void tick() {
    tick(1);
  }

  /** The migration's timer fires once, when so many seconds have passed. */
  private void tick(int seconds) {
    now = now.plusSeconds(seconds);
    time.timePasses(Duration.ofSeconds(1));
    view();
  }

  private void ticks(int seconds) {
    for (int passed = 0; passed < seconds; passed += 5) {
      tick(5);
    }
  }

  private ActorRef<StatusReply<MigrationView>> anybody() {
    return kit.<StatusReply<MigrationView>>createTestProbe().getRef();
  }

  private void order(MigrationRequest order) {
    migration.tell(order);
    view();
  }

  private MigrationView limit(LimitChange change) {
    TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
    migration.tell(
        new MigrationRequest.Limit(change, "ann", "as the test wants it", probe.getRef()));
    return probe.receiveMessage().getValue();
  }

  private Lease lease() {
    TestProbe<Lease> probe = kit.createTestProbe();
    NodeUse use = new NodeUse(2, 0, 2, 8, 0, 0, 0, 0, 0);
    migration.tell(
        new MigrationRequest.LeaseWanted("worker:1", now.toEpochMilli(), use, probe.getRef()));
    return probe.receiveMessage();
  }

  private void submit(String spec) {
    TestProbe<SubmitReply> submitted = kit.createTestProbe();
    migration.tell(new MigrationRequest.Submit(spec, true, "ann", submitted.getRef()));
    submitted.expectMessageClass(SubmitReply.Accepted.class);
    kit.createTestProbe().awaitAssert(() -> assertThat(view().pass()).isNotNull());
  }

  private void progress(int number, @Nullable Waiting waiting) {
    migration.tell(
        new MigrationRequest.ShardProgressed(
            new ShardId("people", 1, number),
            "worker:1",
            1,
            0,
            Tally.NONE,
            MigrationScene.whole(number),
            waiting));
  }

  private void awaitAskedToRun(Integer... numbers) {
    kit.createTestProbe()
        .awaitAssert(() -> assertThat(cluster.takeAskedToRun()).containsExactlyInAnyOrder(numbers));
  }

  private MigrationView view() {
    TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
    migration.tell(new MigrationRequest.Show(probe.getRef()));
    return probe.receiveMessage().getValue();
  }

  private List<Object> events() {
    return journal.persistedInStorage("migration|people");
  }
}
