package org.drover.deploy.progress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.RunningShard;

/** A migration on one screen: how far, how fast, by which signals, who works, on what. */
final class WatchPage {

  private static final int WIDTH_MIN = 40;
  private static final String NO_NODE = "-";

  /** More would leave no room for shards on a usual terminal. */
  private static final int SIGNALS_MAX = 8;

  private final BarLine bar;

  WatchPage(BarLine bar) {
    this.bar = bar;
  }

  /**
   * The page, from top to bottom.
   *
   * @param note a sentence that is not the migration's own; empty for none
   * @return at most {@code height} lines of at most {@code width} characters, colors aside
   */
  List<String> lines(Moment moment, String note, int width, int height) {
    int columns = Math.max(WIDTH_MIN, width);
    List<String> lines = new ArrayList<>();
    MigrationView view = moment.view();
    lines.add(cut(ends(view.migration(), Words.phase(view.phase()), columns), columns));
    PassView pass = view.pass();
    if (pass != null) {
      lines.add(bar.render(moment, columns));
      lines.add(cut(moment.pace(), columns));
    }
    lines.add(cut(moment.waiting().orElse(""), columns));
    moment.signals().stream()
        .limit(SIGNALS_MAX)
        .forEach(signal -> lines.add(cut("signal: " + signal, columns)));
    if (pass != null) {
      lines.addAll(pass(pass, columns, height - lines.size() - 1));
    }
    lines.add(cut(note, columns));
    return lines.size() <= height ? lines : lines.subList(0, height);
  }

  private static List<String> pass(PassView pass, int columns, int room) {
    List<String> lines = new ArrayList<>();
    lines.add(
        cut(
            "pass %d (%s): %s".formatted(pass.number(), word(pass.kind().name()), pass.reason()),
            columns));
    lines.add(
        cut(
            "shards: %s running, %s waiting, %s finished; %s; %s"
                .formatted(
                    Words.count(pass.shardsRunning()),
                    Words.count(pass.shardsWaiting()),
                    Words.count(pass.shardsFinished()),
                    Words.count(pass.ranges(), "range"),
                    Words.count(pass.takeovers(), "takeover")),
            columns));
    lines.add(cut("workers: " + workers(pass), columns));
    lines.add("");
    List<RunningShard> shards =
        pass.running().stream().sorted(Comparator.comparingInt(RunningShard::number)).toList();
    int rows = Math.max(0, room - lines.size() - 1);
    if (rows > 0 && !shards.isEmpty()) {
      lines.add(cut(row("SHARD", "DONE", "VISITED", "WORKER", "WAITS FOR"), columns));
      lines.addAll(rows(shards, rows, columns));
    }
    return lines;
  }

  /** Where there are more shards than rows, those that wait are shown first. */
  private static List<String> rows(List<RunningShard> shards, int rows, int columns) {
    if (shards.size() <= rows) {
      return shards.stream().map(shard -> cut(row(shard), columns)).toList();
    }
    List<String> lines =
        shards.stream()
            .sorted(Comparator.comparing(shard -> shard.waiting() == null))
            .limit(rows - 1L)
            .map(shard -> cut(row(shard), columns))
            .collect(Collectors.toCollection(ArrayList::new));
    lines.add("  and " + Words.count(shards.size() - lines.size()) + " more");
    return lines;
  }

  private static String workers(PassView pass) {
    Map<String, Long> shards =
        pass.running().stream()
            .map(RunningShard::node)
            .filter(Objects::nonNull)
            .collect(Collectors.groupingBy(node -> node, TreeMap::new, Collectors.counting()));
    return shards.isEmpty()
        ? "none"
        : shards.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + Words.count(entry.getValue(), "shard") + ")")
            .collect(Collectors.joining(", "));
  }

  private static String row(RunningShard shard) {
    long visited = shard.tally().visited();
    return row(
        Integer.toString(shard.number()),
        Words.percent(visited, Math.max(visited, shard.expected())),
        Words.count(visited),
        Objects.requireNonNullElse(shard.node(), NO_NODE),
        shard.waiting() == null ? "" : shard.waiting().text());
  }

  private static String row(
      String number, String done, String visited, String worker, String waiting) {
    return String.format(
            Locale.ROOT, "%6s %5s %13s  %-21s %s", number, done, visited, worker, waiting)
        .stripTrailing();
  }

  private static String ends(String left, String right, int columns) {
    int gap = columns - left.length() - right.length();
    return gap < 1 ? left + " " + right : left + " ".repeat(gap) + right;
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String cut(String line, int columns) {
    String first = line.lines().findFirst().orElse("");
    return first.length() <= columns ? first : first.substring(0, columns - 1) + "…";
  }
}
