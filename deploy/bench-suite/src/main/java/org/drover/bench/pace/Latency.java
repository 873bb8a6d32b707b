package org.drover.bench.pace;

import java.util.Arrays;
import java.util.List;

/**
 * One request of the foreground.
 *
 * @param at when it began, in milliseconds of the clock
 */
record Latency(long at, long micros) {

  private static final double PERCENTILE = 0.95;
  private static final double MICROS = 1_000;

  static Latency parse(String line) {
    int space = line.indexOf(' ');
    return new Latency(
        Long.parseLong(line.substring(0, space)), Long.parseLong(line.substring(space + 1)));
  }

  /** The 95th percentile of those that began in the time, in milliseconds; NaN if none did. */
  static double p95(List<Latency> all, long from, long to) {
    long[] micros =
        all.stream()
            .filter(one -> one.at() >= from && one.at() < to)
            .mapToLong(Latency::micros)
            .toArray();
    Arrays.sort(micros);
    return micros.length == 0
        ? Double.NaN
        : micros[(int) Math.min(micros.length - 1, Math.floor(PERCENTILE * micros.length))]
            / MICROS;
  }
}
