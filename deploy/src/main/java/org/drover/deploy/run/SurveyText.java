package org.drover.deploy.run;

import static org.drover.deploy.progress.Words.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Unreachable;
import org.drover.deploy.progress.Words;

/**
 * The report of a survey, as a coordinator gives it, for people.
 *
 * @param report as it came
 */
public record SurveyText(JsonNode report) {

  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  private static final int PER_UNIT = 1_024;

  /**
   * @throws Unreachable if the text is no report
   */
  public static SurveyText read(String json) {
    try {
      JsonNode report = Json.tree(json);
      if (report.path("seen").isObject()) {
        return new SurveyText(report);
      }
      throw new Unreachable("what answered did not answer with a survey");
    } catch (JsonProcessingException e) {
      throw new Unreachable("what answered did not answer with a survey", e);
    }
  }

  /** The report in some twenty lines. */
  public String describe() {
    boolean sample = report.path("samplePercent").isNumber();
    JsonNode whole = report.path("whole");
    StringJoiner text = new StringJoiner("\n");
    text.add(heading(sample));
    text.add(line(sample ? "members, about" : "members", counted(whole, "members")));
    text.add(line("would change", counted(whole, "wouldChange")));
    text.add(line("already done", counted(whole, "already")));
    if (whole.path("duplicates").asLong() > 0) {
      text.add(line("duplicates", counted(whole, "duplicates") + "; they are left alone"));
    }
    text.add(line("quarantine", counted(whole, "quarantined") + open(whole)));
    for (JsonNode refusal : report.path("refusals")) {
      text.add(
          "    %s: %s%s"
              .formatted(
                  count(refusal.path("count").asLong()),
                  refusal.path("reason").asText(),
                  ids(refusal.path("members"))));
    }
    for (JsonNode collision : report.path("collisions")) {
      text.add(line("shared " + collision.path("property").asText(), collided(collision)));
    }
    text.add(line("bytes added", bytes(whole.path("bytes").asLong())));
    text.add(line("time", time()));
    text.add(line("plan", report.path("plan").asText()));
    if (report.path("reservation").isTextual()) {
      text.add(line("but", report.path("reservation").asText()));
    }
    return text.toString();
  }

  private String heading(boolean sample) {
    String id = report.path("migration").asText();
    String what =
        sample
            ? String.format(
                Locale.ROOT,
                "Survey of %.2f %% of migration %s, and what follows for all of it",
                report.path("samplePercent").asDouble(),
                id)
            : "Survey of migration " + id;
    String end = report.path("finished").asBoolean() ? "" : "; it is not finished";
    return what + end + "; nothing was written.";
  }

  private static String counted(JsonNode counts, String name) {
    return count(counts.path(name).asLong());
  }

  private static String open(JsonNode counts) {
    long undecided = counts.path("undecided").asLong();
    return undecided == 0
        ? ""
        : "; and up to %s more, which only the backfill can tell".formatted(count(undecided));
  }

  private static String collided(JsonNode collision) {
    long members = collision.path("members").asLong();
    if (members == 0) {
      return "by none";
    }
    JsonNode pair = collision.path("pairs").path(0);
    String first =
        " with others, such as id %d and %d"
            .formatted(pair.path("lower").asLong(), pair.path("higher").asLong());
    String then =
        collision.path("unique").asBoolean()
            ? "; a constraint of %s forbids it, so they go into quarantine"
                .formatted(collision.path("label").asText())
            : "; nothing forbids it";
    return "by " + count(members, "member") + first + then;
  }

  private String time() {
    Duration backfill =
        Duration.ofMillis((long) (1000 * report.path("backfillSeconds").asDouble()));
    Duration survey = Duration.ofMillis((long) (1000 * report.path("surveySeconds").asDouble()));
    String bound = report.path("bound").isTextual() ? ", " + report.path("bound").asText() : "";
    return "a backfill takes about %s at this load%s (the survey took %s)"
        .formatted(Words.duration(backfill), bound, Words.duration(survey));
  }

  private static String ids(JsonNode members) {
    StringJoiner ids = new StringJoiner(", ", ", such as id ", "").setEmptyValue("");
    members.forEach(id -> ids.add(id.asText()));
    return ids.toString();
  }

  private static String bytes(long number) {
    double size = Math.abs(number);
    int unit = 0;
    while (size >= PER_UNIT && unit < UNITS.length - 1) {
      size /= PER_UNIT;
      unit++;
    }
    String sign = number < 0 ? "-" : "";
    return unit == 0
        ? sign + count(Math.abs(number)) + " bytes"
        : String.format(Locale.ROOT, "%s%.1f %s", sign, size, UNITS[unit]);
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "  %-15s %s", name, value);
  }
}
