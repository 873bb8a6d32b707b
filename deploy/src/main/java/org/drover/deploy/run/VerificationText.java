package org.drover.deploy.run;

import static org.drover.deploy.progress.Words.count;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.QueryResult;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.VerificationReport;
import org.drover.shared.journal.VerificationReport.Digests;
import org.drover.shared.journal.VerificationReport.RangeCheck;

/** A verification's report as a person reads it. */
public final class VerificationText {

  private VerificationText() {}

  /** The whole report, in lines of which the last is ended too. */
  public static String of(VerificationReport report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Verification of migration %s (version %s)"
            .formatted(report.migration(), report.version()));
    line(
        text,
        "pass %d holds pass %d against the graph, level %s%s"
            .formatted(
                report.pass(),
                report.of(),
                report.level().name().toLowerCase(Locale.ROOT),
                limits(report)));
    line(text, "from %s to %s".formatted(report.startedAt(), report.finishedAt()));
    line(text, "visited      %s".formatted(count(report.visited())));
    line(text, "differences  %s".formatted(count(report.differences())));
    if (report.digests() != null) {
      line(text, "digests      " + digests(report.digests()));
    }
    Examination examination = report.examination();
    if (examination != null) {
      examination
          .kinds()
          .forEach((kind, number) -> line(text, "  %-16s %s".formatted(kind, count(number))));
      queries(text, report.before(), examination.queries());
      examination.findings().forEach(finding -> finding(text, "as a whole", finding));
    }
    for (RangeCheck range : report.ranges()) {
      String place = "shard %d, range %d".formatted(range.shard(), range.range());
      range.findings().forEach(finding -> finding(text, place, finding));
      notListed(text, place, range);
    }
    line(text, "chain        %s".formatted(report.chain()));
    return text.toString();
  }

  private static String digests(Digests digests) {
    String taken = "of %s of %s ranges".formatted(count(digests.taken()), count(digests.ranges()));
    if (digests.taken() == digests.ranges()) {
      return taken;
    }
    return taken
        + (digests.recomputed()
            ? "; the members of the others were transformed again"
            : "; nobody looked at the values of the others, for their transform cannot run twice");
  }

  private static String limits(VerificationReport report) {
    String shards = report.shards().isEmpty() ? "" : ", only shards " + report.shards();
    return shards + (report.since() == null ? "" : ", only ranges since " + report.since());
  }

  private static void queries(StringBuilder text, List<QueryResult> before, List<QueryResult> now) {
    Map<String, QueryResult> known = new HashMap<>();
    before.forEach(result -> known.put(result.name(), result));
    for (QueryResult result : now) {
      QueryResult was = known.get(result.name());
      line(
          text,
          "query '%s': %s rows, p50 %s ms, p95 %s ms, p99 %s ms; before: %s"
              .formatted(
                  result.name(),
                  count(result.rows()),
                  result.p50Millis(),
                  result.p95Millis(),
                  result.p99Millis(),
                  was == null
                      ? "not measured"
                      : "%s rows, p50 %s ms, p95 %s ms, p99 %s ms"
                          .formatted(
                              count(was.rows()),
                              was.p50Millis(),
                              was.p95Millis(),
                              was.p99Millis())));
    }
  }

  private static void finding(StringBuilder text, String place, RangeFinding finding) {
    line(
        text,
        "%s%s: %s%s"
            .formatted(
                finding.kind() == RangeFinding.Kind.COLLISION ? "CRITICAL " : "",
                finding.kind(),
                finding.id() == null ? "" : "id " + finding.id() + ": ",
                finding.text() + " (" + place + ")"));
  }

  private static void notListed(StringBuilder text, String place, RangeCheck range) {
    range
        .kinds()
        .forEach(
            (kind, count) -> {
              long listed = range.findings().stream().filter(one -> one.kind() == kind).count();
              if (listed < count) {
                line(
                    text,
                    "%s: %s more are not listed (%s)"
                        .formatted(kind, count(count - listed), place));
              }
            });
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
