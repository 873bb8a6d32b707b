package org.drover.worker.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationRequest.LeaseWanted;
import org.drover.worker.pace.Outcome.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest {

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<MigrationRequest> migration = kit.createTestProbe(MigrationRequest.class);
  private final TestProbe<Pacer.Answer> first = kit.createTestProbe(Pacer.Answer.class);
  private final TestProbe<Pacer.Answer> second = kit.createTestProbe(Pacer.Answer.class);
  private final ActorRef<Object> runner = kit.spawn(Behaviors.empty());
  private final ActorRef<Pacer.Command> pacer =
      kit.spawn(
          Pacer.create(
              new Pacer.Settings("worker:1", 1, 1 << 30),
              (id, message) -> migration.tell(message),
              () -> java.time.Instant.EPOCH));

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  @Test
  void theFirstShardOfAMigrationMakesItAskForALeaseAtOnce() {
    ask(0, first);
    assertThat(first.expectMessageClass(Pacer.Held.class).why().signal()).isEqualTo("lease");
    LeaseWanted wanted = migration.expectMessageClass(LeaseWanted.class);
    assertThat(wanted.use().shards()).isEqualTo(1);

    give(wanted, 1);
    assertThat(first.expectMessageClass(Pacer.Granted.class).permit().nodes()).isEqualTo(100);
  }

  @Test
  void aLeaseThatIsNotAnsweredIsAskedForAgainASecondLater() {
    ask(0, first);
    migration.expectMessageClass(LeaseWanted.class);
    time.timePasses(Duration.ofSeconds(1));
    migration.expectMessageClass(LeaseWanted.class);
  }

  @Test
  void whoWaitsIsPermittedWhenAnotherReturnsItsPermit() {
    ask(0, first);
    give(migration.expectMessageClass(LeaseWanted.class), 1);
    granted(first);
    ask(1, second);
    second.expectMessageClass(Pacer.Held.class);

    pacer.tell(new Pacer.Return(shard(0), new Outcome.Finished(100, 0)));
    granted(second);
  }

  @Test
  void aRunnerThatEndsGivesItsPermitBack() {
    ask(0, first);
    give(migration.expectMessageClass(LeaseWanted.class), 1);
    granted(first);
    ask(1, second);
    second.expectMessageClass(Pacer.Held.class);

    kit.stop(runner);
    granted(second);
  }

  @Test
  void whoIsHeldBackIsToldWhyAndIsPermittedWhenTheLeaseAllows() {
    ask(0, first);
    give(migration.expectMessageClass(LeaseWanted.class), 0);
    first.expectMessageClass(Pacer.Held.class);
    first.expectMessageClass(Pacer.Held.class);
    time.timePasses(Duration.ofSeconds(1));
    give(migration.expectMessageClass(LeaseWanted.class), 1);
    granted(first);
  }

  @Test
  void conflictsAreReportedWithTheNextQuestion() {
    ask(0, first);
    give(migration.expectMessageClass(LeaseWanted.class), 1);
    granted(first);
    pacer.tell(new Pacer.Return(shard(0), new Outcome.Failed(Failure.CONFLICT)));
    time.timePasses(Duration.ofSeconds(1));
    assertThat(migration.expectMessageClass(LeaseWanted.class).use().conflicts()).isEqualTo(1);
  }

  @Test
  void aShardOfTheNextPassWaitsForALeaseOfItsOwn() {
    ask(0, first);
    give(migration.expectMessageClass(LeaseWanted.class), 1);
    granted(first);
    kit.stop(runner);

    ActorRef<Object> next = kit.spawn(Behaviors.empty());
    pacer.tell(new Pacer.Ask(new ShardId("m", 2, 0), 100, next, second.getRef()));
    assertThat(second.expectMessageClass(Pacer.Held.class).why().signal()).isEqualTo("lease");
    give(migration.expectMessageClass(LeaseWanted.class), 1);
    granted(second);
  }

  private static void granted(TestProbe<Pacer.Answer> probe) {
    Pacer.Answer answer = probe.receiveMessage();
    while (answer instanceof Pacer.Held) {
      answer = probe.receiveMessage();
    }
    assertThat(answer).isInstanceOf(Pacer.Granted.class);
  }

  private void ask(int number, TestProbe<Pacer.Answer> answers) {
    ActorRef<?> of = number == 0 ? runner : kit.spawn(Behaviors.empty());
    pacer.tell(new Pacer.Ask(shard(number), 100, of, answers.getRef()));
  }

  private static void give(LeaseWanted wanted, double pace) {
    wanted.replyTo().tell(new Lease("m", wanted.stamp(), pace, null, null, 1_000, false, null));
  }

  private static ShardId shard(int number) {
    return new ShardId("m", 1, number);
  }
}
