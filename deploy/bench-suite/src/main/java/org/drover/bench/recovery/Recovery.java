package org.drover.bench.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.drover.bench.report.Machine;

/** How long a shard stood still after its worker was killed, with where it was measured. */
public record Recovery(
    List<Kill> kills, Instant at, Machine machine, Map<String, String> versions) {

  /**
   * One worker that was killed, with another one beside it.
   *
   * @param ranges that the shard's journal held
   * @param secondsUntilNextRange from the kill until another worker had finished one more
   */
  public record Kill(long ranges, double secondsUntilNextRange) {}
}
