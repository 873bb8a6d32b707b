package org.drover.coordinator.api;

import java.util.Locale;
import org.drover.coordinator.access.Caller;
import org.drover.coordinator.api.Migrations.Order;
import org.drover.shared.journal.Accept;
import org.jspecify.annotations.Nullable;

/** What the request of a pause, a resume or a cancel says. */
record OrderBody(@Nullable String author, @Nullable String why, @Nullable String accept) {

  /**
   * The order that a request's body is. Where the caller's token has a name, that is the author,
   * whatever the body says.
   *
   * @throws BadRequest that says what was expected
   */
  static Order read(String body, Caller caller) {
    return Json.read(body, OrderBody.class).order(caller);
  }

  private Order order(Caller caller) {
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
