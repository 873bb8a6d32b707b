package org.drover.coordinator.migration;

import java.time.InstantSource;
import java.util.List;
import org.drover.coordinator.migration.MigrationState.Active;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Paused;
import org.drover.coordinator.migration.MigrationState.Planning;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.migration.MigrationState.Unknown;
import org.drover.shared.journal.Conflict;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.journal.Retirement;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.spec.Additions;
import org.drover.shared.spec.FoundAgain;
import org.drover.shared.spec.Inverse;
import org.drover.shared.spec.Level;
import org.drover.shared.spec.Repeatable;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Undo;
import org.jspecify.annotations.Nullable;

/** Decides about people's orders: a function of the state and the order. No actor in it. */
final class Orders {

  private static final String UNDER_WAY = "a pass is under way; wait for its end, or cancel it";
  private static final String ROLLED_BACK = "it is rolled back";

  private final String id;
  private final InstantSource clock;

  Orders(String id, InstantSource clock) {
    this.id = id;
    this.clock = clock;
  }

  Verdict pause(MigrationState state, MigrationRequest.Pause pause) {
    return switch (state) {
      case Unknown unknown -> new Verdict.AlreadySo();
      case Paused paused -> new Verdict.AlreadySo();
      case Resting resting -> nothingTo("pause");
      case Active active ->
          new Verdict.Happens(
              new MigrationEvent.Paused(pause.author(), pause.why(), clock.instant()));
    };
  }

  Verdict resume(MigrationState state, MigrationRequest.Resume resume) {
    return switch (state) {
      case Paused paused ->
          new Verdict.Happens(
              new MigrationEvent.Resumed(
                  resume.author(), resume.why(), resume.accept(), clock.instant()));
      case Resting resting -> nothingTo("resume");
      case Unknown unknown -> new Verdict.AlreadySo();
      case Active active -> new Verdict.AlreadySo();
    };
  }

  Verdict cancel(MigrationState state, MigrationRequest.Cancel cancel) {
    return switch (state) {
      case Unknown unknown -> new Verdict.AlreadySo();
      case Resting resting -> resting.surveyed() ? cancelled(cancel) : new Verdict.AlreadySo();
      case Active active -> beyondReturn(active) ? tooLate() : cancelled(cancel);
    };
  }

  private static boolean beyondReturn(Active state) {
    Pass underWay = state.passUnderWay();
    return underWay != null && underWay.beyondReturn();
  }

  private Verdict tooLate() {
    return new Verdict.Refused(
        "'%s' cannot be cancelled: its fences are gone, and its undo records are being removed; wait for the cleanup's end"
            .formatted(id));
  }

  private Verdict cancelled(MigrationRequest.Cancel cancel) {
    return new Verdict.Happens(
        new MigrationEvent.Cancelled(cancel.author(), cancel.why(), clock.instant()));
  }

  Verdict pass(MigrationState state, MigrationRequest.RequestPass request) {
    if (!(state instanceof Known known)) {
      return new Verdict.AlreadySo();
    }
    PassOrder underWay = underWay(known);
    PassOptions options = options(known, request);
    if (underWay != null
        && underWay.kind() == request.kind()
        && (request.kind() == PassKind.SWEEP || asksForTheSame(underWay.options(), options))) {
      return new Verdict.AlreadySo();
    }
    String against =
        switch (request.kind()) {
          case SURVEY, BACKFILL -> "a survey or a backfill is asked for by submitting the spec";
          case SWEEP -> againstSweep(known);
          case RETRY -> againstRetry(known, options);
          case ROLLBACK -> againstRollback(known, options);
          case VERIFY -> againstVerify(known, options);
          case RETIRE -> againstRetirement(known, options.retirement());
          case CLEANUP -> againstCleanup(known);
        };
    return against.isEmpty()
        ? new Verdict.Happens(
            new MigrationEvent.PassRequested(
                request.kind(),
                options.equals(PassOptions.NONE) ? null : options,
                request.author(),
                request.why(),
                clock.instant()))
        : new Verdict.Refused("'%s': %s".formatted(id, against));
  }

  /** What came with its plan nobody asked for: what it goes on from, and its transforms. */
  private static boolean asksForTheSame(PassOptions underWay, PassOptions asked) {
    return underWay.goingOnFrom(null).by(null).equals(asked.goingOnFrom(null).by(null));
  }

  private static PassOptions options(Known state, MigrationRequest.RequestPass request) {
    PassOptions options = request.options();
    return switch (request.kind()) {
      case VERIFY -> Correction.verification(state, options);
      case SWEEP, RETRY -> Correction.byThisSpec(state, options);
      case ROLLBACK -> rollback(state, options);
      case SURVEY, BACKFILL, RETIRE, CLEANUP -> options;
    };
  }

  private static PassOptions rollback(Known state, PassOptions options) {
    Conflict conflict = options.onConflict();
    return undoing(state).first(options.withConflict(conflict == null ? Conflict.STOP : conflict));
  }

  private static Undoing undoing(Known state) {
    return new Undoing(state.submission(), passes(state));
  }

  /** With the one that is under way, which would be given up. */
  private static Behind passes(Known state) {
    Pass underWay = state.passUnderWay();
    return underWay == null ? state.behind() : state.behind().with(underWay);
  }

  private static String againstVerify(Known state, PassOptions options) {
    if (!(state instanceof Resting)) {
      return UNDER_WAY;
    }
    if (options.of() == null) {
      return "there is no finished backfill to verify";
    }
    if (Undoing.of(state).isWhole()) {
      return ROLLED_BACK;
    }
    String gone = Gone.from(state.behind());
    if (!gone.isEmpty()) {
      return gone;
    }
    Spec spec = state.submission().spec();
    String lost = FoundAgain.against(spec);
    String unlisted = lost.isEmpty() ? Listing.against(state) : lost;
    if (!unlisted.isEmpty()) {
      return unlisted;
    }
    String unrepeatable =
        spec.level(options.level()).includes(Level.RIGOROUS) ? Repeatable.against(spec) : "";
    return unrepeatable.isEmpty() ? unknownShards(state.behind(), options) : unrepeatable;
  }

  private static String unknownShards(Behind behind, PassOptions options) {
    List<Integer> known = behind.shardsOf(options.of()).stream().map(ShardPlan::number).toList();
    List<Integer> asked = options.shards() == null ? List.of() : options.shards();
    return known.containsAll(asked)
        ? ""
        : "it has the shards %s, asked for were %s".formatted(known, asked);
  }

  private static String againstCleanup(Known state) {
    if (!(state instanceof Resting)) {
      return UNDER_WAY;
    }
    if (!state.behind().wroteAnything()) {
      return "there is nothing to clean up: it has written nothing. A cancel removes what its survey kept";
    }
    return state.behind().cleaned() ? "it is cleaned up already" : "";
  }

  /** Whether it is the current version, and who needs what it added, only others can tell. */
  private static String againstRetirement(Known state, @Nullable Retirement retirement) {
    if (!(state instanceof Resting)) {
      return UNDER_WAY;
    }
    Behind behind = state.behind();
    if (behind.cleaned()) {
      return Gone.from(behind);
    }
    if (Undoing.of(state).isWhole()) {
      return ROLLED_BACK;
    }
    if (!behind.finished(PassKind.BACKFILL)) {
      return "there is no finished backfill to retire";
    }
    if (retirement == null || retirement.takesNothing()) {
      return "it was not said what is to be taken out";
    }
    Additions additions = Additions.of(state.spec());
    return additions.labels().containsAll(retirement.labels())
            && additions.properties().containsAll(retirement.properties())
        ? ""
        : "it added the labels %s and the properties %s, and nothing else can be taken out: %s"
            .formatted(additions.labels(), additions.properties(), retirement.inWords());
  }

  private static String againstRollback(Known state, PassOptions options) {
    Undoing undoing = undoing(state);
    if (undoing.left().isEmpty()) {
      return "there is nothing to roll back: no backfill has begun, or it is undone already";
    }
    String gone = Gone.from(passes(state));
    if (!gone.isEmpty()) {
      return gone;
    }
    Spec spec = state.submission().spec();
    String part = undoing.againstPart(options);
    if (!part.isEmpty()) {
      return part;
    }
    String unknown = unknownShards(passes(state), options);
    if (!unknown.isEmpty()) {
      return unknown;
    }
    return spec.undo() == Undo.KEEP ? "" : Inverse.against(spec);
  }

  private static String againstRetry(Known state, PassOptions options) {
    if (!(state instanceof Resting)) {
      return UNDER_WAY;
    }
    if (Undoing.of(state).isWhole()) {
      return ROLLED_BACK;
    }
    String gone = Gone.from(state.behind());
    if (!gone.isEmpty()) {
      return gone;
    }
    if (state.behind().quarantined() == 0) {
      return "nothing is in quarantine";
    }
    String corrected = options.spec();
    SpecSource known = state.behind().correction();
    return corrected == null || (known != null && corrected.equals(known.text()))
        ? ""
        : Correction.against(state, corrected);
  }

  /** What stands against it; empty if nothing does. */
  private static String againstSweep(Known state) {
    if (!(state instanceof Resting)) {
      return "a pass is under way; a sweep follows a backfill that has come to its end";
    }
    if (!state.behind().finished(PassKind.BACKFILL)) {
      return "there is no finished backfill to sweep after";
    }
    if (Undoing.of(state).isWhole()) {
      return ROLLED_BACK;
    }
    String gone = Gone.from(state.behind());
    if (!gone.isEmpty()) {
      return gone;
    }
    Spec spec = state.submission().spec();
    String lost = FoundAgain.againstWhere(spec);
    return lost.isEmpty() ? Repeatable.against(spec) : lost;
  }

  private static @Nullable PassOrder underWay(Known state) {
    return switch (state) {
      case Planning planning -> planning.order();
      case Running running -> orderOf(running.pass());
      case Paused paused -> underWay(paused.paused());
      case Resting resting -> null;
    };
  }

  private static PassOrder orderOf(Pass pass) {
    return new PassOrder(pass.number(), pass.kind(), pass.options());
  }

  private Verdict nothingTo(String verb) {
    return new Verdict.Refused("there is nothing to %s: '%s' is not running".formatted(verb, id));
  }
}
