package org.drover.coordinator.governor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.drover.shared.protocol.NodeUse;

/** How many ranges ended in conflicts or errors of late, of all worker nodes together. */
public final class RangeOutcomes {

  private static final long WINDOW_MILLIS = 10_000;
  private static final long ATTEMPTS_MIN = 5;
  private static final double EASE_PERCENT = 5;
  private static final double THRESHOLD_PERCENT = 20;

  private record Seen(long at, NodeUse use) {}

  private final Deque<Seen> seen = new ArrayDeque<>();

  public void add(NodeUse use, long now) {
    seen.addLast(new Seen(now, use));
    while (seen.getFirst().at() < now - WINDOW_MILLIS) {
      seen.removeFirst();
    }
  }

  /** Empty while too little was tried to say anything. */
  public List<Reading> read(long now) {
    seen.removeIf(one -> one.at() < now - WINDOW_MILLIS);
    long finished = seen.stream().mapToLong(one -> one.use().finished()).sum();
    long conflicts = seen.stream().mapToLong(one -> one.use().conflicts()).sum();
    long errors = seen.stream().mapToLong(one -> one.use().errors()).sum();
    long attempts = finished + conflicts + errors;
    List<Reading> readings = new ArrayList<>();
    if (attempts >= ATTEMPTS_MIN) {
      readings.add(share("conflicts", conflicts, attempts));
      readings.add(share("errors", errors, attempts));
    }
    return readings;
  }

  private static Reading share(String signal, long part, long whole) {
    return Reading.level(signal, 100.0 * part / whole, EASE_PERCENT, THRESHOLD_PERCENT, "%");
  }
}
