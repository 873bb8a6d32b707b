package org.drover.bench.skew;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Timeline.Stretch;

/** How long the last tenth of a pass's nodes took, by what the journal says of its time. */
final class LastTenth {

  private LastTenth() {}

  /**
   * @param since what was done before does not count
   * @param shards that the pass ended with
   */
  static Skew.Round of(Timeline timeline, Instant since, int shards) {
    double length = seconds(timeline.from(), timeline.to()) / timeline.stretches().size();
    List<Stretch> stretches =
        timeline.stretches().stream().filter(stretch -> !stretch.from().isBefore(since)).toList();
    double nodes = stretches.stream().mapToDouble(one -> one.nodesPerSecond() * length).sum();
    double seconds = stretches.size() * length;
    double last = 0;
    double left = nodes / 10;
    for (Stretch stretch : stretches.reversed()) {
      double here = stretch.nodesPerSecond() * length;
      if (here >= left) {
        last += left == 0 ? 0 : length * left / here;
        break;
      }
      left -= here;
      last += length;
    }
    return new Skew.Round(Math.round(nodes), seconds, last / (seconds / 10), shards);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
