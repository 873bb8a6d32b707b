package org.drover.shared.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.apache.pekko.coordination.lease.javadsl.LeaseProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class PostgresLeaseIT {

  private static final Duration TERM = Duration.ofSeconds(2);

  private final String url = TestPostgres.emptyDatabase();
  private final LeaseTable table =
      new LeaseTable(url, TestPostgres.user(), TestPostgres.password(), Duration.ofSeconds(5));
  private final ActorSystem system =
      ActorSystem.create(
          "lease",
          TestSystem.config(
              url, "drover.lease { heartbeat-timeout = 12s, heartbeat-interval = 300ms }"));

  @BeforeEach
  void makeTheSchema() {
    TestPostgres.journal(url).close();
  }

  @AfterEach
  void terminate() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, SECONDS);
  }

  @Test
  void ofManyWhoAskAtTheSameTimeExactlyOneGetsIt() throws Exception {
    try (ExecutorService sides = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 10; round++) {
        String name = "round-" + round;
        List<Callable<Boolean>> asks =
            IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(
                    side -> () -> table.acquire(name, "side-" + side, Duration.ofMinutes(1)))
                .toList();
        int winners = 0;
        for (Future<Boolean> ask : sides.invokeAll(asks)) {
          winners += ask.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
      }
    }
  }

  @Test
  void anExpiredLeaseGoesToWhoeverAsksAndIsNotProlonged() throws Exception {
    assertThat(table.acquire("l", "a", Duration.ofMinutes(1))).isTrue();
    assertThat(table.acquire("l", "b", TERM)).isFalse();
    assertThat(table.renew("l", "a", TERM)).isTrue();

    pass(TERM);

    assertThat(table.renew("l", "a", TERM)).isFalse();
    assertThat(table.acquire("l", "b", TERM)).isTrue();
  }

  @Test
  void aReleaseFreesOnlyOnesOwn() throws Exception {
    assertThat(table.acquire("l", "a", Duration.ofMinutes(1))).isTrue();
    table.release("l", "b");
    assertThat(table.acquire("l", "b", TERM)).isFalse();
    table.release("l", "a");
    assertThat(table.acquire("l", "b", TERM)).isTrue();
  }

  @Test
  void theHeartbeatKeepsALeaseBeyondItsTerm() throws Exception {
    Lease lease = lease("a");
    assertThat(acquired(lease)).isTrue();

    pass(Duration.ofSeconds(13));

    assertThat(lease.checkLease()).isTrue();
    assertThat(acquired(lease("b"))).isFalse();
    assertThat(lease.release().toCompletableFuture().get(60, SECONDS)).isTrue();
    assertThat(lease.checkLease()).isFalse();
    assertThat(acquired(lease("b"))).isTrue();
  }

  // Whoever is refused ends its side: a holder that died must not be the reason.
  @Test
  void aHolderThatDiedIsOutwaitedAndNotTakenForOneThatLives() throws Exception {
    assertThat(table.acquire("l", "dead", Duration.ofMillis(1500))).isTrue();

    assertThat(acquired(lease("b"))).isTrue();
  }

  @Test
  void aHolderThatLetsGoWhileOthersWaitHasLived() throws Exception {
    assertThat(table.acquire("l", "a", Duration.ofMinutes(1))).isTrue();
    CompletableFuture<Boolean> asked = lease("b").acquire().toCompletableFuture();
    pass(Duration.ofMillis(500));
    assertThat(asked).isNotDone();

    table.release("l", "a");

    assertThat(asked.get(60, SECONDS)).isFalse();
  }

  // The members that are left may have another leader than the one that decided before.
  @Test
  void aLeaseIsPassedOnAmongThoseOfOneSide() throws Exception {
    assertThat(acquired(lease("a"))).isTrue();
    LeaseSettings settings = lease("b").getSettings();
    Lease beside =
        new PostgresLease(settings, (ExtendedActorSystem) system, owner -> owner.equals("a"));

    assertThat(acquired(beside)).isTrue();
    assertThat(beside.checkLease()).isTrue();
  }

  @Test
  void acquiringAgainKeepsIt() throws Exception {
    Lease lease = lease("a");
    assertThat(acquired(lease)).isTrue();
    assertThat(acquired(lease)).isTrue();
    assertThat(lease.checkLease()).isTrue();
  }

  @Test
  void theHolderIsToldWhenAnotherHasIt() throws Exception {
    CompletableFuture<Optional<Throwable>> lost = new CompletableFuture<>();
    Lease lease = lease("a");
    assertThat(lease.acquire(lost::complete).toCompletableFuture().get(60, SECONDS)).isTrue();

    TestPostgres.execute(url, "UPDATE lease SET owner = 'b'");

    assertThat(lost.get(60, SECONDS)).isEmpty();
    assertThat(lease.checkLease()).isFalse();
  }

  @Test
  void theHolderIsToldWhenTheDatabaseIsGoneForATerm() throws Exception {
    CompletableFuture<Optional<Throwable>> lost = new CompletableFuture<>();
    Lease lease = lease("a");
    assertThat(lease.acquire(lost::complete).toCompletableFuture().get(60, SECONDS)).isTrue();

    TestPostgres.execute(
        TestPostgres.emptyDatabase(),
        "ALTER DATABASE " + url.replaceAll(".*/", "") + " ALLOW_CONNECTIONS false");

    assertThat(lost.get(60, SECONDS)).isPresent();
    assertThat(lease.checkLease()).isFalse();
  }

  private Lease lease(String owner) {
    return LeaseProvider.get(system).getLease("l", "drover.lease", owner);
  }

  private static boolean acquired(Lease lease) throws Exception {
    return lease.acquire().toCompletableFuture().get(60, SECONDS);
  }

  /** Lets time pass by the clock that counts here, the database's. */
  private void pass(Duration time) {
    TestPostgres.execute(url, "SELECT pg_sleep(" + time.toMillis() / 1000.0 + " + 0.01)");
  }
}
