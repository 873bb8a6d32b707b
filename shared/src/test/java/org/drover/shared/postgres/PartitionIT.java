package org.drover.shared.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.remote.RemoteActorRefProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The split brain resolver with the lease of this package, on members in one JVM. */
// Artery's test mode has no words of its own and takes those of the transport before it.
@SuppressWarnings("deprecation")
@Timeout(300)
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class PartitionIT {

  private final String url = TestPostgres.emptyDatabase();
  private final ActorSystem first = member();
  private final ActorSystem second = member();
  private final List<ActorSystem> members = new ArrayList<>(List.of(first, second));

  private ActorSystem member() {
    TestPostgres.journal(url).close();
    return ActorSystem.create(
        "partition",
        TestSystem.config(
            url,
            """
            drover.lease { heartbeat-timeout = 10s, heartbeat-interval = 1s }
            pekko {
              actor.provider = cluster
              remote.artery {
                canonical { hostname = "127.0.0.1", port = 0 }
                advanced.test-mode = on
              }
              cluster {
                jmx.multi-mbeans-in-same-jvm = on
                failure-detector.acceptable-heartbeat-pause = 3s
                downing-provider-class =
                  "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
                split-brain-resolver {
                  active-strategy = lease-majority
                  stable-after = 2s
                  lease-majority.lease-implementation = "drover.lease"
                  lease-majority.acquire-lease-delay-for-minority = 1s
                }
              }
              # As a member would be that was killed: it says nothing to anybody.
              coordinated-shutdown.run-by-actor-system-terminate = off
              loglevel = ERROR
            }
            """));
  }

  @AfterEach
  void terminate() throws Exception {
    for (ActorSystem member : members) {
      member.terminate();
      member.getWhenTerminated().toCompletableFuture().get(60, SECONDS);
    }
  }

  @Test
  void ofTwoMembersThatCannotHearEachOtherExactlyOneGoesOn() throws Exception {
    form();

    cut(first, second);
    cut(second, first);

    assertExactlyOneGoesOn();
  }

  @Test
  void ofTwoMembersOfWhichOnlyOneHearsTheOtherExactlyOneGoesOn() throws Exception {
    form();

    cut(first, second);

    assertExactlyOneGoesOn();
  }

  // Each gap is shorter than what makes a member suspect, and the last is none.
  @Test
  void aLinkThatComesAndGoesEndsNobodyUntilItIsGoneForGood() throws Exception {
    form();

    for (int gap = 0; gap < 4; gap++) {
      cut(first, second);
      cut(second, first);
      assertNobodyEndsWithin(1_000);
      heal(first, second);
      heal(second, first);
      assertNobodyEndsWithin(1_500);
    }
    assertThat(members(first)).isEqualTo(2);

    cut(first, second);
    cut(second, first);
    assertExactlyOneGoesOn();
  }

  private void assertNobodyEndsWithin(long millis) {
    assertThatThrownBy(() -> anyEnded().get(millis, MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  private CompletableFuture<?> anyEnded() {
    return CompletableFuture.anyOf(ended(first), ended(second));
  }

  private void assertExactlyOneGoesOn() throws Exception {
    anyEnded().get(120, SECONDS);
    assertThat(List.of(ended(first).isDone(), ended(second).isDone()))
        .containsExactlyInAnyOrder(true, false);
    ActorSystem survivor = ended(first).isDone() ? second : first;
    assertGoesOnAlone(survivor);
    assertThat(TestPostgres.ask(url, "SELECT owner FROM lease"))
        .isEqualTo(Cluster.get(survivor).selfAddress().hostPort());
  }

  // The first is the oldest and the leader: without a lease it is the one that a majority needs.
  @Test
  void whoeverIsKilledTheOtherGoesOn() throws Exception {
    form();

    first.terminate();

    assertGoesOnAlone(second);
  }

  // The leader decides and keeps the lease for a while; killed in that while, it keeps it dead.
  @Test
  void theLeaderMayDieRightAfterItHasDecidedAboutAnother() throws Exception {
    members.add(member());
    form();
    ActorSystem leader = leader();
    List<ActorSystem> others = members.stream().filter(member -> member != leader).toList();

    others.getFirst().terminate();
    awaitMembers(leader, 2);
    awaitMembers(others.getLast(), 2);
    leader.terminate();

    assertGoesOnAlone(others.getLast());
  }

  private ActorSystem leader() {
    Address address = Cluster.get(first).state().getLeader();
    return members.stream()
        .filter(member -> Cluster.get(member).selfAddress().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private void form() throws InterruptedException {
    CountDownLatch up = new CountDownLatch(members.size());
    for (ActorSystem member : members) {
      Cluster.get(member).registerOnMemberUp(up::countDown);
      Cluster.get(member).join(Cluster.get(first).selfAddress());
    }
    assertThat(up.await(120, SECONDS)).isTrue();
  }

  private static void cut(ActorSystem from, ActorSystem to) {
    throttle(
        from,
        to,
        org.apache.pekko.remote.transport.ThrottlerTransportAdapter.blackholeThrottleMode());
  }

  private static void heal(ActorSystem from, ActorSystem to) {
    throttle(
        from,
        to,
        org.apache.pekko.remote.transport.ThrottlerTransportAdapter.unthrottledThrottleMode());
  }

  /** What the one sends to the other; the other's words arrive. */
  private static void throttle(
      ActorSystem from,
      ActorSystem to,
      org.apache.pekko.remote.transport.ThrottlerTransportAdapter.ThrottleMode how) {
    var provider = (RemoteActorRefProvider) ((ExtendedActorSystem) from).provider();
    provider
        .transport()
        .managementCommand(
            new org.apache.pekko.remote.transport.ThrottlerTransportAdapter.SetThrottle(
                Cluster.get(to).selfAddress(),
                org.apache.pekko.remote.transport.ThrottlerTransportAdapter.sendDirection(),
                how));
  }

  private static CompletableFuture<?> ended(ActorSystem member) {
    return member.getWhenTerminated().toCompletableFuture();
  }

  private static void assertGoesOnAlone(ActorSystem member)
      throws InterruptedException, ExecutionException {
    awaitMembers(member, 1);
  }

  private static void awaitMembers(ActorSystem member, int count)
      throws InterruptedException, ExecutionException {
    while (members(member) != count) {
      try {
        ended(member).get(100, MILLISECONDS);
        throw new AssertionError("the member was to go on, and has ended");
      } catch (TimeoutException stillThere) {
        // It has not removed the other yet.
      }
    }
  }

  private static int members(ActorSystem member) {
    int count = 0;
    for (var ignored : Cluster.get(member).state().getMembers()) {
      count++;
    }
    return count;
  }
}
