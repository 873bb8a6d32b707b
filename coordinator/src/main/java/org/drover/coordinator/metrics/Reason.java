package org.drover.coordinator.metrics;

import java.util.HashMap;
import java.util.Map;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.protocol.Waiting;

/**
 * For what a shard waits, without the values that change from second to second.
 *
 * @param signal in a word, such as {@code rate}, {@code retry}, {@code worker}, {@code paused}
 * @param throttled whether the pace holds it back, which is healthy
 */
public record Reason(String signal, boolean throttled) {

  private static final Reason PAUSED = new Reason("paused", false);
  private static final Reason NO_WORKER = new Reason("worker", false);

  /**
   * How many shards wait, by what they wait for. Most wait for their turn, which is none; but where
   * no shard is heard of at all, all of them wait for a worker.
   */
  static Map<Reason, Long> of(MigrationView view) {
    Map<Reason, Long> shards = new HashMap<>();
    PassView pass = view.pass();
    if (view.phase() == Phase.PAUSED) {
      shards.put(PAUSED, pass == null ? 1L : Math.max(1, pass.shardsWaiting()));
    } else if (pass != null && pass.finishedAt() == null) {
      if (pass.shardsRunning() == 0 && pass.shardsWaiting() > 0) {
        shards.put(NO_WORKER, (long) pass.shardsWaiting());
      }
      for (RunningShard shard : pass.running()) {
        Waiting waiting = shard.waiting();
        if (waiting != null) {
          shards.merge(new Reason(waiting.signal(), waiting.throttled()), 1L, Long::sum);
        }
      }
    }
    return shards;
  }
}
