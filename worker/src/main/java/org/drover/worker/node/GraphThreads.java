package org.drover.worker.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Where blocking calls to the graph run: virtual threads, at most as many at a time as there are
 * connections, so that a thread which runs has a connection.
 */
final class GraphThreads implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("graph-", 0).factory());
  private final Semaphore connections;

  /**
   * @param connectionsMax at most as many as the driver's pool holds
   */
  GraphThreads(int connectionsMax) {
    this.connections = new Semaphore(connectionsMax, true);
  }

  <T> CompletionStage<T> run(Supplier<T> work) {
    return CompletableFuture.supplyAsync(() -> withConnection(work), threads);
  }

  private <T> T withConnection(Supplier<T> work) {
    connections.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      connections.release();
    }
  }

  /** Takes no more work, and returns when what runs has ended. */
  @Override
  public void close() {
    threads.close();
  }
}
