package org.drover.coordinator.governor;

import org.drover.shared.protocol.Quantiles;
import org.jspecify.annotations.Nullable;

/**
 * One look at a signal.
 *
 * @param value null if it cannot be had; what is not finite cannot
 * @param unit of value and threshold
 * @param headroom 1 at ease, 0 at the threshold, below 0 beyond it; no meaning without a value
 * @param latency of a probe; null for any other signal
 */
public record Reading(
    String signal,
    @Nullable Double value,
    double threshold,
    String unit,
    double headroom,
    @Nullable Quantiles latency) {

  private static final double LEAST = -2;

  public Reading {
    value = value == null || !Double.isFinite(value) ? null : value;
    headroom = Double.isFinite(headroom) ? headroom : 0;
  }

  /** One that is not a probe's. */
  public Reading(
      String signal, @Nullable Double value, double threshold, String unit, double headroom) {
    this(signal, value, threshold, unit, headroom, null);
  }

  /** A signal that should be there and is not. */
  static Reading missing(String signal, double threshold, String unit) {
    return new Reading(signal, null, threshold, unit, 0);
  }

  /**
   * A level that is at ease up to some value and has no room at the threshold.
   *
   * @param ease below the threshold
   */
  static Reading level(String signal, double value, double ease, double threshold, String unit) {
    return new Reading(signal, value, threshold, unit, headroom(value, ease, threshold));
  }

  /** Where there is no room between the two, a threshold is kept or it is not. */
  static double headroom(double value, double ease, double threshold) {
    if (threshold <= ease) {
      return value <= threshold ? 1 : LEAST;
    }
    return Math.clamp((threshold - value) / (threshold - ease), LEAST, 1);
  }
}
