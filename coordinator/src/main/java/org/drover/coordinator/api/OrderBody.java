package org.drover.coordinator.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.drover.coordinator.access.Caller;
import org.drover.coordinator.api.Migrations.Order;
import org.drover.shared.journal.Accept;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

/** What the request of an order says: a pause, a resume, a cancel, or a further pass. */
record OrderBody(
    @Nullable String author,
    @Nullable String why,
    @Nullable String accept,
    @Nullable String onConflict,
    @Nullable String level,
    @Nullable String despite,
    @Nullable String spec,
    @Nullable String shards,
    @Nullable String since,
    @Nullable Boolean retire) {

  /**
   * The order that a request's body is. Where the caller's token has a name, that is the author,
   * whatever the body says.
   *
   * @throws BadRequest that says what was expected
   */
  static Order read(String body, Caller caller) {
    return Json.read(body, OrderBody.class).order(caller);
  }

  /**
   * What an order for a pass says of the pass.
   *
   * @throws BadRequest that says what was expected
   */
  static PassOptions options(String body) {
    OrderBody order = Json.read(body, OrderBody.class);
    PassOptions options = PassOptions.NONE;
    if (order.onConflict() != null) {
      options = options.withConflict(word("onConflict", order.onConflict(), Conflict.values()));
    }
    if (order.spec() != null) {
      options = options.withSpec(order.spec());
    }
    if (order.level() != null) {
      options = options.withLevel(word("level", order.level(), Level.values()));
    }
    return options.within(order.numbers(), order.time());
  }

  /**
   * What stands against a cut-over and is to be passed over; null if nothing is named.
   *
   * @throws BadRequest if that cannot be
   */
  static @Nullable Trigger despite(String body) {
    String named = Json.read(body, OrderBody.class).despite();
    if (named == null || named.equalsIgnoreCase("foreign-writes")) {
      return named == null ? null : Trigger.FOREIGN_WRITES;
    }
    throw new BadRequest("despite: expected 'foreign-writes', found '" + named + "'");
  }

  /** Whether a cleanup also takes out of the graph what only the migration added. */
  static boolean retires(String body) {
    return Boolean.TRUE.equals(Json.read(body, OrderBody.class).retire());
  }

  /** {@code 0,3,7} */
  private @Nullable List<Integer> numbers() {
    if (shards == null) {
      return null;
    }
    try {
      return Arrays.stream(shards.split(",", -1)).map(String::trim).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new BadRequest(
          "shards: expected numbers with commas between them, found '" + shards + "'");
    }
  }

  private @Nullable Instant time() {
    if (since == null) {
      return null;
    }
    try {
      return Instant.parse(since);
    } catch (DateTimeParseException e) {
      throw new BadRequest(
          "since: expected a time such as 2026-01-31T20:00:00Z, found '" + since + "'");
    }
  }

  private static <E extends Enum<E>> E word(String key, String found, E[] words) {
    for (E word : words) {
      if (word.name().equalsIgnoreCase(found)) {
        return word;
      }
    }
    throw new BadRequest(
        "%s: expected one of %s, found '%s'"
            .formatted(key, Arrays.toString(words).toLowerCase(Locale.ROOT), found));
  }

  Order order(Caller caller) {
    String named = caller.author(author);
    if (named == null || named.isBlank()) {
      throw new BadRequest("author: expected who gives this order, found nothing");
    }
    return new Order(named, why == null ? "no reason given" : why, acceptance());
  }

  private @Nullable Accept acceptance() {
    if (accept == null) {
      return null;
    }
    return switch (accept.toLowerCase(Locale.ROOT)) {
      case "graph" -> Accept.GRAPH;
      case "journal" -> Accept.JOURNAL;
      default ->
          throw new BadRequest("accept: expected 'graph' or 'journal', found '" + accept + "'");
    };
  }
}
