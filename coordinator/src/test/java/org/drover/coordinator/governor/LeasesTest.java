package org.drover.coordinator.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.MigrationRequest.LeaseWanted;
import org.drover.shared.protocol.NodeUse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final Terms RATE_1000 = new Terms(1, 1_000L, null, 1_000, false, null);

  private static final Lease NOTHING_NEW = new Lease("m", 0, 0, null, null, 0, false, null);

  private final Leases leases = new Leases("m");
  private long now = 1_000_000;

  @Test
  void withoutARateThereIsNothingToDivide() {
    assertThat(ask("a", 3, new Terms(1, null, null, 1_000, false, null)).nodesPerSecond()).isNull();
  }

  @Test
  void aNodeAloneHasAllOfIt() {
    assertThat(ask("a", 3, RATE_1000).nodesPerSecond()).isEqualTo(1_000);
  }

  // The second node gets what is left until the first has asked again, and then its half.
  @Test
  void aNodeThatJoinsHasItsShareAfterTheOthersHaveAskedAgain() {
    ask("a", 2, RATE_1000);
    assertThat(ask("b", 2, RATE_1000).nodesPerSecond()).isZero();
    assertThat(ask("a", 2, RATE_1000).nodesPerSecond()).isEqualTo(500);
    assertThat(ask("b", 2, RATE_1000).nodesPerSecond()).isEqualTo(500);
  }

  @Test
  void whatASilentNodeHadIsGivenToOthersOnlyWhenItsLeaseHasEnded() {
    ask("a", 1, RATE_1000);
    ask("b", 1, RATE_1000);
    ask("a", 1, RATE_1000);
    ask("b", 1, RATE_1000);
    now += Lease.MILLIS - 1;
    assertThat(ask("a", 1, RATE_1000).nodesPerSecond()).isEqualTo(500);
    now += 1;
    assertThat(ask("a", 1, RATE_1000).nodesPerSecond()).isEqualTo(1_000);
  }

  // What its predecessor gave a moment ago may be the whole rate, and nobody knows whose it is.
  @Test
  void whoTakesOverGivesNothingOfTheRateUntilTheLeasesOfBeforeHaveEnded() {
    leases.takenOver(now);
    assertThat(ask("a", 3, RATE_1000)).isSameAs(NOTHING_NEW);
    now += Lease.MILLIS - 1;
    assertThat(ask("b", 1, RATE_1000)).isSameAs(NOTHING_NEW);
    now += 1;
    assertThat(ask("b", 1, RATE_1000).nodesPerSecond()).isEqualTo(1_000);
  }

  @Test
  void whoTakesOverSaysAtOnceThatNothingMayRun() {
    leases.takenOver(now);
    Terms stopped = new Terms(0, null, null, 1_000, true, null);
    assertThat(ask("a", 3, stopped).pace()).isZero();
  }

  @Test
  void thePaceScalesTheRate() {
    assertThat(ask("a", 1, new Terms(0.25, 1_000L, null, 1_000, false, null)).nodesPerSecond())
        .isEqualTo(250);
  }

  /** Nodes come, go, and fall silent; at no time are leases that have not ended worth more. */
  @Test
  void theLeasesOfAllNodesNeverExceedTheRate() {
    Random random = new Random(42);
    java.util.Map<String, Lease> held = new java.util.HashMap<>();
    java.util.Map<String, Long> until = new java.util.HashMap<>();
    for (int step = 0; step < 5_000; step++) {
      now += random.nextInt(1_500);
      String node = List.of("a", "b", "c", "d").get(random.nextInt(4));
      held.put(node, ask(node, random.nextInt(4), RATE_1000));
      until.put(node, now + Lease.MILLIS);
      double sum =
          held.entrySet().stream()
              .filter(lease -> until.getOrDefault(lease.getKey(), 0L) > now)
              .mapToDouble(lease -> orZero(lease.getValue().nodesPerSecond()))
              .sum();
      assertThat(sum).isLessThanOrEqualTo(1_000.0001);
    }
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private Lease ask(String node, int shards, Terms terms) {
    TestInbox<Lease> inbox = TestInbox.create();
    NodeUse use = new NodeUse(shards, 0, 0, 8, 0, 0, 0, 0, 0);
    return leases
        .give(new LeaseWanted(node, now, use, inbox.getRef()), terms, now)
        .orElse(NOTHING_NEW);
  }
}
