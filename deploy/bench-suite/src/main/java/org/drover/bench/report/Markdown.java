package org.drover.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The lines of a page, and what all pages of the benchmark have alike. */
public final class Markdown {

  /** What stands where there is no figure. */
  public static final String NONE = "–";

  private final StringBuilder text = new StringBuilder();

  /** What a file's plots are called begins like this. */
  public static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.md$", "");
  }

  /**
   * The title, and where its figures come from.
   *
   * @param explained a sentence that says where the words are explained
   */
  public void title(String title, String command, Instant measuredAt, String explained) {
    line("# " + title);
    line("");
    line(
        "Written by `%s` on %s. %s"
            .formatted(
                command,
                DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(measuredAt),
                explained));
    line("");
  }

  /** Begins the last section: the machine, and a table of what else the figures depend on. */
  public void whereAndHow(Machine machine, Map<String, String> versions, Map<String, String> more) {
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
    versions.forEach(this::row);
    more.forEach(this::row);
  }

  public void row(String name, String value) {
    line("| %s | %s |".formatted(name, value));
  }

  public void line(String line) {
    text.append(line).append('\n');
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, text);
  }
}
