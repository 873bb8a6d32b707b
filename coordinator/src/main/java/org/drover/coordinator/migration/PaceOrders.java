package org.drover.coordinator.migration;

import java.time.InstantSource;
import java.util.Locale;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.protocol.MigrationView;

/** Decides about people's orders to the pace: a function of the state and the order. */
final class PaceOrders {

  private final String id;
  private final InstantSource clock;

  PaceOrders(String id, InstantSource clock) {
    this.id = id;
    this.clock = clock;
  }

  Verdict limit(MigrationState state, MigrationRequest.Limit order) {
    if (!(state instanceof Known known)) {
      return new Verdict.AlreadySo();
    }
    if (known instanceof Resting resting && isOver(resting) && !resting.surveyed()) {
      return new Verdict.Refused(
          "'%s' is %s: nothing of it runs. Give the order again when a further pass is under way"
              .formatted(id, word(Views.phaseOf(resting))));
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

  /** What has ended since the journal was asked who is unfinished has nothing to be stopped. */
  Verdict stop(MigrationState state, MigrationRequest.Stop order) {
    return state instanceof Known known
            && !(known instanceof Resting resting && isOver(resting))
            && known.submission().standing().stop() == null
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

  /** Whether nothing goes on by itself. */
  private static boolean isOver(Resting state) {
    return !CutoverCourse.isPending(state);
  }

  private static String word(MigrationView.Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
