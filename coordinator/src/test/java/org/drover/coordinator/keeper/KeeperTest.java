package org.drover.coordinator.keeper;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeeperTest {

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<String> woken = kit.createTestProbe(String.class);

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void unfinishedMigrationsAreWokenAgainAndAgain() {
    kit.spawn(
        Keeper.create(
            () -> CompletableFuture.completedFuture(List.of("a", "b")),
            id -> woken.getRef().tell(id)));
    time.timePasses(Duration.ZERO);
    woken.expectMessage("a");
    woken.expectMessage("b");
    time.timePasses(Duration.ofSeconds(5));
    woken.expectMessage("a");
  }

  @Test
  void aJournalThatDoesNotAnswerIsAskedAgain() {
    CompletableFuture<List<String>> broken =
        CompletableFuture.failedFuture(new IllegalStateException("connection lost"));
    CompletableFuture<List<String>> mended = CompletableFuture.completedFuture(List.of("a"));
    Iterator<CompletableFuture<List<String>>> answers = List.of(broken, mended).iterator();
    kit.spawn(Keeper.create(answers::next, id -> woken.getRef().tell(id)));
    time.timePasses(Duration.ZERO);
    woken.expectNoMessage(Duration.ZERO);
    time.timePasses(Duration.ofSeconds(5));
    woken.expectMessage("a");
  }
}
