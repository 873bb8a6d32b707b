package org.drover.coordinator.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Where a coordinator's blocking calls run: a few at a time, on virtual threads. */
final class PlannerThreads implements AutoCloseable {

  private static final int AT_A_TIME = 4;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("planner-", 0).factory());
  private final Semaphore places = new Semaphore(AT_A_TIME, true);

  <T> CompletionStage<T> run(Supplier<T> work) {
    return CompletableFuture.supplyAsync(() -> inTurn(work), threads);
  }

  private <T> T inTurn(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** Interrupts what runs: planning is repeated after a restart. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
