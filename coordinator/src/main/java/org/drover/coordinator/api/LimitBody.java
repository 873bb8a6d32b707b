package org.drover.coordinator.api;

import org.drover.coordinator.access.Caller;
import org.drover.coordinator.api.Migrations.Order;
import org.drover.shared.protocol.LimitChange;
import org.jspecify.annotations.Nullable;

/** What the request of another budget says; what is not named stays. */
record LimitBody(
    @Nullable String author,
    @Nullable String why,
    @Nullable Integer workers,
    @Nullable String rate,
    @Nullable String memory,
    @Nullable Long rangeMillis,
    @Nullable String errors) {

  static LimitBody read(String body) {
    return Json.read(body, LimitBody.class);
  }

  /** The same as every order's, with author and reason only. */
  Order order(Caller caller) {
    return new OrderBody(author, why, null, null, null, null, null, null).order(caller);
  }

  /**
   * @throws BadRequest if nothing is to change
   */
  LimitChange change() {
    LimitChange change = new LimitChange(workers, rate, memory, rangeMillis, errors);
    if (change.equals(new LimitChange(null, null, null, null, null))) {
      throw new BadRequest("expected one of workers, rate, memory, rangeMillis, errors");
    }
    return change;
  }

  /**
   * @throws BadRequest if the number of workers is not what is said
   */
  LimitChange scale() {
    if (workers == null) {
      throw new BadRequest("workers: expected how many shards may run at a time, found nothing");
    }
    return LimitChange.ofWorkers(workers);
  }
}
