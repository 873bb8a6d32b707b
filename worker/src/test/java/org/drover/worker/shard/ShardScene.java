package org.drover.worker.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.drover.worker.shard.Shards.NOW;
import static org.drover.worker.shard.Shards.SHARD;
import static org.drover.worker.shard.Shards.over;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.ShardEvent;
import org.drover.shared.keyspace.Key;
import org.drover.shared.protocol.Decision;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationRequest.ShardEnded;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.ShardRequest;
import org.drover.shared.protocol.SliceLeft;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * A shard, its journal, its migration, a graph of ids, and a clock that is cranked. Whoever starts
 * a timer without any delay runs what else is due, on his own thread, while the crank runs it too:
 * a message of one's own does not.
 */
abstract class ShardScene {

  /** Ranges hold 2,500 at first, then 3,000, then 3,600: a slice of 6,000 takes three. */
  static final long END = 6_000;

  static final SliceLeft AT_END = new SliceLeft(Key.of(END), Key.of(END), 0);

  static final String JOURNAL_ID = "shard|" + SHARD;

  static final Config CONFIG =
      ManualTime.config()
          .withFallback(PersistenceTestKitPlugin.getInstance().config())
          .withFallback(PersistenceTestKitSnapshotPlugin.config())
          .withFallback(ConfigFactory.load());

  volatile Instant now = NOW;
  final ActorTestKit kit = ActorTestKit.create(CONFIG);
  final ManualTime time = ManualTime.get(kit.system());
  final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
  final TestProbe<MigrationRequest> migration = kit.createTestProbe(MigrationRequest.class);
  final PretendGraph graph = new PretendGraph(true, END);
  final PretendNode node = nodeWith(graph);

  @AfterEach
  void shutDown() {
    kit.shutdownTestKit();
  }

  PretendNode nodeWith(PretendGraph of) {
    return new PretendNode(
        kit, of, migration.getRef(), id -> journal.persistedInStorage(id).size());
  }

  ActorRef<ShardRequest> start(PretendNode on) {
    return kit.spawn(Shard.create(SHARD, on, () -> now));
  }

  static ShardRequest.Run run(@Nullable Decision decision) {
    return new ShardRequest.Run(
        SHARD, over(0, END), PassKind.BACKFILL, PassOptions.NONE, "spec", decision);
  }

  void journaled(ShardEvent... events) {
    journal.persistForRecovery(JOURNAL_ID, List.<Object>of((Object[]) events));
  }

  ShardEnded ended() {
    return news(ShardEnded.class);
  }

  /** What the migration hears next, apart from how far the shard is. */
  <T extends MigrationRequest> T news(Class<T> kind) {
    while (true) {
      MigrationRequest heard = migration.receiveMessage();
      if (!(heard instanceof ShardProgressed)) {
        return kind.cast(heard);
      }
    }
  }

  ShardProgressed lastProgress() {
    return migration.expectMessageClass(ShardProgressed.class);
  }

  List<ShardEvent.RangeFinished> ranges() {
    return journal.persistedInStorage(JOURNAL_ID).stream()
        .filter(ShardEvent.RangeFinished.class::isInstance)
        .map(ShardEvent.RangeFinished.class::cast)
        .toList();
  }

  void everyNodeWasVisitedOnce() {
    Map<Long, Integer> once =
        LongStream.rangeClosed(1, END).boxed().collect(Collectors.toMap(id -> id, id -> 1));
    assertThat(graph.visits()).isEqualTo(once);
  }

  /** Lets seconds pass one by one, for the clock too, until the migration hears this. */
  void secondsUntil(Class<? extends MigrationRequest> kind) {
    for (int seconds = 0; seconds < 300; seconds++) {
      now = now.plusSeconds(1);
      time.timePasses(Duration.ofSeconds(1));
      if (kind.isInstance(migration.receiveMessage())) {
        return;
      }
    }
    throw new AssertionError("the migration has not heard of " + kind.getSimpleName());
  }

  /** Cranks the clock until the migration hears this. */
  void timeUntil(Class<? extends MigrationRequest> kind) {
    for (int seconds = 0; seconds < 100; seconds++) {
      time.timePasses(Duration.ofSeconds(1));
      if (kind.isInstance(migration.receiveMessage())) {
        return;
      }
    }
    throw new AssertionError("the migration has not heard of " + kind.getSimpleName());
  }
}
