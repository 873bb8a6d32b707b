package org.drover.bench.measure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The middle and the ends of some numbers. */
public record Spread(double median, double min, double max) {

  /** Null if there are none. */
  public static @Nullable Spread of(List<Double> numbers) {
    if (numbers.isEmpty()) {
      return null;
    }
    List<Double> sorted = numbers.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }
}
