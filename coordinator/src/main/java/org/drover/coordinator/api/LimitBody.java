package org.drover.coordinator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.drover.coordinator.access.Caller;
import org.drover.coordinator.api.Migrations.Order;
import org.drover.shared.protocol.LimitChange;
import org.drover.shared.protocol.MigrationView;

/**
 * What the request of another budget says: an order like any other, and beside its author and its
 * reason what is to change; what is not named stays.
 */
record LimitBody(OrderBody said, LimitChange named) {

  /** The keys that every order has; all others are of the change. */
  static final List<String> OF_ORDER = List.of("author", "why");

  private static final LimitChange NOTHING =
      new LimitChange(null, null, null, null, null, null, null);

  /**
   * @throws BadRequest that says where it is not what was expected
   */
  static LimitBody read(String body) {
    ObjectNode change = Json.read(body, ObjectNode.class);
    ObjectNode order = change.deepCopy().retain(OF_ORDER);
    return new LimitBody(
        Json.read(order.toString(), OrderBody.class),
        Json.read(change.without(OF_ORDER).toString(), LimitChange.class));
  }

  Order order(Caller caller) {
    return said.order(caller);
  }

  /**
   * @throws BadRequest if nothing is to change, or a value is none
   */
  LimitChange change() {
    if (named.equals(NOTHING)) {
      throw new BadRequest(
          "expected one of workers, rate, memory, rangeMillis, errors, thresholds, windows");
    }
    return checked(named);
  }

  private static LimitChange checked(LimitChange change) {
    try {
      change.check();
      return change;
    } catch (IllegalArgumentException wrong) {
      throw new BadRequest(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /**
   * @throws BadRequest if it names a guard that the migration has not
   */
  static void checkGuards(LimitChange change, MigrationView known) {
    if (known.pace() == null) {
      return;
    }
    try {
      change.checkGuards(known.pace().limits().thresholds().keySet());
    } catch (IllegalArgumentException wrong) {
      throw new BadRequest(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /**
   * @throws BadRequest if the number of workers is not what is said
   */
  LimitChange scale() {
    Integer workers = named.workers();
    if (workers == null) {
      throw new BadRequest("workers: expected how many shards may run at a time, found nothing");
    }
    return checked(LimitChange.ofWorkers(workers));
  }
}
