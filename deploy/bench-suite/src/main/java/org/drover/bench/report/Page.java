package org.drover.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.drover.bench.measure.Spread;
import org.jspecify.annotations.Nullable;

/** A report as Markdown, with a plot beside it for every job. */
public final class Page {

  private final Report report;
  private final Markdown text = new Markdown();

  private Page(Report report) {
    this.report = report;
  }

  /** Writes the page, and its plots beside it under names that begin like its own. */
  public static void write(Report report, Path file) throws IOException {
    String name = Markdown.stem(file);
    Page page = new Page(report);
    page.head();
    for (String job : page.jobs()) {
      String plot = name + "-" + job + ".svg";
      Files.writeString(file.resolveSibling(plot), page.plot(job));
      page.job(job, plot);
    }
    page.overheads();
    page.circumstances();
    page.text.write(file);
  }

  private List<String> jobs() {
    return report.figures().stream().map(Figures::job).distinct().toList();
  }

  private void head() {
    text.title(
        "Measured figures",
        "deploy/bench",
        report.measuredAt(),
        "What the words mean stands in [README.md](README.md).");
    line("| job | to the best peer | to the serial peer | database CPU to it | to the limit |");
    line("|---|---|---|---|---|");
    report
        .ratios()
        .forEach(
            (job, ratios) ->
                line(
                    "| %s | %s (%s) | %s | %s | %s |"
                        .formatted(
                            job,
                            ratio(ratios.speedVsBestPeer()),
                            ratios.bestPeer(),
                            ratio(ratios.speedVsSerialPeer()),
                            ratio(ratios.databaseCpuVsBestPeer()),
                            ratio(ratios.speedVsLimit()))));
    line("");
  }

  private List<Figures> of(String job) {
    return report.figures().stream()
        .filter(one -> one.job().equals(job))
        .sorted(Comparator.comparingDouble(one -> -one.nodesPerSecond().median()))
        .toList();
  }

  private void job(String job, String plot) {
    line("## %s".formatted(job));
    line("");
    line("![nodes a second](%s)".formatted(plot));
    line("");
    line("| contender | nodes/s | lowest to highest | database CPU | client CPU | journal CPU |");
    line("|---|---|---|---|---|---|");
    for (Figures one : of(job)) {
      Spread speed = one.nodesPerSecond();
      line(
          "| `%s` | %,.0f | %,.0f to %,.0f | %s | %.1f | %.1f |"
              .formatted(
                  one.contender(),
                  speed.median(),
                  speed.min(),
                  speed.max(),
                  seconds(one.databaseCpu()),
                  one.clientCpu().median(),
                  one.journalCpu().median()));
    }
    line("");
    line("CPU in seconds for a million nodes.");
    line("");
  }

  private String plot(String job) {
    return BarPlot.of(
        "nodes/s, " + job,
        of(job).stream()
            .map(
                one ->
                    new BarPlot.Bar(
                        one.contender(),
                        one.nodesPerSecond(),
                        one.contender().startsWith("drover")))
            .toList());
  }

  private void overheads() {
    Overheads overheads = report.overheads();
    line("## What parts cost");
    line("");
    line("| part | share of the time without it |");
    line("|---|---|");
    line("| fence, journal and actors | %s |".formatted(share(overheads.fenceJournal())));
    line("| the fence of these | %s |".formatted(share(overheads.fence())));
    line(
        "| journal and actors, beside ranges with fences | %s |"
            .formatted(share(overheads.journal())));
    line(
        "| processes of their own, beginning and ending a pass | %s |"
            .formatted(share(overheads.cluster())));
    line("| locks | %s |".formatted(share(overheads.locks())));
    line("| digest and undo | %s |".formatted(share(overheads.digestUndo())));
    line("| the digest of these | %s |".formatted(share(overheads.digest())));
    line("| undo, beside ranges with digests | %s |".formatted(share(overheads.undo())));
    line("| checking and planning | %s |".formatted(share(overheads.planning())));
    line("");
  }

  private void circumstances() {
    text.whereAndHow(report.machine(), report.versions(), report.settings());
    report
        .peakResidentMebibytes()
        .forEach(
            (process, peak) -> line("| peak memory of %s | %s MiB |".formatted(process, peak)));
    line("");
    report.contenders().forEach(one -> line("- `%s`: %s".formatted(one.name(), one.description())));
    line("");
    report.notes().forEach(note -> line("- %s".formatted(note)));
  }

  private static String ratio(@Nullable Double ratio) {
    return ratio == null ? Markdown.NONE : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String share(@Nullable Double share) {
    return share == null ? Markdown.NONE : String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static String seconds(@Nullable Spread spread) {
    return spread == null ? Markdown.NONE : String.format(Locale.ROOT, "%.1f", spread.median());
  }

  private void line(String line) {
    text.line(line);
  }
}
