package org.drover.deploy.demo;

import static org.drover.deploy.progress.Words.count;
import static org.drover.deploy.progress.Words.duration;
import static org.drover.deploy.progress.Words.pace;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.drover.deploy.progress.Words;
import org.drover.deploy.run.Program;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;

/** What a demo came to, for a person. */
final class Summary {

  private Summary() {}

  static String of(DemoReport report, List<Stages.Stage> stages, MigrationView view) {
    StringBuilder text = new StringBuilder();
    PassView pass = view.pass();
    line(
        text,
        "migrated",
        "%s of %s %s nodes have the right key"
            .formatted(count(report.migrated()), count(report.nodes()), report.graph()));
    line(
        text,
        "speed",
        "%s, %s from submitting to done"
            .formatted(
                pace(report.nodesPerSecond()),
                duration(Duration.ofMillis(Math.round(report.elapsedSeconds() * 1000)))));
    line(text, "ranges", ranges(report));
    line(text, "takeovers", takeovers(report));
    if (pass != null) {
      line(text, "plan", pass.reason());
    }
    line(text, "time went to", where(stages));
    line(text, "verified", report.verified() ? "yes" : "NO");
    report.findings().forEach(finding -> text.append("    ").append(finding).append('\n'));
    return text.toString().stripTrailing();
  }

  private static String ranges(DemoReport report) {
    String seams =
        report.gaps() + report.overlaps() == 0
            ? "no gap and no overlap"
            : "%s, %s".formatted(count(report.gaps(), "gap"), count(report.overlaps(), "overlap"));
    return "%s, %s, by the journal".formatted(count(report.ranges()), seams);
  }

  private static String takeovers(DemoReport report) {
    return report.killed() == 0
        ? count(report.takeovers())
        : "%s, after %s killed"
            .formatted(count(report.takeovers(), "shard"), count(report.killed(), "worker"));
  }

  private static String where(List<Stages.Stage> stages) {
    StringBuilder text = new StringBuilder();
    for (Stages.Stage stage : stages) {
      String name = stage.name().replaceFirst("[:,].*", "");
      text.append(text.isEmpty() ? "" : ", ")
          .append(name)
          .append(' ')
          .append(Words.duration(stage.took()));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-13s %s%n", name, value));
  }

  static String kept(Kept kept, SandboxFolder folder, String migration) {
    String drover = Program.name();
    return """

        The sandbox stays up:
          graph        %s, user neo4j, password in %s
          journal      %s
          coordinator  %s

        Try:
          export DROVER_URL=%s
          %s list
          %s status %s
          %s prove %s

        End it:
          %s demo --stop"""
        .formatted(
            kept.bolt(),
            folder.graphPassword(),
            kept.journal(),
            kept.url(),
            kept.url(),
            drover,
            drover,
            migration,
            drover,
            migration,
            drover);
  }
}
