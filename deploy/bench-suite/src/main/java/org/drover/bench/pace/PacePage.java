package org.drover.bench.pace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.drover.bench.pace.PaceReport.Part;
import org.drover.bench.report.Markdown;
import org.jspecify.annotations.Nullable;

/** A report as Markdown, with a plot beside it. */
public final class PacePage {

  private final PaceReport report;
  private final Markdown text = new Markdown();

  private PacePage(PaceReport report) {
    this.report = report;
  }

  /** Writes the page, and its plot beside it under a name that begins like its own. */
  public static void write(PaceReport report, Path file) throws IOException {
    String name = Markdown.stem(file);
    String plot = name + "-timeline.svg";
    Files.writeString(file.resolveSibling(plot), Timeline.of(report));
    PacePage page = new PacePage(report);
    page.head();
    page.line("![what the foreground felt, and the pace](%s)".formatted(plot));
    page.line("");
    page.parts();
    page.circumstances();
    page.text.write(file);
  }

  private void head() {
    text.title(
        "What others feel",
        "deploy/bench pace",
        report.measuredAt(),
        "What is measured stands in [README.md](README.md#pace).");
    line("| figure | |");
    line("|---|---|");
    text.row(
        "ten-second windows in which p95 stays within a tenth of its baseline",
        percent(report.windowsWithinTolerance()));
    text.row(
        "the same for the foreground alone: what chance does here",
        percent(report.aloneWindowsWithinTolerance()));
    text.row("p95 beside the guarded backfill, over its baseline", ratio(report.guardedP95Ratio()));
    text.row("p95 beside a backfill without guard", ratio(report.unguardedP95Ratio()));
    text.row("p95 beside `apoc.periodic.iterate`", ratio(report.peerP95Ratio()));
    text.row(
        "the guarded backfill",
        "%,.0f nodes/s, at a pace of %s in the mean"
            .formatted(report.backfillNodesPerSecond(), percent(report.paceMean())));
    text.row("from doubling the foreground to half the pace", seconds(report.giveWaySeconds()));
    text.row("from its end to the pace before it", seconds(report.comeBackSeconds()));
    line("");
  }

  private void parts() {
    line("| part | from | seconds | p95, ms | nodes/s |");
    line("|---|---|---|---|---|");
    for (Part part : report.parts()) {
      line(
          "| %s | %.0f s | %.0f | %.2f | %s |"
              .formatted(
                  part.name(),
                  part.fromMillis() / 1_000.0,
                  part.seconds(),
                  part.p95Millis(),
                  part.nodes() == 0
                      ? Markdown.NONE
                      : "%,.0f".formatted(part.nodes() / part.seconds())));
    }
    line("");
  }

  private void circumstances() {
    text.whereAndHow(report.machine(), report.versions(), report.settings());
    line("");
    report.notes().forEach(note -> line("- %s".formatted(note)));
  }

  private static String ratio(@Nullable Double ratio) {
    return ratio == null ? Markdown.NONE : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null ? "never" : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private void line(String line) {
    text.line(line);
  }
}
