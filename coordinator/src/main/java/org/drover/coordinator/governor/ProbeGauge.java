package org.drover.coordinator.governor;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.drover.shared.protocol.Quantiles;
import org.jspecify.annotations.Nullable;

/**
 * What a probe took lately. Its 95th percentile over ten seconds is what is shown and followed; the
 * share of the last two seconds that is beyond the threshold is what is given way to at once, for a
 * percentile knows of a change only when most of its window is over. For the same reason what was
 * felt in a rush is left out of the percentile as soon as the rush is over. Thread-safe.
 */
final class ProbeGauge {

  /** How often a probe is asked that answers at once. */
  static final long EVERY_MILLIS = 20;

  /** A probe that takes long is asked more seldom: it is to measure the load, not to be it. */
  private static final int SHARE = 10;

  /** However long it takes, so many samples are needed to say anything. */
  private static final long EVERY_MILLIS_MOST = 1_000;

  /** A baseline of a shorter time would be one of chance, and so would one of fewer samples. */
  static final long BASELINE_MILLIS = 30_000;

  static final int BASELINE_SAMPLES_MIN = 100;

  private static final long WINDOW_MILLIS = 10_000;
  private static final long FAST_MILLIS = 2_000;
  private static final int FAST_SAMPLES_MIN = 10;

  /** One in twenty is beyond the 95th percentile; so many more is no accident. */
  private static final double FAST_EASE = 0.10;

  private static final double FAST_THRESHOLD = 0.20;

  /** Once a rush is over, this much of the past has nothing of it. */
  private static final long CALM_MILLIS = 1_000;

  private static final int SAMPLES_MAX = 5_000;
  private static final double PERCENTILE = 0.95;

  private record Sample(long at, double millis) {}

  private final String signal;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Double baseline;
  private long asked;
  private double quickest = Double.POSITIVE_INFINITY;
  private boolean rush;
  private long calmSince = Long.MIN_VALUE;

  /**
   * @param baseline in milliseconds; null if it is not measured yet
   */
  ProbeGauge(String signal, @Nullable Double baseline) {
    this.signal = signal;
    this.baseline = baseline;
  }

  synchronized void took(long at, double millis) {
    asked++;
    quickest = Math.min(quickest, millis);
    samples.addLast(new Sample(at, millis));
    if (samples.size() > SAMPLES_MAX) {
      samples.removeFirst();
    }
  }

  synchronized boolean hasBaseline() {
    return baseline != null;
  }

  /**
   * From one asking to the next, in milliseconds: ten times what the quickest answer took, and once
   * a second at least. What it takes in a rush does not count: its end would be seen late.
   */
  synchronized long everyMillis() {
    return asked == 0
        ? EVERY_MILLIS
        : Math.clamp(Math.round(SHARE * quickest), EVERY_MILLIS, EVERY_MILLIS_MOST);
  }

  /** How many times it was asked. */
  synchronized long asked() {
    return asked;
  }

  /** How far its baseline is, in words. */
  synchronized String progress(long now) {
    long since = samples.isEmpty() ? 0 : now - samples.getFirst().at();
    return "%d of %d samples, %d of %d s"
        .formatted(
            Math.min(asked, BASELINE_SAMPLES_MIN),
            BASELINE_SAMPLES_MIN,
            Math.clamp(since, 0, BASELINE_MILLIS) / 1_000,
            BASELINE_MILLIS / 1_000);
  }

  /** Takes what was seen so far for the baseline; empty if that is too little. */
  synchronized OptionalDouble measure(long now) {
    Double known = baseline;
    if (known == null
        && samples.size() >= BASELINE_SAMPLES_MIN
        && samples.getFirst().at() <= now - BASELINE_MILLIS) {
      known = at(PERCENTILE, since(Long.MIN_VALUE));
      baseline = known;
    }
    return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
  }

  /**
   * Null as long as there is no baseline.
   *
   * @param percent by how much the percentile may exceed its baseline
   */
  synchronized @Nullable Reading read(long now, double percent) {
    Double base = baseline;
    if (base == null) {
      return null;
    }
    double threshold = base * (1 + percent / 100);
    samples.removeIf(sample -> sample.at() < now - WINDOW_MILLIS);
    if (samples.isEmpty() || samples.getLast().at() < now - FAST_MILLIS) {
      return Reading.missing(signal, threshold, "ms");
    }
    double[] recent = since(now - FAST_MILLIS);
    double fast = recent.length < FAST_SAMPLES_MIN ? 1 : fast(recent, threshold, now);
    double[] sorted = since(calmSince);
    double slow = Reading.headroom(at(PERCENTILE, sorted), base, threshold);
    Quantiles latency = new Quantiles(at(0.5, sorted), at(PERCENTILE, sorted), at(0.99, sorted));
    double decides = fast < slow ? at(PERCENTILE, recent) : latency.p95();
    return new Reading(signal, decides, threshold, "ms", Math.min(slow, fast), latency);
  }

  /** By the last two seconds alone. */
  private double fast(double[] recent, double threshold, long now) {
    double beyond = Arrays.stream(recent).filter(millis -> millis > threshold).count();
    double share = beyond / recent.length;
    if (share >= FAST_THRESHOLD) {
      rush = true;
    } else if (rush && share <= FAST_EASE) {
      rush = false;
      calmSince = now - CALM_MILLIS;
    }
    return Reading.headroom(share, FAST_EASE, FAST_THRESHOLD);
  }

  /**
   * What was felt since a time, in order of size; never empty. A probe that takes long keeps those
   * after it from being asked, which is when they too would have waited: they are counted with what
   * was left to wait. Otherwise a stall of a second would be one sample of fifty.
   */
  private double[] since(long time) {
    double[] taken =
        samples.stream()
            .filter(sample -> sample.at() >= time)
            .mapToDouble(Sample::millis)
            .sorted()
            .toArray();
    if (taken.length == 0) {
      return new double[] {samples.getLast().millis()};
    }
    long every = everyMillis();
    double usual = Math.max((double) every, at(0.5, taken));
    return Arrays.stream(taken)
        .flatMap(millis -> withThoseBehind(millis, every, usual))
        .sorted()
        .toArray();
  }

  private static DoubleStream withThoseBehind(double millis, long every, double usual) {
    return DoubleStream.concat(
        DoubleStream.of(millis),
        DoubleStream.iterate(millis - every, left -> left > usual, left -> left - every));
  }

  private static double at(double share, double[] sorted) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
