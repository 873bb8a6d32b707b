package org.drover.coordinator.governor;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.drover.shared.protocol.Quantiles;
import org.jspecify.annotations.Nullable;

/**
 * What a probe took lately. Its 95th percentile over ten seconds is what is shown and followed; the
 * share of the last two seconds that is beyond the threshold is what is given way to at once, for a
 * percentile knows of a change only when most of its window is over. Thread-safe.
 */
final class ProbeGauge {

  private static final long WINDOW_MILLIS = 10_000;
  private static final long FAST_MILLIS = 2_000;
  private static final int FAST_SAMPLES_MIN = 10;

  /** One in twenty is beyond the 95th percentile; so many more is no accident. */
  private static final double FAST_EASE = 0.10;

  private static final double FAST_THRESHOLD = 0.25;

  /** A baseline of fewer would be one of chance. */
  static final int BASELINE_SAMPLES_MIN = 100;

  private static final int SAMPLES_MAX = 1_000;
  private static final double PERCENTILE = 0.95;

  private record Sample(long at, double millis) {}

  private final String signal;
  private final double percent;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Double baseline;

  /**
   * @param percent by how much the percentile may exceed its baseline
   * @param baseline in milliseconds; null if it is not measured yet
   */
  ProbeGauge(String signal, double percent, @Nullable Double baseline) {
    this.signal = signal;
    this.percent = percent;
    this.baseline = baseline;
  }

  synchronized void took(long at, double millis) {
    samples.addLast(new Sample(at, millis));
    if (samples.size() > SAMPLES_MAX) {
      samples.removeFirst();
    }
  }

  synchronized boolean hasBaseline() {
    return baseline != null;
  }

  /** Takes what was seen so far for the baseline; empty if that is too little. */
  synchronized OptionalDouble measure() {
    Double known = baseline;
    if (known == null && samples.size() >= BASELINE_SAMPLES_MIN) {
      known = at(PERCENTILE, sorted());
      baseline = known;
    }
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  /** Null as long as there is no baseline. */
  synchronized @Nullable Reading read(long now) {
    Double base = baseline;
    if (base == null) {
      return null;
    }
    double threshold = base * (1 + percent / 100);
    samples.removeIf(sample -> sample.at() < now - WINDOW_MILLIS);
    if (samples.isEmpty() || samples.getLast().at() < now - FAST_MILLIS) {
      return Reading.missing(signal, threshold, "ms");
    }
    double[] sorted = sorted();
    double value = at(PERCENTILE, sorted);
    double slow = Reading.headroom(value, base, threshold);
    Quantiles latency = new Quantiles(at(0.5, sorted), value, at(0.99, sorted));
    double headroom = Math.min(slow, fast(now, threshold));
    return new Reading(signal, value, threshold, "ms", headroom, latency);
  }

  private double fast(long now, double threshold) {
    ToDoubleFunction<Sample> beyond = sample -> sample.millis() > threshold ? 1 : 0;
    double[] recent =
        samples.stream()
            .filter(sample -> sample.at() >= now - FAST_MILLIS)
            .mapToDouble(beyond)
            .toArray();
    if (recent.length < FAST_SAMPLES_MIN) {
      return 1;
    }
    return Reading.headroom(Arrays.stream(recent).average().orElse(0), FAST_EASE, FAST_THRESHOLD);
  }

  private double[] sorted() {
    return samples.stream().mapToDouble(Sample::millis).sorted().toArray();
  }

  private static double at(double share, double[] sorted) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
