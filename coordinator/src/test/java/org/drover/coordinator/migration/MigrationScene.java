package org.drover.coordinator.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.pattern.StatusReply;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.keyspace.Key;
import org.drover.shared.keyspace.ShardId;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.SliceLeft;
import org.drover.shared.protocol.SubmitReply;

/** A migration on a pretended cluster, and the vocabulary of the tests about it. */
abstract class MigrationScene extends PretendScene {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final String SPEC = spec("key2");

  final TestProbe<SubmitReply> submitted = kit.createTestProbe(SubmitReply.class);
  final TestProbe<StatusReply<MigrationView>> viewed = kit.createTestProbe();
  ActorRef<MigrationRequest> migration = start();

  void backfilled() {
    submit(SPEC, true);
    shardsEnd(1, new Tally(10, 10));
    awaitPhase(Phase.COMPLETED);
    cluster.takeAskedToRun();
  }

  /** Asks for a pass and waits until it is accepted. */
  void ask(PassKind kind) {
    ask(kind, PassOptions.NONE);
  }

  void ask(PassKind kind, PassOptions options) {
    request(kind, options);
    assertThat(viewed.receiveMessage().isSuccess()).isTrue();
  }

  void request(PassKind kind) {
    request(kind, PassOptions.NONE);
  }

  private void request(PassKind kind, PassOptions options) {
    migration.tell(
        new MigrationRequest.RequestPass(
            kind, options, "ann", "as the test wants it", viewed.getRef()));
  }

  void shardsEnd(int pass, Tally each) {
    viewed.awaitAssert(() -> assertThat(currentPass()).isEqualTo(pass));
    for (int number = 0; number < 3; number++) {
      migration.tell(
          new MigrationRequest.ShardEnded(
              new ShardId("people", pass, number), 1, 1, each, whole(number)));
    }
  }

  ActorRef<MigrationRequest> start() {
    return kit.spawn(MigrationHost.create("people", cluster, () -> NOW));
  }

  void submit(String spec, boolean execute) {
    migration.tell(new MigrationRequest.Submit(spec, execute, "ann", submitted.getRef()));
    submitted.expectMessageClass(SubmitReply.Accepted.class);
  }

  void shardEnds(int number) {
    ShardId shard = new ShardId("people", currentPass(), number);
    migration.tell(new MigrationRequest.ShardEnded(shard, 1, 1, new Tally(10, 10), whole(number)));
  }

  int currentPass() {
    PassView pass = view().pass();
    return pass == null ? 1 : pass.number();
  }

  void progress(int number) {
    migration.tell(
        new MigrationRequest.ShardProgressed(
            new ShardId("people", 1, number), "worker:1", 1, 0, Tally.NONE, whole(number), null));
  }

  /** What a shard says of its slice if it was never narrowed. */
  static SliceLeft whole(int number) {
    return new SliceLeft(Key.of(number * 10L), Key.of(number * 10L + 10), 0);
  }

  /**
   * What was asked since the last look may come from several states, or be a part of what one state
   * asks. Whoever is due is asked again at every tick.
   */
  void awaitAskedToRun(Integer... numbers) {
    viewed.awaitAssert(
        () -> {
          Set<Integer> asked = cluster.takeAskedToRun();
          if (!asked.equals(Set.of(numbers))) {
            time.timePasses(Duration.ofSeconds(1));
          }
          return assertThat(asked).containsExactlyInAnyOrder(numbers);
        });
  }

  MigrationView awaitPhase(Phase phase) {
    return viewed.awaitAssert(
        () -> {
          MigrationView view = view();
          assertThat(view.phase()).isEqualTo(phase);
          return view;
        });
  }

  MigrationView view() {
    TestProbe<StatusReply<MigrationView>> probe = kit.createTestProbe();
    migration.tell(new MigrationRequest.Show(probe.getRef()));
    return probe.receiveMessage().getValue();
  }

  List<Object> events() {
    return journal.persistedInStorage("migration|people");
  }

  /** Of every rollback that was begun. */
  List<PassOptions> optionsOfRollbacks() {
    return events().stream()
        .filter(MigrationEvent.PassStarted.class::isInstance)
        .map(MigrationEvent.PassStarted.class::cast)
        .filter(started -> started.kind() == PassKind.ROLLBACK)
        .map(MigrationEvent.PassStarted::options)
        .filter(Objects::nonNull)
        .toList();
  }

  static String spec(String target) {
    return """
        migration: people
        select: {label: Person}
        budget: {workers: 2}
        transform:
          - copy: {name: %s}
        """
        .formatted(target);
  }
}
