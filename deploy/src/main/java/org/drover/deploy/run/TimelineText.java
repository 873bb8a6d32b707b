package org.drover.deploy.run;

import static org.drover.deploy.progress.Words.count;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.drover.deploy.progress.Words;
import org.drover.shared.replay.Timeline;
import org.drover.shared.replay.Timeline.RetriedRange;
import org.drover.shared.replay.Timeline.SlowRange;
import org.drover.shared.replay.Timeline.Stretch;
import org.drover.shared.replay.Timeline.Worker;

/** A timeline as a table for people. */
public final class TimelineText {

  private static final DateTimeFormatter OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter OF_YEAR =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TimelineText() {}

  public static List<String> lines(Timeline timeline) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(timeline));
    lines.add("");
    lines.add(row("FROM (UTC)", "NODES/S", "RANGES", "IN FLIGHT", "US A NODE", "PACE", "WHY"));
    DateTimeFormatter clock = span(timeline).toHours() < 24 ? OF_DAY : OF_YEAR;
    timeline.stretches().forEach(stretch -> add(lines, stretch, clock));
    if (!timeline.workers().isEmpty()) {
      lines.add("");
      lines.add("Workers:");
      timeline.workers().forEach(worker -> lines.add(worker(worker, timeline)));
    }
    if (!timeline.slowest().isEmpty()) {
      lines.add("");
      lines.add("Slowest ranges:");
      timeline.slowest().forEach(slow -> lines.add(slow(slow)));
    }
    if (!timeline.retried().isEmpty()) {
      lines.add("");
      lines.add("Retried longest:");
      timeline.retried().forEach(retried -> lines.add(retried(retried, timeline.pass())));
    }
    return lines;
  }

  private static String retried(RetriedRange range, int pass) {
    return "  %s; %s failed, %s"
        .formatted(
            range.words(pass),
            count(range.failed(), "attempt"),
            range.at().truncatedTo(ChronoUnit.SECONDS));
  }

  private static Duration span(Timeline timeline) {
    return Duration.between(timeline.from(), timeline.to());
  }

  private static String heading(Timeline timeline) {
    double seconds = Math.max(0.001, span(timeline).toMillis() / 1000.0);
    return "%s, pass %d (%s) from %s, %s%s: %s in %s, %s in the mean"
        .formatted(
            timeline.migration(),
            timeline.pass(),
            timeline.kind().name().toLowerCase(Locale.ROOT),
            timeline.from().truncatedTo(ChronoUnit.SECONDS),
            Words.duration(span(timeline)),
            timeline.ended() ? "" : " until now",
            count(timeline.tally().visited()) + " visited",
            count(timeline.ranges(), "range"),
            Words.pace(timeline.tally().visited() / seconds));
  }

  /** What held it back stands in the row, and what else did below it. */
  private static void add(List<String> lines, Stretch stretch, DateTimeFormatter clock) {
    Double micros = stretch.microsPerNode();
    List<String> why = stretch.why();
    lines.add(
        row(
            clock.format(stretch.from()),
            count(Math.round(stretch.nodesPerSecond())),
            count(stretch.ranges()),
            String.format(Locale.ROOT, "%.1f", stretch.inFlight()),
            micros == null ? "-" : count(Math.round(micros)),
            Math.round(100 * stretch.pace()) + "%",
            why.isEmpty() ? "" : why.getFirst()));
    why.stream().skip(1).forEach(more -> lines.add(row("", "", "", "", "", "", more)));
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "%-11s %10s %7s %9s %9s %5s  %s", (Object[]) cells)
        .stripTrailing();
  }

  private static String worker(Worker worker, Timeline timeline) {
    return "  %s: %s of what was visited in %s, %s a node, ranges for %s together"
        .formatted(
            worker.node(),
            Words.percent(worker.visited(), timeline.tally().visited()),
            count(worker.ranges(), "range"),
            count(Math.round(worker.microsPerNode())) + " us",
            Words.duration(Duration.ofMillis(Math.round(worker.busySeconds() * 1000))));
  }

  private static String slow(SlowRange slow) {
    Instant at = slow.at().truncatedTo(ChronoUnit.SECONDS);
    String node = slow.node();
    return "  shard %d, range %d, behind %s to %s: %s visited in %s%s, %s"
        .formatted(
            slow.shard(),
            slow.range(),
            slow.from() == null ? "the beginning" : slow.from(),
            slow.to(),
            count(slow.visited()),
            Words.duration(Duration.ofMillis(slow.millis())),
            node == null ? "" : " by " + node,
            at);
  }
}
