package org.drover.shared.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was done to a migration, or that it did by itself: one of its events, in short.
 *
 * @param sequence the event's own number
 * @param operation such as {@code pass-started}
 * @param author null where nobody in particular caused it
 * @param detail the rest of the event, without the spec and the plan
 */
public record OperationEntry(
    String migration,
    long sequence,
    String operation,
    @Nullable String author,
    @Nullable String why,
    JsonNode detail,
    Instant at) {

  /** What is large, or has a column of its own. */
  private static final List<String> LEFT_OUT = List.of("spec", "shards", "author", "why", "at");

  public static OperationEntry of(String migration, long sequence, MigrationEvent event) {
    ObjectNode tree = EventJson.tree(event);
    String author = text(tree, "author");
    String why = text(tree, "why");
    String operation =
        event
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT);
    tree.remove(LEFT_OUT);
    return new OperationEntry(migration, sequence, operation, author, why, tree, event.at());
  }

  private static @Nullable String text(ObjectNode tree, String field) {
    JsonNode value = tree.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }
}
