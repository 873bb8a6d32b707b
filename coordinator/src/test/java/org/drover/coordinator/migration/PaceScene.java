package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.drover.coordinator.governor.Reading;
import org.drover.coordinator.governor.Signals;
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

/** A migration whose pace is looked at, on a clock that the test turns. */
abstract class PaceScene extends PretendScene {

  static final String PLAIN =
      """
      migration: people
      select: {label: Person}
      budget: {workers: 2}
      transform: [{add-label: Human}]
      """;
  static final String GUARDED = PLAIN + "guard: [{database-cpu: 80%}]\n";

  volatile Instant now = Instant.parse("2026-01-02T12:00:00Z");
  ActorRef<MigrationRequest> migration = start();

  record Pretend(
      List<Reading> readings, Map<Integer, Double> baselines, Signals.@Nullable Measuring measuring)
      implements Signals {
    @Override
    public List<Reading> read(long at, Map<String, Double> thresholds) {
      return readings;
    }

    @Override
    public void close() {}
  }

  static LimitChange ofThreshold(String guard, String threshold) {
    return new LimitChange(null, null, null, null, null, Map.of(guard, threshold), null);
  }

  static LimitChange ofWindows(List<String> windows) {
    return new LimitChange(null, null, null, null, null, null, windows);
  }

  String refused(LimitChange change) {
    TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
    migration.tell(new MigrationRequest.Limit(change, "ann", "why", probe.getRef()));
    return String.valueOf(probe.receiveMessage().getError().getMessage());
  }

  static Signals cpu(double percent) {
    double headroom = Math.clamp((80 - percent) / 16, -2, 1);
    Reading reading = new Reading("database-cpu", percent, 80, "%", headroom);
    return new Pretend(List.of(reading), Map.of(), null);
  }

  static String signal(Lease lease) {
    Waiting why = lease.why();
    return why == null ? "" : why.signal();
  }

  static PaceView paceOf(MigrationView view) {
    PaceView pace = view.pace();
    if (pace == null) {
      throw new AssertionError("it has no pace");
    }
    return pace;
  }

  ActorRef<MigrationRequest> start() {
    TestProbe<MigrationHost.Command> host = kit.createTestProbe();
    return kit.spawn(
        Migration.create(
            "people", cluster, () -> now, new MigrationHost.JournalNews(host.getRef())));
  }

  void restart() {
    kit.stop(migration);
    migration = start();
  }

  void tick() {
    tick(1);
  }

  /** The migration's timer fires once, when so many seconds have passed. */
  void tick(int seconds) {
    now = now.plusSeconds(seconds);
    time.timePasses(Duration.ofSeconds(1));
    view();
  }

  void ticks(int seconds) {
    for (int passed = 0; passed < seconds; passed += 5) {
      tick(5);
    }
  }

  ActorRef<StatusReply<MigrationView>> anybody() {
    return kit.<StatusReply<MigrationView>>createTestProbe().getRef();
  }

  void order(MigrationRequest order) {
    migration.tell(order);
    view();
  }

  MigrationView limit(LimitChange change) {
    TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
    migration.tell(
        new MigrationRequest.Limit(change, "ann", "as the test wants it", probe.getRef()));
    return probe.receiveMessage().getValue();
  }

  Lease lease() {
    TestProbe<Lease> probe = kit.createTestProbe();
    NodeUse use = new NodeUse(2, 0, 2, 8, 0, 0, 0, 0, 0);
    migration.tell(
        new MigrationRequest.LeaseWanted("worker:1", now.toEpochMilli(), use, probe.getRef()));
    return probe.receiveMessage();
  }

  void submit(String spec) {
    TestProbe<SubmitReply> submitted = kit.createTestProbe();
    migration.tell(new MigrationRequest.Submit(spec, true, "ann", submitted.getRef()));
    submitted.expectMessageClass(SubmitReply.Accepted.class);
    kit.createTestProbe().awaitAssert(() -> assertThat(view().pass()).isNotNull());
  }

  void progress(int number, @Nullable Waiting waiting) {
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

  void awaitAskedToRun(Integer... numbers) {
    kit.createTestProbe()
        .awaitAssert(() -> assertThat(cluster.takeAskedToRun()).containsExactlyInAnyOrder(numbers));
  }

  MigrationView view() {
    TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
    migration.tell(new MigrationRequest.Show(probe.getRef()));
    return probe.receiveMessage().getValue();
  }

  List<Object> events() {
    return journal.persistedInStorage("migration|people");
  }
}
