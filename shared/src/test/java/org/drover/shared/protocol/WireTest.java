package org.drover.shared.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.apache.pekko.serialization.SerializationExtension;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.Retirement;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.Keyspace;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Slice;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Trigger;
import org.drover.shared.written.WrittenReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every message arrives as it was sent. */
class WireTest {

  private static final ActorTestKit KIT =
      ActorTestKit.create(ConfigFactory.load("serialization").withFallback(ConfigFactory.load()));

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final ShardId SHARD = new ShardId("people", 2, 7);

  private static final Waiting WAITING =
      Waiting.throttled("memory", "63MiB", "64MiB", "memory: nearly full");

  private static final SliceLeft LEFT = new SliceLeft(Key.of(5L), Key.of(10L), 1);
  private static final SliceLeft NOTHING_DONE = new SliceLeft(null, Key.of("m"), 0);

  @AfterAll
  static void shutDown() {
    KIT.shutdownTestKit();
  }

  @Test
  void everyMessageArrivesAsItWasSent() {
    messages().forEach(message -> KIT.serializationTestKit().verifySerialization(message, true));
  }

  @Test
  void noMessageIsForgottenHere() {
    assertThat(messages().map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(Lease.class, MigrationView.class),
                    Stream.of(ShardRequest.class, MigrationRequest.class, SubmitReply.class)
                        .flatMap(type -> Arrays.stream(type.getDeclaredClasses()))
                        .filter(Class::isRecord))
                .toList());
  }

  // A message that is larger than a frame is dropped, again and again, and a shard never begins.
  @Test
  void twoOfTheLongestSpecsFitIntoAMessage() {
    String longest = letters(WrittenReader.LENGTH_MAX);
    ShardRequest.Run run =
        new ShardRequest.Run(
            SHARD,
            new ShardPlan(7, new Keyspace.Ids(100_000), Slice.ids(-1, 10), 1_000),
            PassKind.SWEEP,
            PassOptions.NONE.withSpec(longest),
            longest,
            null);
    byte[] bytes = SerializationExtension.get(KIT.system()).serialize(run).get();
    long frame =
        KIT.system()
            .settings()
            .config()
            .getBytes("pekko.remote.artery.advanced.maximum-frame-size")
            .longValue();
    assertThat((long) bytes.length).isLessThan(frame);
  }

  /** In no order, so that they hardly compress. */
  private static String letters(int count) {
    return new Random(1)
        .ints('a', 'z' + 1)
        .limit(count)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Stream<Wire> messages() {
    ActorRef<SubmitReply> submitter = KIT.<SubmitReply>createTestProbe().getRef();
    ActorRef<Lease> leased = KIT.<Lease>createTestProbe().getRef();
    var asker = KIT.<StatusReply<MigrationView>>createTestProbe().getRef();
    return Stream.of(
        run(new Keyspace.Ids(100_000), Slice.ids(-1, 10), null),
        run(new Keyspace.IdSet("people/2/0/all"), Slice.ids(0, 1L << 40), Accept.GRAPH),
        run(
            new Keyspace.Property("name", Keyspace.Property.Type.STRING),
            new Slice(null, Key.of("müller")),
            Accept.JOURNAL),
        new ShardRequest.Divide(run(new Keyspace.Ids(100_000), Slice.ids(-1, 10), null), 2),
        new ShardRequest.Halt(),
        new ShardRequest.HandOff(),
        new MigrationRequest.Submit("migration: x", true, "ann", submitter),
        new MigrationRequest.Show(asker),
        new MigrationRequest.Pause("ann", "lunch", asker),
        new MigrationRequest.Resume("ann", "back", Accept.GRAPH, asker),
        new MigrationRequest.Resume("ann", "back", null, asker),
        new MigrationRequest.Cancel("ann", "wrong", asker),
        new MigrationRequest.RequestPass(
            PassKind.SWEEP, PassOptions.NONE, "ann", "the day is over", asker),
        new MigrationRequest.CutOver(
            Level.FORENSIC, Trigger.FOREIGN_WRITES, "ann", "all is well", asker),
        new MigrationRequest.CutOver(null, null, "ann", "all is well", asker),
        new MigrationRequest.Limit(
            new LimitChange(
                3,
                "5/s",
                "none",
                250L,
                "2%",
                Map.of("probe 1", "+20%"),
                List.of("22:00-04:00 UTC")),
            "ann",
            "night",
            asker),
        new MigrationRequest.Limit(LimitChange.ofWorkers(8), "ann", "night", asker),
        new MigrationRequest.Stop("ann", "slow", asker),
        new MigrationRequest.GoOn("ann", "fast", asker),
        new MigrationRequest.NoteDrain("host:1", "ann", "new kernel", asker),
        new MigrationRequest.Wake(),
        new MigrationRequest.ShardProgressed(SHARD, "host:1", 3, 9, new Tally(5, 4), LEFT, null),
        new MigrationRequest.ShardProgressed(
            SHARD, "host:1", 3, 9, new Tally(5, 4), NOTHING_DONE, WAITING),
        new MigrationRequest.LeaseWanted(
            "host:1", 1_000, new NodeUse(3, 1, 2, 8, 1_000, 2_000, 10, 1, 0), leased),
        new Lease("people", 1_000, 0.5, 250.0, 1L << 20, 1_000, true, WAITING),
        new Lease("people", 1_000, 1, null, null, 1_000, false, null),
        new MigrationRequest.ShardEnded(SHARD, 3, 9, new Tally(5, 4), LEFT),
        new MigrationRequest.ShardStuck(SHARD, "no index"),
        view(),
        new SubmitReply.Accepted(view(), true),
        new SubmitReply.Accepted(view(), false, "budget.workers: 2 -> 3"),
        new SubmitReply.Refused(List.of("a", "b")),
        new SubmitReply.Conflict(List.of("a: 1, 2")),
        new SubmitReply.Unavailable("no route to host"));
  }

  private static ShardRequest.Run run(Keyspace keyspace, Slice slice, @Nullable Accept accept) {
    ShardPlan plan = new ShardPlan(7, keyspace, slice, 1_000);
    return new ShardRequest.Run(
        SHARD,
        plan,
        PassKind.BACKFILL,
        new PassOptions(
            2,
            1,
            Conflict.SKIP,
            Level.BASIC,
            "migration: m",
            1.5,
            List.of(0, 3),
            NOW,
            new Retirement(
                List.of("v1"),
                List.of("key"),
                List.of("b, for m2 reads it"),
                List.of("label v1, which m1 left to it")),
            List.of(4),
            Map.of("phone-numbers", "1.2"),
            true,
            640L),
        "migration: x",
        accept == null ? null : new Decision(accept, "ann", NOW));
  }

  private static MigrationView view() {
    PassView pass =
        new PassView(
            2,
            PassKind.SURVEY,
            "dense",
            100,
            new Tally(50, 40),
            5,
            1234.5,
            9L,
            1,
            1,
            2,
            3,
            NOW,
            null,
            List.of(new RunningShard(1, "host:1", new Tally(5, 4), 50, WAITING)),
            "shards 0, 3");
    PaceView pace =
        new PaceView(
            0.5,
            WAITING,
            new Limits(8, 20_000L, null, 1, 1_000, Map.of("lock-waits", 5.0), List.of()),
            List.of(
                new PaceView.Signal(
                    "probe 1", 4.5, 5, "ms", PaceView.Trend.RISING, new Quantiles(2, 4.5, 9)),
                new PaceView.Signal("http", null, 5, "", PaceView.Trend.STEADY, null)),
            List.of(new PaceView.WorkerNode("host:1", new NodeUse(1, 1, 0, 8, 0, 0, 9, 0, 0))),
            NOW);
    MigrationView.RollbackView rollback =
        new MigrationView.RollbackView(List.of(3, 2), 20, 1, 4, 3, 0);
    return new MigrationView(
        "people",
        Phase.SURVEYING,
        false,
        pass,
        "why",
        pace,
        3,
        0.25,
        2,
        NOW,
        null,
        rollback,
        "2 of kind collision");
  }
}
