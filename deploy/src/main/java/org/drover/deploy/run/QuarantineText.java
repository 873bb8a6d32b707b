package org.drover.deploy.run;

import static org.drover.deploy.progress.Words.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;
import org.drover.deploy.client.Json;
import org.drover.deploy.client.Unreachable;

/**
 * A part of the quarantine, as a coordinator gives it.
 *
 * @param tree as it came
 */
public record QuarantineText(JsonNode tree) {

  /**
   * @throws Unreachable if the text is no part of a quarantine
   */
  public static QuarantineText read(String json) {
    try {
      JsonNode tree = Json.tree(json);
      if (tree.path("reasons").isArray() && tree.path("entries").isArray()) {
        return new QuarantineText(tree);
      }
      throw new Unreachable("what answered did not answer with a quarantine");
    } catch (JsonProcessingException e) {
      throw new Unreachable("what answered did not answer with a quarantine", e);
    }
  }

  public boolean isEmpty() {
    return tree.path("entries").isEmpty();
  }

  /** The last member of this part; -1 if there is none. */
  public long last() {
    JsonNode entries = tree.path("entries");
    return entries.isEmpty() ? -1 : entries.path(entries.size() - 1).at("/entry/member").asLong();
  }

  /** Each entry as a line of JSON, flat. */
  public String lines() {
    StringBuilder lines = new StringBuilder();
    for (JsonNode listed : tree.path("entries")) {
      JsonNode entry = listed.path("entry");
      lines
          .append(
              Json.object()
                  .put("member", entry.path("member").asLong())
                  .put("key", entry.path("key").textValue())
                  .put("step", entry.path("step").asText())
                  .put("reason", entry.path("reason").asText())
                  .put("at", listed.path("at").asText())
                  .put("pass", listed.path("pass").asInt())
                  .put("shard", listed.path("shard").asInt())
                  .put("range", listed.path("sequence").asLong()))
          .append('\n');
    }
    return lines.toString();
  }

  /** For people: why, and which. */
  public String describe(String migration) {
    long all = 0;
    for (JsonNode reason : tree.path("reasons")) {
      all += reason.path("count").asLong();
    }
    if (all == 0) {
      return "Nothing of migration " + migration + " is in quarantine.";
    }
    StringJoiner text = new StringJoiner("\n");
    text.add("%s of migration %s in quarantine:".formatted(count(all, "member"), migration));
    for (JsonNode reason : tree.path("reasons")) {
      text.add(
          "  %10s  %s: %s"
              .formatted(
                  count(reason.path("count").asLong()),
                  reason.path("step").asText(),
                  reason.path("reason").asText()));
    }
    text.add("");
    for (JsonNode listed : tree.path("entries")) {
      text.add("  " + line(listed));
    }
    long more = all - tree.path("entries").size();
    if (more > 0) {
      text.add("  and %s more; export has them all".formatted(count(more)));
    }
    return text.toString();
  }

  private static String line(JsonNode listed) {
    JsonNode entry = listed.path("entry");
    String key = entry.path("key").isTextual() ? " (" + entry.path("key").asText() + ")" : "";
    return "id %d%s  %s: %s  %s"
        .formatted(
            entry.path("member").asLong(),
            key,
            entry.path("step").asText(),
            entry.path("reason").asText(),
            listed.path("at").asText());
  }
}
