package org.drover.worker.shard;

import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.drover.shared.graph.GraphException;
import org.drover.shared.journal.Delay;
import org.drover.shared.journal.Delay.Retries;
import org.jspecify.annotations.Nullable;

/** What holds a shard's next range up, as its runners meet it, one after the other. */
final class Delays {

  /** Who waited for less is not worth a word. */
  private static final long WORTH_MILLIS = 100;

  /** Every commit takes its time; one of that long was held up. */
  private static final long COMMIT_WORTH_MILLIS = 1_000;

  /** Whoever looks at night is not to wait for an hour of trying to be over. */
  private static final long TOLD_AFTER_MILLIS = 10_000;

  private final InstantSource clock;
  private final Map<String, Long> waited = new TreeMap<>();
  private @Nullable String waitsFor;
  private long waitsSince;
  private long begun;
  private long begunFirst;
  private int failed;
  private String last = "";
  private boolean takenOver;
  private long toldAfter = TOLD_AFTER_MILLIS;

  Delays(InstantSource clock) {
    this.clock = clock;
  }

  /** Nothing goes on until that is there; whatever was waited for before is. */
  void waitFor(String signal) {
    goOn();
    waitsFor = signal;
    waitsSince = clock.millis();
  }

  /** What was waited for is there. */
  void goOn() {
    if (waitsFor != null) {
      waited.merge(waitsFor, since(waitsSince), Long::sum);
      waitsFor = null;
    }
  }

  /** An attempt at the range begins. */
  void begin() {
    goOn();
    begun = clock.millis();
  }

  /** Another runner goes on, and counts the journal first. */
  void beginRunner() {
    takenOver = false;
  }

  /** An attempt to take the shard over begins; it belongs to what comes before the next range. */
  void beginTakeover() {
    begin();
    waitFor("fence");
  }

  void endTakeover() {
    goOn();
    takenOver = true;
  }

  /** It did not fail: it was in vain, for something else was not ready. */
  void inVain(String signal) {
    waited.merge(signal, since(begun), Long::sum);
  }

  /**
   * It failed, and will be repeated.
   *
   * @return what is to be told of that before the range is done; null if nothing is
   */
  @Nullable Retries fail(GraphException failure) {
    begunFirst = failed == 0 ? begun : begunFirst;
    failed++;
    last = failure.brief();
    long millis = since(begunFirst);
    // Who stood still for long fails once, and meets the fence of his successor at the next
    // attempt.
    if (!takenOver || failed == 1 || millis < toldAfter) {
      return null;
    }
    toldAfter = 2 * millis;
    return new Retries(failed, millis, last);
  }

  /**
   * The range is done, and the next one begins anew; null if nothing held it up.
   *
   * @param worked milliseconds from its beginning until all was done but its commit
   */
  @Nullable Delay take(long worked) {
    goOn();
    long committing = since(begun) - worked;
    if (committing >= COMMIT_WORTH_MILLIS) {
      waited.put("commit", committing);
    }
    waited.values().removeIf(millis -> millis < WORTH_MILLIS);
    Retries retries =
        failed == 0 ? null : new Retries(failed, Math.max(0, begun - begunFirst), last);
    Delay delay = waited.isEmpty() && retries == null ? null : new Delay(waited, retries);
    waited.clear();
    failed = 0;
    toldAfter = TOLD_AFTER_MILLIS;
    return delay;
  }

  /** Clocks are set back now and then. */
  private long since(long millis) {
    return Math.max(0, clock.millis() - millis);
  }
}
