package org.drover.shared.neo4j;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The patience of one thread with one transaction, from here to {@link #close}. The server ends a
 * transaction that takes too long and says so; if that word does not arrive either, the line is
 * dead, though nothing closed it, and the driver would wait for as long as the server once said it
 * should: two minutes. So the thread is interrupted, for which the driver closes the connection and
 * fails as if the line had broken.
 */
final class Patience {

  /** Of the time that the server gives; half as much again is enough for its word to arrive. */
  private static final double SHARE = 1.5;

  private static final ScheduledExecutorService TIMER = timer();

  private final Thread waiting = Thread.currentThread();
  private final ScheduledFuture<?> end;
  private boolean closed;
  private boolean lost;

  /**
   * @param timeout after which the server ends the transaction
   */
  Patience(Duration timeout) {
    this.end =
        TIMER.schedule(this::lose, (long) (timeout.toMillis() * SHARE), TimeUnit.MILLISECONDS);
  }

  /** The patience with all of some work. */
  static <T> T during(Duration timeout, Supplier<T> work) {
    Patience patience = new Patience(timeout);
    try {
      return work.get();
    } finally {
      patience.close();
    }
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("drover-patience").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private synchronized void lose() {
    if (!closed) {
      lost = true;
      waiting.interrupt();
    }
  }

  /** By the same thread. It is not interrupted afterwards, and not left interrupted. */
  synchronized void close() {
    closed = true;
    end.cancel(false);
    if (lost) {
      Thread.interrupted();
    }
  }
}
