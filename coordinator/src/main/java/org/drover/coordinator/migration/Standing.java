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
 * @param stall the last one that was told, while it lasts; null if there is none
 * @param measuredPass whose baselines these are
 * @param baselines of the probes, in milliseconds, by their place in the spec
 */
record Standing(
    @Nullable Limits changed,
    @Nullable Stop stop,
    @Nullable Reached reached,
    @Nullable Stall stall,
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

  /** That a pass finishes nothing, since when and why. */
  record Stall(int pass, Instant since, String why) {}

  static final Standing FIRST = new Standing(null, null, null, null, 0, Map.of());

  Standing {
    baselines = Map.copyOf(baselines);
  }

  /** After an event of the pace; any other changes nothing. */
  Standing after(MigrationEvent event) {
    return switch (event) {
      case MigrationEvent.BudgetChanged budget ->
          new Standing(budget.limits(), stop, reached, stall, measuredPass, baselines);
      case MigrationEvent.Stopped stopped ->
          new Standing(
              changed,
              new Stop(stopped.author(), stopped.why(), stopped.at()),
              reached,
              stall,
              measuredPass,
              baselines);
      case MigrationEvent.WentOn wentOn ->
          new Standing(changed, null, reached, stall, measuredPass, baselines);
      case MigrationEvent.PaceChanged moved ->
          new Standing(
              changed,
              stop,
              new Reached(moved.pace(), moved.strained()),
              stall,
              measuredPass,
              baselines);
      case MigrationEvent.Stalled stalled ->
          stalled(new Stall(stalled.pass(), stalled.since(), stalled.why()));
      case MigrationEvent.StallEnded ended -> stalled(null);
      case MigrationEvent.ProbeMeasured measured -> measured(measured);
      default -> this;
    };
  }

  /** Without what orders changed of the budget. */
  Standing bySpec() {
    return new Standing(null, stop, reached, stall, measuredPass, baselines);
  }

  private Standing stalled(@Nullable Stall now) {
    return new Standing(changed, stop, reached, now, measuredPass, baselines);
  }

  /** That a pass stalls; null if it does not. One that is over ended its stall with it. */
  @Nullable Stall stallOf(int pass) {
    return stall != null && stall.pass() == pass ? stall : null;
  }

  private Standing measured(MigrationEvent.ProbeMeasured event) {
    Map<Integer, Double> all = new HashMap<>(baselinesOf(event.pass()));
    all.put(event.probe(), event.p95Millis());
    return new Standing(changed, stop, reached, stall, event.pass(), all);
  }

  /** Baselines are measured anew before each pass. */
  Map<Integer, Double> baselinesOf(int pass) {
    return pass == measuredPass ? baselines : Map.of();
  }
}
