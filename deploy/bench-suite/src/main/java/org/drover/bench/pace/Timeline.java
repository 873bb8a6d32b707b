package org.drover.bench.pace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.drover.bench.pace.PaceReport.Moment;
import org.drover.bench.pace.PaceReport.Part;
import org.drover.bench.pace.PaceReport.Samples;

/** Draws what the foreground felt over the whole measurement, and the pace below it, as SVG. */
final class Timeline {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 170;
  private static final int LEFT = 60;
  private static final int TOP = 50;
  private static final int GAP = 50;
  private static final int BELOW = TOP + HEIGHT + GAP;
  private static final long BUCKET_MILLIS = 2_000;
  private static final double PERCENTILE = 0.95;
  private static final double TOLERANCE = 1.10;

  /** What goes far beyond the tolerance need not be seen in full. */
  private static final double TOP_RATIO = 5;

  private final PaceReport report;
  private final double endSecond;
  private final StringBuilder svg = new StringBuilder();

  private record Point(double second, double height) {}

  private Timeline(PaceReport report) {
    this.report = report;
    this.endSecond = report.parts().stream().mapToLong(Part::toMillis).max().orElse(1) / 1_000.0;
  }

  static String of(PaceReport report) {
    Timeline plot = new Timeline(report);
    plot.begin();
    plot.parts();
    plot.latency();
    plot.pace();
    return plot.svg.append("</g>\n</svg>\n").toString();
  }

  private void begin() {
    line(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img'>"
            .formatted(LEFT + WIDTH + 20, BELOW + HEIGHT + 40));
    line("<rect width='100%' height='100%' fill='white'/>");
    line("<g font-family='sans-serif' font-size='13' fill='#222'>");
  }

  private void parts() {
    for (Part part : report.parts()) {
      double from = x(part.fromMillis() / 1_000.0);
      double width = x(part.toMillis() / 1_000.0) - from;
      line(
          "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>"
              .formatted(from, TOP, width, BELOW + HEIGHT - TOP, color(part.name())));
      line(
          "<text x='%.1f' y='%d' font-size='11'>%s</text>"
              .formatted(from + 2, TOP + 12, part.name()));
    }
  }

  private static String color(String part) {
    return switch (part) {
      case PaceReport.UNGUARDED -> "#f6dcd8";
      case PaceReport.PEER -> "#ece3d0";
      case PaceReport.GUARDED -> "#dcebf6";
      case PaceReport.DOUBLED -> "#c4d8ea";
      default -> "#f0f0f0";
    };
  }

  private void latency() {
    double base = report.baselineP95Millis();
    double top = base * TOP_RATIO;
    text(
        LEFT, TOP - 12, "p95 of the foreground over two seconds; dashed: its baseline and a tenth");
    frame(TOP, "%.1f ms".formatted(top));
    double limit = TOP + HEIGHT * (1 - base * TOLERANCE / top);
    line(
        "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#b41f1f' stroke-dasharray='5 3'/>"
            .formatted(LEFT, limit, LEFT + WIDTH, limit));
    List<Point> points = new ArrayList<>();
    double[] p95 = buckets();
    for (int bucket = 0; bucket < p95.length; bucket++) {
      if (!Double.isNaN(p95[bucket])) {
        points.add(
            new Point((bucket + 0.5) * BUCKET_MILLIS / 1_000, Math.min(1, p95[bucket] / top)));
      }
    }
    curve(points, TOP, "#222");
  }

  private double[] buckets() {
    Samples samples = report.samples();
    int count = (int) Math.ceil(endSecond * 1_000 / BUCKET_MILLIS);
    double[] p95 = new double[count];
    for (int bucket = 0; bucket < count; bucket++) {
      p95[bucket] = p95(samples, bucket * BUCKET_MILLIS, (bucket + 1) * BUCKET_MILLIS);
    }
    return p95;
  }

  private static double p95(Samples samples, long from, long to) {
    int low = Math.abs(Arrays.binarySearch(samples.atMillis(), from) + 1);
    int high = low;
    while (high < samples.atMillis().length && samples.atMillis()[high] < to) {
      high++;
    }
    long[] micros = Arrays.copyOfRange(samples.micros(), low, high);
    Arrays.sort(micros);
    return micros.length == 0
        ? Double.NaN
        : micros[Math.min(micros.length - 1, (int) (PERCENTILE * micros.length))] / 1_000.0;
  }

  private void pace() {
    text(LEFT, BELOW - 12, "pace of the guarded backfill");
    frame(BELOW, "100 %");
    List<Moment> moments = report.moments();
    curve(
        moments.stream().map(moment -> new Point(moment.second(), moment.pace())).toList(),
        BELOW,
        "#1f6fb4");
    text(LEFT, BELOW + HEIGHT + 20, "0 s");
    text(LEFT + WIDTH - 40, BELOW + HEIGHT + 20, "%.0f s".formatted(endSecond));
  }

  private void frame(int top, String highest) {
    line(
        "<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#999'/>"
            .formatted(LEFT, top, WIDTH, HEIGHT));
    text(4, top + 12, highest);
  }

  private void curve(List<Point> points, int top, String stroke) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x(point.second()), top + HEIGHT * (1 - point.height())));
    }
    line(
        "<polyline points='%s' fill='none' stroke='%s'/>"
            .formatted(path.toString().trim(), stroke));
  }

  private double x(double second) {
    return LEFT + WIDTH * Math.min(1, second / endSecond);
  }

  private void text(int x, int y, String text) {
    line("<text x='%d' y='%d'>%s</text>".formatted(x, y, text));
  }

  private void line(String line) {
    svg.append(line).append('\n');
  }
}
