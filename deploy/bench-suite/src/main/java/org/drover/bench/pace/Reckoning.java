package org.drover.bench.pace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.drover.bench.pace.PaceReport.Moment;
import org.drover.bench.pace.PaceReport.Part;
import org.drover.bench.pace.PaceReport.Samples;
import org.drover.bench.pace.PaceReport.Window;
import org.drover.bench.report.Machine;
import org.jspecify.annotations.Nullable;

/**
 * What the observations come to. Times are those of the clock until they are written down.
 *
 * @param origin when the measurement began
 * @param spans what was done when
 * @param felt every request of the foreground
 * @param moments of the guarded backfill, in seconds since the origin
 */
record Reckoning(long origin, List<Span> spans, List<Latency> felt, List<Moment> moments) {

  private static final double TOLERANCE = 1.10;
  private static final long WINDOW_MILLIS = 10_000;

  /** The least that a rush takes; who is there has given way. */
  private static final double FLOOR = 0.011;

  /**
   * @param nodes that were migrated meanwhile
   */
  record Span(String name, long from, long to, long nodes) {}

  /** Where and how it was. */
  record Circumstances(
      Machine machine,
      Map<String, String> versions,
      Map<String, String> settings,
      List<String> notes) {}

  PaceReport report(Circumstances circumstances) {
    List<Part> parts = spans.stream().map(this::part).toList();
    List<Window> windows = spans.stream().flatMap(span -> windows(span).stream()).toList();
    Part unguarded = named(parts, PaceReport.UNGUARDED);
    Part peer = first(parts, PaceReport.PEER);
    double alone = p95Of(PaceReport.ALONE);
    double base = p95Of(PaceReport.ALONE_AGAIN);
    List<Part> guarded = guarded(parts);
    double seconds = guarded.stream().mapToDouble(Part::seconds).sum();
    return new PaceReport(
        within(windows, PaceReport.GUARDED, base),
        guarded.stream().mapToLong(Part::nodes).sum() / seconds,
        unguarded.p95Millis() / alone,
        peer == null ? null : peer.p95Millis() / alone,
        p95Of(PaceReport.GUARDED) / base,
        within(windows, PaceReport.ALONE_AGAIN, base),
        givesWay(parts),
        comesBack(parts),
        moments.stream().mapToDouble(Moment::pace).average().orElse(0),
        alone,
        base,
        unguarded.nodes() / unguarded.seconds(),
        peer == null ? null : peer.nodes() / peer.seconds(),
        parts,
        windows,
        moments,
        circumstances.machine(),
        circumstances.versions(),
        circumstances.settings(),
        Instant.ofEpochMilli(origin),
        circumstances.notes(),
        samples());
  }

  private Part part(Span span) {
    return new Part(
        span.name(),
        span.from() - origin,
        span.to() - origin,
        Latency.p95(felt, span.from(), span.to()),
        span.nodes());
  }

  private List<Window> windows(Span span) {
    List<Window> windows = new ArrayList<>();
    for (long at = span.from(); at + WINDOW_MILLIS <= span.to(); at += WINDOW_MILLIS) {
      windows.add(
          new Window(
              span.name(),
              (at - origin) / 1_000.0,
              (at + WINDOW_MILLIS - origin) / 1_000.0,
              Latency.p95(felt, at, at + WINDOW_MILLIS)));
    }
    return windows;
  }

  private static double within(List<Window> all, String part, double base) {
    return all.stream()
        .filter(window -> window.part().equals(part))
        .mapToDouble(window -> window.p95Millis() <= base * TOLERANCE ? 1 : 0)
        .average()
        .orElse(0);
  }

  /** Over all parts of that name. */
  private double p95Of(String name) {
    List<Latency> beside =
        spans.stream()
            .filter(span -> span.name().equals(name))
            .flatMap(
                span ->
                    felt.stream().filter(one -> one.at() >= span.from() && one.at() < span.to()))
            .toList();
    return Latency.p95(beside, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private @Nullable Double givesWay(List<Part> parts) {
    Part doubled = named(parts, PaceReport.DOUBLED);
    double at = doubled.fromMillis() / 1_000.0;
    double before = paceAt(at);
    return since(
        at, doubled.toMillis() / 1_000.0, Double.NEGATIVE_INFINITY, Math.max(before / 2, FLOOR));
  }

  private @Nullable Double comesBack(List<Part> parts) {
    Part doubled = named(parts, PaceReport.DOUBLED);
    double before = paceAt(doubled.fromMillis() / 1_000.0);
    return since(
        doubled.toMillis() / 1_000.0, Double.POSITIVE_INFINITY, before, Double.POSITIVE_INFINITY);
  }

  /** How long after a time the pace was first between two bounds. */
  private @Nullable Double since(double from, double until, double low, double high) {
    return moments.stream()
        .filter(moment -> moment.second() >= from && moment.second() < until)
        .filter(moment -> moment.pace() >= low && moment.pace() <= high)
        .map(moment -> moment.second() - from)
        .findFirst()
        .orElse(null);
  }

  /** The mean of the ten seconds before, for the pace is never quite still. */
  private double paceAt(double second) {
    return moments.stream()
        .filter(moment -> moment.second() < second && moment.second() >= second - 10)
        .mapToDouble(Moment::pace)
        .average()
        .orElse(0);
  }

  private Samples samples() {
    List<Latency> ordered = felt.stream().sorted(Comparator.comparingLong(Latency::at)).toList();
    return new Samples(
        ordered.stream().mapToLong(one -> one.at() - origin).toArray(),
        ordered.stream().mapToLong(Latency::micros).toArray());
  }

  private static List<Part> guarded(List<Part> parts) {
    return parts.stream()
        .filter(
            part ->
                part.name().equals(PaceReport.GUARDED) || part.name().equals(PaceReport.DOUBLED))
        .toList();
  }

  private static Part named(List<Part> parts, String name) {
    Part part = first(parts, name);
    if (part == null) {
      throw new IllegalStateException("nothing was measured of the part " + name);
    }
    return part;
  }

  private static @Nullable Part first(List<Part> parts, String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElse(null);
  }
}
