package org.drover.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.drover.shared.journal.PassKind;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.KillSwitch;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.protocol.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReporterTest {

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<String> told = kit.createTestProbe();
  private final AtomicReference<Set<String>> hosted = new AtomicReference<>(Set.of("keys"));
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.BACKFILLING);

  private final CoordinatorMetrics metrics =
      new CoordinatorMetrics() {
        @Override
        public void stands(MigrationView migration, Map<Reason, Long> waiting) {
          told.ref().tell(migration.migration() + " " + migration.phase());
        }

        @Override
        public void killSwitch(boolean thrown) {
          assertThat(thrown).isFalse();
        }

        @Override
        public void forget(String migration) {
          told.ref().tell("forget " + migration);
        }
      };

  private void start() {
    kit.spawn(
        Reporter.create(
            () -> CompletableFuture.completedFuture(hosted.get()),
            this::show,
            () -> CompletableFuture.completedFuture(KillSwitch.NEVER_THROWN),
            metrics));
  }

  private CompletionStage<MigrationView> show(String id) {
    return id.equals("mute")
        ? CompletableFuture.failedFuture(new IllegalStateException("no answer"))
        : CompletableFuture.completedFuture(view(phase.get(), null));
  }

  private static MigrationView view(Phase phase, @Nullable PassView pass) {
    return new MigrationView("keys", phase, true, pass, null, null, 0, 0, 0, Instant.EPOCH, null);
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  private void fiveSeconds() {
    time.timePasses(Duration.ofSeconds(5));
  }

  @Test
  void whatLivesHereIsToldOfAgainAndAgainUntilItIsOver() {
    start();
    fiveSeconds();
    told.expectMessage("keys BACKFILLING");
    fiveSeconds();
    told.expectMessage("keys BACKFILLING");

    phase.set(Phase.COMPLETED);
    fiveSeconds();
    told.expectMessage("keys COMPLETED");
    fiveSeconds();
    told.expectNoMessage();
  }

  @Test
  void whatMovedAwayIsForgotten() {
    start();
    fiveSeconds();
    told.expectMessage("keys BACKFILLING");

    hosted.set(Set.of());
    fiveSeconds();
    told.expectMessage("forget keys");
  }

  @Test
  void oneThatDoesNotAnswerHidesNoOther() {
    hosted.set(Set.of("mute", "keys"));
    start();
    fiveSeconds();
    told.expectMessage("keys BACKFILLING");
  }

  @Test
  void shardsAreCountedByWhatTheyWaitFor() {
    List<RunningShard> shards = new ArrayList<>();
    for (Waiting waiting :
        new @Nullable Waiting[] {
          null,
          Waiting.on("retry", "attempt 3 failed: a deadlock"),
          Waiting.throttled("probe", "12 ms", "11 ms", "probe: slow"),
          Waiting.throttled("probe", "13 ms", "11 ms", "probe: slower")
        }) {
      shards.add(new RunningShard(shards.size(), "a:1", Tally.NONE, 1, waiting));
    }

    assertThat(Reason.of(view(Phase.BACKFILLING, pass(shards, 5))))
        .isEqualTo(Map.of(new Reason("retry", false), 1L, new Reason("probe", true), 2L));
    assertThat(Reason.of(view(Phase.PAUSED, null)))
        .isEqualTo(Map.of(new Reason("paused", false), 1L));
  }

  @Test
  void whereNoShardRunsAllThatAreLeftWaitForAWorker() {
    assertThat(Reason.of(view(Phase.BACKFILLING, pass(List.of(), 5))))
        .isEqualTo(Map.of(new Reason("worker", false), 5L));
    assertThat(Reason.of(view(Phase.BACKFILLING, pass(List.of(), 0)))).isEmpty();
    assertThat(Reason.of(view(Phase.PAUSED, pass(List.of(), 5))))
        .isEqualTo(Map.of(new Reason("paused", false), 5L));
  }

  private static PassView pass(List<RunningShard> running, int waiting) {
    return new PassView(
        1,
        PassKind.BACKFILL,
        "ids",
        10,
        Tally.NONE,
        0,
        0,
        null,
        waiting,
        running.size(),
        0,
        0,
        Instant.EPOCH,
        null,
        running,
        null);
  }
}
