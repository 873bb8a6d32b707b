package org.drover.deploy.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.drover.deploy.client.History.JournalEvent;
import org.drover.deploy.progress.Words;
import org.drover.shared.journal.Delay;

/**
 * An event of a journal as a line for people. Goes by what the event holds and not by its kind, so
 * that one of a newer coordinator is shown too.
 */
public final class JournalText {

  private static final String PROGRAM = "drover";
  private static final int DETAILS_MAX = 200;

  /** What people ask for first; at most one of these is in an event. */
  private static final List<String> REASONS = List.of("why", "reason", "evidence");

  /** Beside what stands elsewhere in the line: the text of a whole file. */
  private static final Set<String> LEFT_OUT =
      Set.of("at", "author", "why", "reason", "evidence", "spec", "delay", "retries");

  private JournalText() {}

  /** When, what, who and why: {@code 2026-01-02T03:04:05Z paused by ann: lunch}. */
  public static String line(JournalEvent event) {
    JsonNode held = event.event();
    List<String> details = new ArrayList<>();
    for (var field : held.properties()) {
      if (!LEFT_OUT.contains(field.getKey())) {
        add(details, field.getKey(), field.getValue());
      }
    }
    String why =
        REASONS.stream().map(name -> held.path(name).asText("")).reduce("", String::concat)
            + String.join(", ", heldUp(held));
    return "%s  %s%s by %s%s"
        .formatted(
            event.at().truncatedTo(ChronoUnit.SECONDS),
            words(event.kind()),
            details.isEmpty() ? "" : " (" + cut(String.join(", ", details)) + ")",
            printable(held.path("author").asText(PROGRAM)),
            why.isEmpty() ? "" : ": " + printable(why));
  }

  /** What held a range up, in words. */
  private static List<String> heldUp(JsonNode held) {
    JsonNode delay = held.path("delay");
    JsonNode retries = held.has("retries") ? held.path("retries") : delay.path("retries");
    List<String> words = new ArrayList<>();
    if (retries.isObject()) {
      words.add(
          "%s failed in %s, the last by: %s"
              .formatted(
                  Words.count(retries.path("failed").asLong(), "attempt"),
                  Words.duration(Duration.ofMillis(retries.path("millis").asLong())),
                  retries.path("last").asText()));
    }
    for (var wait : delay.path("waited").properties()) {
      words.add(
          "it %s for %s"
              .formatted(
                  Delay.words(wait.getKey()),
                  Words.duration(Duration.ofMillis(wait.getValue().asLong()))));
    }
    return words;
  }

  /** A number or a word as it is, what is nested in its own words, and of a list how long it is. */
  private static void add(List<String> details, String name, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(field -> add(details, field.getKey(), field.getValue()));
    } else if (value.isArray()) {
      details.add(value.size() + " " + words(name));
    } else if (!value.isNull()) {
      details.add(words(name) + " " + printable(value.asText()));
    }
  }

  /** {@code PaceChanged} is said as {@code pace changed}. */
  private static String words(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String cut(String text) {
    return text.length() <= DETAILS_MAX ? text : text.substring(0, DETAILS_MAX) + "…";
  }

  /** On one line, and without what a terminal would obey. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
