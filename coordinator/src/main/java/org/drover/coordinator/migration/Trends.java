package org.drover.coordinator.migration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.drover.coordinator.governor.Reading;
import org.drover.shared.protocol.PaceView;

/** Where signals go: each against its own mean of the last few looks. */
final class Trends {
  private static final double GAIN = 0.2;
  private static final double NEWS = 0.05;

  private final Map<String, Double> means = new HashMap<>();
  private final Map<String, PaceView.Trend> trends = new HashMap<>();

  void see(List<Reading> readings) {
    for (Reading reading : readings) {
      Double value = reading.value();
      if (value != null) {
        double mean = means.getOrDefault(reading.signal(), value);
        double away = value - mean;
        PaceView.Trend trend =
            Math.abs(away) <= NEWS * Math.abs(mean)
                ? PaceView.Trend.STEADY
                : away > 0 ? PaceView.Trend.RISING : PaceView.Trend.FALLING;
        trends.put(reading.signal(), trend);
        means.put(reading.signal(), mean + GAIN * away);
      }
    }
  }

  PaceView.Signal shown(Reading reading) {
    return new PaceView.Signal(
        reading.signal(),
        reading.value(),
        reading.threshold(),
        reading.unit(),
        trends.getOrDefault(reading.signal(), PaceView.Trend.STEADY),
        reading.latency());
  }
}
