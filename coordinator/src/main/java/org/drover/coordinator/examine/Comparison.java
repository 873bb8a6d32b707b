package org.drover.coordinator.examine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.drover.shared.journal.QueryResult;
import org.drover.shared.journal.RangeFinding;
import org.drover.shared.journal.RangeFinding.Kind;
import org.drover.shared.spec.DeclaredQuery;
import org.drover.shared.spec.Mode;

/** Holds what was measured before against what is measured now. No graph in it. */
final class Comparison {

  /** Less cannot be told apart from chance. */
  static final double MILLIS_MIN = 1;

  /** The 99th percentile of fewer is the slowest of them, and says nothing. */
  static final int P99_SAMPLES_MIN = 100;

  private Comparison() {}

  static List<RangeFinding> ofResults(DeclaredQuery query, QueryResult before, QueryResult now) {
    List<RangeFinding> findings = new ArrayList<>();
    if (before.rows() != now.rows() || !before.digest().equals(now.digest())) {
      String rows =
          before.rows() == now.rows()
              ? "%d rows, but others".formatted(now.rows())
              : "%d rows, before it were %d".formatted(now.rows(), before.rows());
      findings.add(
          new RangeFinding(
              Kind.QUERY, null, "the query '%s' returns %s".formatted(query.name(), rows)));
    }
    return findings;
  }

  /** What is slower than it may be; empty if nothing is. */
  static List<RangeFinding> ofLatencies(DeclaredQuery query, QueryResult before, QueryResult now) {
    List<String> slower = new ArrayList<>();
    compare("p50", before.p50Millis(), now.p50Millis(), query.percent(), slower);
    compare("p95", before.p95Millis(), now.p95Millis(), query.percent(), slower);
    if (Math.min(before.samples(), now.samples()) >= P99_SAMPLES_MIN) {
      compare("p99", before.p99Millis(), now.p99Millis(), query.percent(), slower);
    }
    return slower.isEmpty()
        ? List.of()
        : List.of(
            new RangeFinding(
                Kind.LATENCY,
                null,
                "the query '%s' takes longer by more than %s %%: %s"
                    .formatted(query.name(), number(query.percent()), String.join(", ", slower))));
  }

  private static void compare(
      String name, double before, double now, double percent, List<String> slower) {
    if (now > before * (1 + percent / 100) && now - before > MILLIS_MIN) {
      slower.add("%s %s ms, before %s ms".formatted(name, number(now), number(before)));
    }
  }

  /** Under live writes those that come are the sweep's, and those that go were counted before. */
  static List<RangeFinding> ofTotals(Mode mode, long visited, long total) {
    if (mode == Mode.LIVE) {
      return total > visited
          ? List.of(
              new RangeFinding(
                  Kind.LATE,
                  null,
                  "%d members came since, which no range has visited; 'drover sweep' migrates them"
                      .formatted(total - visited)))
          : List.of();
    }
    return total == visited
        ? List.of()
        : List.of(
            new RangeFinding(
                Kind.COUNT,
                null,
                "there are %d members, and the ranges have %d; 'drover sweep' visits all of them"
                    .formatted(total, visited)));
  }

  static List<RangeFinding> ofRelationships(Map<String, Long> before, Map<String, Long> now) {
    List<RangeFinding> findings = new ArrayList<>();
    TreeSet<String> patterns = new TreeSet<>(before.keySet());
    patterns.addAll(now.keySet());
    for (String pattern : patterns) {
      long was = before.getOrDefault(pattern, 0L);
      long is = now.getOrDefault(pattern, 0L);
      if (was != is) {
        findings.add(
            new RangeFinding(
                Kind.RELATIONSHIPS, null, "%s: %d, before %d".formatted(pattern, is, was)));
      }
    }
    return findings;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
  }
}
