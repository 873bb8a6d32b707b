package org.drover.coordinator.api;

import java.util.Locale;
import org.drover.coordinator.api.Migrations.Order;
import org.drover.shared.journal.Accept;
import org.jspecify.annotations.Nullable;

/** What the request of a pause, a resume or a cancel says. */
record OrderBody(@Nullable String author, @Nullable String why, @Nullable String accept) {

  /**
   * The order that a request's body is.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  static Order read(String body) {
    return Json.read(body, OrderBody.class).order();
  }

  private Order order() {
    if (author == null || author.isBlank()) {
      throw new IllegalArgumentException("author: expected who gives this order, found nothing");
    }
    return new Order(author, why == null ? "no reason given" : why, acceptance());
  }

  private @Nullable Accept acceptance() {
    if (accept == null) {
      return null;
    }
    return switch (accept.toLowerCase(Locale.ROOT)) {
      case "graph" -> Accept.GRAPH;
      case "journal" -> Accept.JOURNAL;
      default ->
          throw new IllegalArgumentException(
              "accept: expected 'graph' or 'journal', found '" + accept + "'");
    };
  }
}
