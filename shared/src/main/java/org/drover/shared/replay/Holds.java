package org.drover.shared.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.jspecify.annotations.Nullable;

/** What held a pass back and what changed it, as the migration's own events tell it. */
final class Holds {

  /** A pace that is only a little below all is not worth a reason. */
  private static final double FULL = 0.95;

  /**
   * A time in which the pace was the same.
   *
   * @param why null if nothing held it back
   */
  private record Hold(Instant from, Instant to, double pace, @Nullable String why, Limits limits) {

    double secondsWithin(Instant begin, Instant end) {
      Instant first = from.isAfter(begin) ? from : begin;
      Instant last = to.isBefore(end) ? to : end;
      return Math.max(0, Duration.between(first, last).toNanos() / 1e9);
    }
  }

  /** Something that happened at one moment. */
  private record Happening(Instant at, String text) {}

  /** A time in which no range was finished though nothing held the pass back. */
  private record Stall(Instant from, Instant to, String why) {

    boolean meets(Instant begin, Instant end) {
      return from.isBefore(end) && to.isAfter(begin);
    }

    String text() {
      long millis = Duration.between(from, to).toMillis();
      return "stalled for %s: %s".formatted(Seconds.words(millis), why);
    }
  }

  private final PassSpan span;
  private final List<Hold> holds = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();
  private final List<Stall> stalls = new ArrayList<>();
  private final List<MigrationEvent.ShardSplit> splits = new ArrayList<>();
  private Limits limits;

  private Instant since;
  private double pace = 1;
  private @Nullable String paceReason;
  private @Nullable String stopped;
  private @Nullable String paused;
  private @Nullable Instant measured;
  private MigrationEvent.@Nullable Stalled stalled;

  private Holds(PassSpan span, Limits limits) {
    this.span = span;
    this.limits = limits;
    this.since = span.from();
  }

  /**
   * @param own the migration's own events, in their order
   * @param limits what the spec says of the budget
   */
  static Holds of(List<MigrationEvent> own, PassSpan span, Limits limits) {
    Holds holds = new Holds(span, limits);
    for (MigrationEvent event : own) {
      if (!event.at().isAfter(span.to())) {
        holds.until(event.at());
        holds.see(event);
      }
    }
    holds.until(span.to());
    if (holds.stalled != null) {
      holds.stalls.add(new Stall(holds.stalled.since(), span.to(), holds.stalled.why()));
    }
    return holds;
  }

  private void until(Instant at) {
    if (at.isAfter(since)) {
      String held = paused == null ? stopped : paused;
      holds.add(
          held == null
              ? new Hold(since, at, pace, pace < FULL ? paceReason : null, limits)
              : new Hold(since, at, 0, held, limits));
      since = at;
    }
  }

  private void see(MigrationEvent event) {
    switch (event) {
      case MigrationEvent.PaceChanged moved -> {
        pace = moved.pace();
        paceReason = moved.why();
      }
      case MigrationEvent.Paused by -> paused = "paused by %s: %s".formatted(by.author(), by.why());
      case MigrationEvent.Resumed by -> paused = null;
      case MigrationEvent.Stopped by ->
          stopped = "every migration was stopped by %s: %s".formatted(by.author(), by.why());
      case MigrationEvent.WentOn by -> stopped = null;
      case MigrationEvent.ProbeMeasured probe -> measured(probe);
      case MigrationEvent.BudgetChanged change -> {
        limits = change.limits().over(limits);
        happened(event, "%s changed the budget: %s".formatted(change.author(), change.why()));
      }
      case MigrationEvent.NodeDrained drain ->
          happened(event, "%s drained %s: %s".formatted(drain.author(), drain.node(), drain.why()));
      case MigrationEvent.ShardSplit split -> splits.add(split);
      case MigrationEvent.Stalled stall -> stalled = stall.pass() == span.pass() ? stall : null;
      case MigrationEvent.StallEnded end -> {
        stalled = null;
        stalls.add(new Stall(end.since(), end.at(), end.why()));
      }
      case MigrationEvent.TriggerFired fired ->
          happened(
              event,
              "%s: %s"
                  .formatted(
                      fired.trigger().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                      fired.evidence()));
      default -> {
        // The others neither hold a pass back nor change what it may use.
      }
    }
  }

  /** Nothing runs until the last of the probes is measured. */
  private void measured(MigrationEvent.ProbeMeasured probe) {
    if (probe.pass() == span.pass()) {
      measured = probe.at();
    }
  }

  private void happened(MigrationEvent event, String text) {
    happenings.add(new Happening(event.at(), text));
  }

  /** The pace in a stretch of time, in the mean; 1 of an empty one. */
  double pace(Instant from, Instant to) {
    double weighed = 0;
    double seconds = 0;
    for (Hold hold : holds) {
      double within = hold.secondsWithin(from, to);
      seconds += within;
      weighed += within * (isClosed(hold.limits, from, to) ? 0 : hold.pace);
    }
    return seconds == 0 ? 1 : weighed / seconds;
  }

  /** Why it was not faster in a stretch of time: what held it back longest first. */
  Set<String> reasons(Instant from, Instant to) {
    Set<String> reasons = new LinkedHashSet<>();
    Instant until = measured;
    if (until != null && from.isBefore(until)) {
      reasons.add("the probes were measured before it began");
    }
    List<Hold> within =
        holds.stream()
            .filter(hold -> hold.secondsWithin(from, to) > 0)
            .sorted(Comparator.comparingDouble((Hold hold) -> -hold.secondsWithin(from, to)))
            .toList();
    for (Hold hold : within) {
      if (isClosed(hold.limits, from, to)) {
        reasons.add("outside of its windows");
      }
      if (hold.why != null) {
        reasons.add(hold.why);
      }
    }
    stalls.stream().filter(one -> one.meets(from, to)).map(Stall::text).forEach(reasons::add);
    happenings.stream()
        .filter(one -> !one.at.isBefore(from) && one.at.isBefore(to))
        .map(Happening::text)
        .forEach(reasons::add);
    splitsIn(from, to).forEach(reasons::add);
    return reasons;
  }

  /** Of many their number is enough. */
  private List<String> splitsIn(Instant from, Instant to) {
    List<MigrationEvent.ShardSplit> within =
        splits.stream()
            .filter(split -> !split.at().isBefore(from) && split.at().isBefore(to))
            .toList();
    return within.size() > 1
        ? List.of(within.size() + " shards were split")
        : within.stream()
            .map(split -> "shard %d was split: %s".formatted(split.shard(), split.why()))
            .toList();
  }

  /** Whether the middle of a stretch lies outside of all windows. */
  private static boolean isClosed(Limits limits, Instant from, Instant to) {
    Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
    return !limits.open().isEmpty()
        && limits.open().stream().noneMatch(window -> window.contains(middle));
  }
}
