package org.drover.coordinator.migration;

import java.time.InstantSource;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.spec.FoundAgain;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Trigger;
import org.jspecify.annotations.Nullable;

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
    boolean onItsWay = assurance.asked() != null;
    if (onItsWay || (assurance.done() != null && Undoing.of(known).isUntouched())) {
      return new Verdict.AlreadySo();
    }
    Level level = known.submission().spec().level(order.level());
    String against = against(known, level, order.despite());
    return against.isEmpty()
        ? new Verdict.Happens(
            new MigrationEvent.CutoverRequested(
                level,
                known.behind().passes().size(),
                order.despite(),
                order.author(),
                order.why(),
                clock.instant()))
        : new Verdict.Refused("'%s' cannot be cut over: %s".formatted(id, against));
  }

  /** What stands against it; empty if nothing does. */
  private static String against(Known state, Level level, @Nullable Trigger despite) {
    if (!(state instanceof Resting)) {
      return "a pass is under way; wait for its end";
    }
    Behind behind = state.behind();
    if (!behind.finished(PassKind.BACKFILL)) {
      return "no backfill has come to its end";
    }
    if (Undoing.of(state).isWhole()) {
      return "it is rolled back";
    }
    String gone = Gone.from(behind);
    if (!gone.isEmpty()) {
      return gone;
    }
    Spec spec = state.submission().spec();
    String lost = againstLooking(state, spec);
    if (!lost.isEmpty()) {
      return lost;
    }
    String unrepeatable = Repeatable.against(spec);
    boolean again = spec.mode() == Mode.LIVE || level.includes(Level.RIGOROUS);
    return again && !unrepeatable.isEmpty() ? unrepeatable : ForeignWrites.against(state, despite);
  }

  /** Under live writes it sweeps first. */
  private static String againstLooking(Known state, Spec spec) {
    String lost = FoundAgain.against(spec);
    if (!lost.isEmpty()) {
      return lost;
    }
    return spec.mode() == Mode.LIVE ? Listing.againstAnother(state) : Listing.against(state);
  }
}
