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
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;
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
    boolean run() throws SQLException;
  }

  /**
   * A lease in hand.
   *
   * @param untilNanos by this JVM's monotonic clock; not later than the database's own expiry,
   *     since it is counted from before the request
   */
  private record Held(
      long untilNanos, Consumer<Optional<Throwable>> lost, ScheduledFuture<?> heartbeat) {}

  private final LeaseSettings settings;
  private final LeaseTable table;
  private final ScheduledExecutorService thread;

  /** Written by the lease's own thread only. */
  private volatile @Nullable Held held;

  /** Called by Pekko, by reflection. */
  public PostgresLease(LeaseSettings settings, ExtendedActorSystem system) {
    super();
    this.settings = settings;
    this.table = table(settings, system.settings().config());
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("drover-lease-" + settings.leaseName()).factory());
    system.registerOnTermination((Runnable) thread::shutdownNow);
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

  @Override
  public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
    return within(() -> take(lost));
  }

  private boolean take(Consumer<Optional<Throwable>> lost) throws SQLException {
    long before = System.nanoTime();
    Held former = held;
    if (!table.acquire(settings.leaseName(), settings.ownerName(), term())) {
      if (former != null) {
        lose(former, Optional.empty());
      }
      return false;
    }
    drop();
    long everyMillis = settings.timeoutSettings().getHeartbeatInterval().toMillis();
    ScheduledFuture<?> heartbeat =
        thread.scheduleWithFixedDelay(this::renew, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    held = new Held(before + term().toNanos(), lost, heartbeat);
    return true;
  }

  @Override
  public CompletionStage<Boolean> release() {
    return within(
        () -> {
          drop();
          table.release(settings.leaseName(), settings.ownerName());
          return true;
        });
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

  private CompletableFuture<Boolean> within(Operation operation) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    try {
      thread.execute(() -> run(operation, result));
    } catch (RejectedExecutionException terminated) {
      result.completeExceptionally(terminated);
    }
    Duration timeout = settings.timeoutSettings().getOperationTimeout();
    return result.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(Operation operation, CompletableFuture<Boolean> result) {
    if (result.isDone()) {
      return;
    }
    try {
      boolean done = operation.run();
      if (!result.complete(done) && held != null) {
        // Whoever asked was told that it failed, and acts accordingly: nobody may hold it then.
        drop();
        table.release(settings.leaseName(), settings.ownerName());
      }
    } catch (SQLException | RuntimeException failure) {
      result.completeExceptionally(failure);
    }
  }
}
