package org.drover.coordinator.migration;

import java.time.InstantSource;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.protocol.MigrationRequest;

/** Decides about people's orders to the pace: a function of the state and the order. */
final class PaceOrders {

  private final InstantSource clock;

  PaceOrders(InstantSource clock) {
    this.clock = clock;
  }

  Verdict limit(MigrationState state, MigrationRequest.Limit order) {
    if (!(state instanceof Known known)) {
      return new Verdict.AlreadySo();
    }
    Limits before = known.submission().limits();
    try {
      Limits after = order.change().of(before);
      return after.equals(before)
          ? new Verdict.AlreadySo()
          : new Verdict.Happens(
              new MigrationEvent.BudgetChanged(
                  after, order.author(), order.why(), clock.instant()));
    } catch (IllegalArgumentException wrong) {
      return new Verdict.Refused(String.valueOf(wrong.getMessage()));
    }
  }

  Verdict stop(MigrationState state, MigrationRequest.Stop order) {
    return state instanceof Known known && known.submission().standing().stop() == null
        ? new Verdict.Happens(
            new MigrationEvent.Stopped(order.author(), order.why(), clock.instant()))
        : new Verdict.AlreadySo();
  }

  Verdict goOn(MigrationState state, MigrationRequest.GoOn order) {
    return state instanceof Known known && known.submission().standing().stop() != null
        ? new Verdict.Happens(
            new MigrationEvent.WentOn(order.author(), order.why(), clock.instant()))
        : new Verdict.AlreadySo();
  }

  Verdict drain(MigrationState state, MigrationRequest.NoteDrain order) {
    return state instanceof Known
        ? new Verdict.Happens(
            new MigrationEvent.NodeDrained(
                order.node(), order.author(), order.why(), clock.instant()))
        : new Verdict.AlreadySo();
  }
}
