package org.drover.coordinator.migration;

import java.time.InstantSource;
import org.drover.shared.protocol.MigrationRequest;

/** What becomes of each order: who decides about it. */
final class Decisions {

  private final Orders orders;
  private final PaceOrders pace;
  private final CutoverOrders cutover;

  Decisions(String id, InstantSource clock) {
    this.orders = new Orders(id, clock);
    this.pace = new PaceOrders(id, clock);
    this.cutover = new CutoverOrders(id, clock);
  }

  Verdict about(MigrationState state, MigrationRequest.Order order) {
    return switch (order) {
      case MigrationRequest.Pause pause -> orders.pause(state, pause);
      case MigrationRequest.Resume resume -> orders.resume(state, resume);
      case MigrationRequest.Cancel cancel -> orders.cancel(state, cancel);
      case MigrationRequest.RequestPass pass -> orders.pass(state, pass);
      case MigrationRequest.CutOver cutOver -> cutover.cutOver(state, cutOver);
      case MigrationRequest.Limit limit -> pace.limit(state, limit);
      case MigrationRequest.Stop stop -> pace.stop(state, stop);
      case MigrationRequest.GoOn goOn -> pace.goOn(state, goOn);
      case MigrationRequest.NoteDrain drain -> pace.drain(state, drain);
    };
  }
}
