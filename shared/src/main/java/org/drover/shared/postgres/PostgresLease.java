package org.drover.shared.postgres;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterActorRefProvider;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.drover.shared.postgres.LeaseTable.Holding;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease in the journal database, for the Split Brain Resolver's {@code lease-majority}: of the
 * sides of a partition the one goes on that reaches PostgreSQL and is first.
 *
 * <p>All work, with the heartbeat, is done by one thread of its own, one thing at a time.
 */
public final class PostgresLease extends Lease {

  private static final Logger log = LoggerFactory.getLogger(PostgresLease.class);

  /** What an operation does on the lease's own thread. */
  private interface Operation {
    void run() throws SQLException;
  }

  /**
   * A lease in hand.
   *
   * @param untilNanos by this JVM's monotonic clock; not later than the database's own expiry,
   *     since it is counted from before the request
   */
  private record Held(
      long untilNanos, Consumer<Optional<Throwable>> lost, ScheduledFuture<?> heartbeat) {}

  private static final Duration ASK_EVERY = Duration.ofMillis(200);

  private final LeaseSettings settings;
  private final LeaseTable table;
  private final Predicate<String> besideThis;
  private final ScheduledExecutorService thread;

  /** Written by the lease's own thread only. */
  private volatile @Nullable Held held;

  /** Called by Pekko, by reflection. */
  public PostgresLease(LeaseSettings settings, ExtendedActorSystem system) {
    this(settings, system, owner -> isReachable(owner, system));
  }

  /**
   * @param besideThis whether an owner is on this side of a partition, if there is one
   */
  PostgresLease(LeaseSettings settings, ExtendedActorSystem system, Predicate<String> besideThis) {
    super();
    this.settings = settings;
    this.besideThis = besideThis;
    this.table = table(settings, system.settings().config());
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("drover-lease-" + settings.leaseName()).factory());
    system.registerOnTermination((Runnable) thread::shutdownNow);
  }

  /** Whether all members that this one hears of can reach that one; it may have led before. */
  private static boolean isReachable(String owner, ExtendedActorSystem system) {
    if (!(system.provider() instanceof ClusterActorRefProvider)) {
      return false;
    }
    CurrentClusterState state = Cluster.get(system).state();
    for (Member member : state.getMembers()) {
      if (member.address().hostPort().equals(owner)) {
        return !state.getUnreachable().contains(member);
      }
    }
    return false;
  }

  /** The lease's own block may name a database; the journal's is the default. */
  private static LeaseTable table(LeaseSettings settings, Config root) {
    Config own = settings.leaseConfig();
    Config database = own.hasPath("url") ? own : root.getConfig("drover.journal");
    return new LeaseTable(
        database.getString("url"),
        database.getString("user"),
        password(database),
        settings.timeoutSettings().getOperationTimeout());
  }

  private static String password(Config database) {
    if (!database.hasPath("password-file")) {
      return database.getString("password");
    }
    Path file = Path.of(database.getString("password-file"));
    try {
      return Files.readString(file).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the password file " + file, failure);
    }
  }

  @Override
  public LeaseSettings getSettings() {
    return settings;
  }

  @Override
  public CompletionStage<Boolean> acquire() {
    return acquire(reason -> {});
  }

  /**
   * Waits for a holder who may be dead: one that lives is known by its next renewal, and the lease
   * of one that does not runs out. A refusal ends this whole side, so nobody dead may cause it.
   */
  @Override
  public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    onThread(result, () -> ask(lost, result));
    return within(term().plus(settings.timeoutSettings().getOperationTimeout()), result);
  }

  private void ask(Consumer<Optional<Throwable>> lost, CompletableFuture<Boolean> result)
      throws SQLException {
    long before = System.nanoTime();
    if (table.acquire(settings.leaseName(), settings.ownerName(), term())) {
      taken(before, lost, result);
      return;
    }
    Optional<Holding> holding = table.holding(settings.leaseName());
    if (holding.isPresent()) {
      askAgain(lost, result, holding.get());
    } else {
      // It was released at this very moment.
      ask(lost, result);
    }
  }

  private void askAgain(
      Consumer<Optional<Throwable>> lost, CompletableFuture<Boolean> result, Holding seen)
      throws SQLException {
    long before = System.nanoTime();
    boolean beside = besideThis.test(seen.owner());
    if (table.takeOver(settings.leaseName(), seen, !beside, settings.ownerName(), term())) {
      taken(before, lost, result);
    } else if (!beside && !Optional.of(seen).equals(table.holding(settings.leaseName()))) {
      log.info("Lease {} is refused: {} has it, and lives", settings.leaseName(), seen.owner());
      refused(result);
    } else if (beside) {
      // It was renewed at this very moment.
      ask(lost, result);
    } else {
      var unused =
          thread.schedule(
              () -> attempt(result, () -> askAgain(lost, result, seen)),
              ASK_EVERY.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void taken(
      long beforeNanos, Consumer<Optional<Throwable>> lost, CompletableFuture<Boolean> result)
      throws SQLException {
    drop();
    long everyMillis = settings.timeoutSettings().getHeartbeatInterval().toMillis();
    ScheduledFuture<?> heartbeat =
        thread.scheduleWithFixedDelay(this::renew, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    held = new Held(beforeNanos + term().toNanos(), lost, heartbeat);
    if (!result.complete(true)) {
      // Whoever asked was told that it failed, and acts accordingly: nobody may hold it then.
      drop();
      table.release(settings.leaseName(), settings.ownerName());
    }
  }

  private void refused(CompletableFuture<Boolean> result) {
    Held former = held;
    if (former != null) {
      lose(former, Optional.empty());
    }
    result.complete(false);
  }

  @Override
  public CompletionStage<Boolean> release() {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    onThread(
        result,
        () -> {
          drop();
          table.release(settings.leaseName(), settings.ownerName());
          result.complete(true);
        });
    return within(settings.timeoutSettings().getOperationTimeout(), result);
  }

  /** Whether the lease is in hand, as far as one can know without asking. */
  @Override
  public boolean checkLease() {
    Held now = held;
    return now != null && System.nanoTime() - now.untilNanos() < 0;
  }

  private void renew() {
    Held now = held;
    if (now == null) {
      return;
    }
    long before = System.nanoTime();
    try {
      if (table.renew(settings.leaseName(), settings.ownerName(), term())) {
        held = new Held(before + term().toNanos(), now.lost(), now.heartbeat());
      } else {
        lose(now, Optional.empty());
      }
    } catch (SQLException failure) {
      if (checkLease()) {
        log.warn(
            "Lease {} of {} was not renewed and is tried again: {}",
            settings.leaseName(),
            settings.ownerName(),
            failure.getMessage());
      } else {
        lose(now, Optional.of(failure));
      }
    }
  }

  private void lose(Held was, Optional<Throwable> reason) {
    log.warn("Lease {} of {} is lost", settings.leaseName(), settings.ownerName());
    drop();
    was.lost().accept(reason);
  }

  private void drop() {
    Held now = held;
    if (now != null) {
      now.heartbeat().cancel(false);
      held = null;
    }
  }

  private Duration term() {
    return settings.timeoutSettings().getHeartbeatTimeout();
  }

  private static CompletableFuture<Boolean> within(
      Duration patience, CompletableFuture<Boolean> result) {
    return result.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void onThread(CompletableFuture<Boolean> result, Operation operation) {
    try {
      thread.execute(() -> attempt(result, operation));
    } catch (RejectedExecutionException terminated) {
      result.completeExceptionally(terminated);
    }
  }

  private static void attempt(CompletableFuture<Boolean> result, Operation operation) {
    if (result.isDone()) {
      return;
    }
    try {
      operation.run();
    } catch (SQLException | RuntimeException failure) {
      result.completeExceptionally(failure);
    }
  }
}
