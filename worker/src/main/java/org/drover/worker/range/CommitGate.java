package org.drover.worker.range;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where a range waits, all its work done, until the range before it is in the journal. So a range
 * is worked on while the last one is journaled, and the graph is still never more than one ahead.
 * One for each runner, which shuts and opens it; the thread of its range passes. Open at first.
 */
public final class CommitGate {

  /** Longer than any journal that is well needs, and short enough for those whose nodes wait. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** The journal is late. The range is taken back: nobody's nodes stay locked for a journal. */
  public static final class StillShut extends RuntimeException {
    public StillShut() {
      super("the range before it is not in the journal yet", null, false, false);
    }
  }

  private final long patienceMillis;
  private volatile CountDownLatch journaled = new CountDownLatch(0);

  public CommitGate() {
    this(PATIENCE);
  }

  /**
   * @param patience how long a range waits; none for not at all
   */
  public CommitGate(Duration patience) {
    this.patienceMillis = patience.toMillis();
  }

  /** Holds the next commit until {@link #open}: the last range is not journaled yet. */
  public void shut() {
    if (isOpen()) {
      journaled = new CountDownLatch(1);
    }
  }

  /** Lets commits pass: the last range is journaled. */
  public void open() {
    journaled.countDown();
  }

  public boolean isOpen() {
    return journaled.getCount() == 0;
  }

  /**
   * Waits until it is open. Blocking.
   *
   * @throws StillShut if that takes too long, or the thread is told to end
   */
  void pass() {
    try {
      if (!journaled.await(patienceMillis, TimeUnit.MILLISECONDS)) {
        throw new StillShut();
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new StillShut();
    }
  }
}
