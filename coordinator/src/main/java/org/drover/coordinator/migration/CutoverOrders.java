package org.drover.coordinator.migration;

import java.time.InstantSource;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Verification;

/** Decides about the order to cut over: a function of the state and the order. */
final class CutoverOrders {

  private final String id;
  private final InstantSource clock;

  CutoverOrders(String id, InstantSource clock) {
    this.id = id;
    this.clock = clock;
  }

  Verdict cutOver(MigrationState state, MigrationRequest.CutOver order) {
    if (!(state instanceof Known known)) {
      return new Verdict.AlreadySo();
    }
    Assurance assurance = known.submission().assurance();
    boolean onItsWay =
        assurance.asked() != null
            && !(known instanceof Resting resting && resting.cancellation() != null);
    if (onItsWay || (assurance.done() != null && !known.behind().rolledBack())) {
      return new Verdict.AlreadySo();
    }
    Level level = level(known.submission().spec(), order);
    String against = against(known, level);
    return against.isEmpty()
        ? new Verdict.Happens(
            new MigrationEvent.CutoverRequested(
                level,
                known.behind().passes().size(),
                order.author(),
                order.why(),
                clock.instant()))
        : new Verdict.Refused("'%s' cannot be cut over: %s".formatted(id, against));
  }

  private static Level level(Spec spec, MigrationRequest.CutOver order) {
    Level asked = order.level();
    Verification verification = spec.verification();
    Level declared = (verification == null ? Verification.USUAL : verification).level();
    return asked == null ? declared : asked;
  }

  /** What stands against it; empty if nothing does. */
  private static String against(Known state, Level level) {
    if (!(state instanceof Resting)) {
      return "a pass is under way; wait for its end";
    }
    Behind behind = state.behind();
    if (!behind.finished(PassKind.BACKFILL)) {
      return "no backfill has come to its end";
    }
    if (behind.rolledBack()) {
      return "it is rolled back";
    }
    String gone = Gone.from(behind);
    if (!gone.isEmpty()) {
      return gone;
    }
    Spec spec = state.submission().spec();
    if (spec.leavesSelection()) {
      return "its transform takes the label '%s' away, by which its nodes would be found again"
          .formatted(spec.selection().name());
    }
    String unrepeatable = Repeatable.against(spec);
    boolean again = spec.mode() == Mode.LIVE || level.includes(Level.RIGOROUS);
    return again ? unrepeatable : "";
  }
}
