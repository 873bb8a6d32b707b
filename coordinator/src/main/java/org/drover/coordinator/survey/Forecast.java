package org.drover.coordinator.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.drover.shared.spec.Budget;
import org.jspecify.annotations.Nullable;

/**
 * How long a backfill takes.
 *
 * @param seconds at the load of the survey
 * @param bound what of the budget they go by, or leave out of account; null if nothing
 */
record Forecast(double seconds, @Nullable String bound) {

  /**
   * What a survey lets expect.
   *
   * @param surveyed members that it visited
   * @param passSeconds how long it took as a whole; null if that says nothing
   * @param rangeSeconds how long its ranges took, all together
   * @param members that a backfill visits
   */
  static Forecast of(
      Budget budget,
      long surveyed,
      @Nullable Double passSeconds,
      double rangeSeconds,
      long members) {
    if (surveyed == 0) {
      return new Forecast(0, bound(budget));
    }
    Long rate = budget.nodesPerSecond();
    // A survey kept to the rate, too: then most of its time it waited.
    double worked =
        passSeconds == null || rate != null
            ? rangeSeconds / Math.max(1, budget.workers())
            : passSeconds;
    double seconds = SurveyReport.BACKFILL_PER_SURVEY * worked * members / surveyed;
    double least = rate == null ? 0 : (double) members / rate;
    return new Forecast(Math.max(seconds, least), bound(budget));
  }

  private static @Nullable String bound(Budget budget) {
    List<String> bounds = new ArrayList<>();
    if (budget.nodesPerSecond() != null) {
      bounds.add(
          String.format(
              Locale.ROOT, "at no more than %,d nodes a second", budget.nodesPerSecond()));
    }
    if (!budget.windows().isEmpty()) {
      bounds.add("the hours outside its windows come on top");
    }
    return bounds.isEmpty() ? null : String.join("; ", bounds);
  }
}
