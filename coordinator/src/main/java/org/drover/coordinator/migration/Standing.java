package org.drover.coordinator.migration;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.jspecify.annotations.Nullable;

/**
 * What orders and the governor have made of a migration's pace: a function of its events, so that a
 * failover changes none of it.
 *
 * @param changed what may be used, since somebody changed it; null if the spec alone says
 * @param stop the kill switch, while it is thrown
 * @param reached where the governor was; null at the beginning
 * @param measuredPass whose baselines these are
 * @param baselines of the probes, in milliseconds, by their place in the spec
 */
record Standing(
    @Nullable Limits changed,
    @Nullable Stop stop,
    @Nullable Reached reached,
    int measuredPass,
    Map<Integer, Double> baselines) {

  /** Who threw the kill switch, and why. */
  record Stop(String author, String why, Instant at) {}

  /**
   * Where the governor was.
   *
   * @param strained the pace at which a signal was last beyond its threshold; null if none was
   */
  record Reached(double pace, @Nullable Double strained) {}

  static final Standing FIRST = new Standing(null, null, null, 0, Map.of());

  Standing {
    baselines = Map.copyOf(baselines);
  }

  /** After an event of the pace; any other changes nothing. */
  Standing after(MigrationEvent event) {
    return switch (event) {
      case MigrationEvent.BudgetChanged budget ->
          new Standing(budget.limits(), stop, reached, measuredPass, baselines);
      case MigrationEvent.Stopped stopped ->
          new Standing(
              changed,
              new Stop(stopped.author(), stopped.why(), stopped.at()),
              reached,
              measuredPass,
              baselines);
      case MigrationEvent.WentOn wentOn ->
          new Standing(changed, null, reached, measuredPass, baselines);
      case MigrationEvent.PaceChanged moved ->
          new Standing(
              changed, stop, new Reached(moved.pace(), moved.strained()), measuredPass, baselines);
      case MigrationEvent.ProbeMeasured measured -> measured(measured);
      default -> this;
    };
  }

  /** Without what orders changed of the budget. */
  Standing bySpec() {
    return new Standing(null, stop, reached, measuredPass, baselines);
  }

  private Standing measured(MigrationEvent.ProbeMeasured event) {
    Map<Integer, Double> all = new HashMap<>(baselinesOf(event.pass()));
    all.put(event.probe(), event.p95Millis());
    return new Standing(changed, stop, reached, event.pass(), all);
  }

  /** Baselines are measured anew before each pass. */
  Map<Integer, Double> baselinesOf(int pass) {
    return pass == measuredPass ? baselines : Map.of();
  }
}
