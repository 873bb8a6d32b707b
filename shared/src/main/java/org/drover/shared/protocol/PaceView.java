package org.drover.shared.protocol;

import java.time.Instant;
import java.util.List;
import org.drover.shared.journal.Limits;
import org.jspecify.annotations.Nullable;

/**
 * How fast a migration may go, and why.
 *
 * @param pace 0 to 1; what the governor makes of the signals
 * @param why what holds the pace below 1; null if nothing does
 * @param limits every knob, as it is now
 * @param signals what is watched
 * @param nodes the worker nodes that hold a lease
 * @param stalled since when no range was finished although nothing holds back; null if that is not
 *     so
 */
public record PaceView(
    double pace,
    @Nullable Waiting why,
    Limits limits,
    List<Signal> signals,
    List<WorkerNode> nodes,
    @Nullable Instant stalled) {

  public PaceView {
    signals = List.copyOf(signals);
    nodes = List.copyOf(nodes);
  }

  /** Where a signal goes: against its own mean over the last few looks. */
  public enum Trend {
    RISING,
    STEADY,
    FALLING
  }

  /**
   * One look at what is watched.
   *
   * @param signal its name
   * @param value null if it cannot be had
   * @param unit of both numbers
   * @param latency of a probe that answers; null for any other signal
   */
  public record Signal(
      String signal,
      @Nullable Double value,
      double threshold,
      String unit,
      Trend trend,
      @Nullable Quantiles latency) {}

  /** What a worker node said of itself last. */
  public record WorkerNode(String node, NodeUse use) {}
}
