package org.drover.bench.pace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.drover.bench.pace.PaceReport.Part;
import org.drover.bench.report.Machine;
import org.jspecify.annotations.Nullable;

/** A report as Markdown, with a plot beside it. */
public final class PacePage {

  private static final String NONE = "–";

  private final PaceReport report;
  private final StringBuilder text = new StringBuilder();

  private PacePage(PaceReport report) {
    this.report = report;
  }

  /** Writes the page, and its plot beside it under a name that begins like its own. */
  public static void write(PaceReport report, Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.md$", "");
    String plot = name + "-timeline.svg";
    Files.writeString(file.resolveSibling(plot), Timeline.of(report));
    PacePage page = new PacePage(report);
    page.head();
    page.line("![what the foreground felt, and the pace](%s)".formatted(plot));
    page.line("");
    page.parts();
    page.circumstances();
    Files.writeString(file, page.text);
  }

  private void head() {
    line("# What others feel");
    line("");
    line(
        "Written by `deploy/bench pace` on %s. What is measured stands in [README.md](README.md#pace)."
            .formatted(
                DateTimeFormatter.ISO_LOCAL_DATE
                    .withZone(ZoneOffset.UTC)
                    .format(report.measuredAt())));
    line("");
    line("| figure | |");
    line("|---|---|");
    row(
        "ten-second windows in which p95 stays within a tenth of its baseline",
        percent(report.windowsWithinTolerance()));
    row(
        "the same for the foreground alone: what chance does here",
        percent(report.aloneWindowsWithinTolerance()));
    row("p95 beside the guarded backfill, over its baseline", ratio(report.guardedP95Ratio()));
    row("p95 beside a backfill without guard", ratio(report.unguardedP95Ratio()));
    row("p95 beside `apoc.periodic.iterate`", ratio(report.peerP95Ratio()));
    row(
        "the guarded backfill",
        "%,.0f nodes/s, at a pace of %s in the mean"
            .formatted(report.backfillNodesPerSecond(), percent(report.paceMean())));
    row("from doubling the foreground to half the pace", seconds(report.giveWaySeconds()));
    row("from its end to the pace before it", seconds(report.comeBackSeconds()));
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
                  part.nodes() == 0 ? NONE : "%,.0f".formatted(part.nodes() / part.seconds())));
    }
    line("");
  }

  private void circumstances() {
    Machine machine = report.machine();
    line("## Where and how");
    line("");
    line(
        "%s, %d processors, %d GiB, %s; load average before the start %.1f."
            .formatted(
                machine.processor(),
                machine.processors(),
                machine.memoryGibibytes(),
                machine.system(),
                machine.load()));
    line("");
    line("| | |");
    line("|---|---|");
    report.versions().forEach(this::row);
    report.settings().forEach(this::row);
    line("");
    report.notes().forEach(note -> line("- %s".formatted(note)));
  }

  private void row(String name, String value) {
    line("| %s | %s |".formatted(name, value));
  }

  private static String ratio(@Nullable Double ratio) {
    return ratio == null ? NONE : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null ? "never" : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
