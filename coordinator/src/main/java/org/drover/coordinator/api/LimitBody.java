package org.drover.coordinator.api;

import java.util.List;
import java.util.Map;
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
    @Nullable String errors,
    @Nullable Map<String, String> thresholds,
    @Nullable List<String> windows) {

  private static final LimitChange NOTHING =
      new LimitChange(null, null, null, null, null, null, null);

  static LimitBody read(String body) {
    return Json.read(body, LimitBody.class);
  }

  /** The same as every order's, with author and reason only. */
  Order order(Caller caller) {
    return new OrderBody(author, why, null, null, null, null, null, null, null).order(caller);
  }

  /**
   * @throws BadRequest if nothing is to change
   */
  LimitChange change() {
    LimitChange change =
        new LimitChange(workers, rate, memory, rangeMillis, errors, thresholds, windows);
    if (change.equals(NOTHING)) {
      throw new BadRequest(
          "expected one of workers, rate, memory, rangeMillis, errors, thresholds, windows");
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
