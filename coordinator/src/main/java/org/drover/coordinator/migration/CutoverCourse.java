package org.drover.coordinator.migration;

import java.time.Instant;
import java.util.List;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.PassOptions;
import org.drover.shared.spec.Mode;
import org.drover.shared.spec.Reaction;
import org.jspecify.annotations.Nullable;

/**
 * What follows while a cut-over is asked for and the migration rests between its passes: sweeps,
 * the verification, and then a yes or a no.
 */
final class CutoverCourse {

  private CutoverCourse() {}

  /** Whether a cut-over is on its way. */
  static boolean isPending(Resting state) {
    return state.submission().assurance().asked() != null;
  }

  /** The next event; null if no cut-over is on its way. */
  static @Nullable MigrationEvent next(Resting state, Instant now) {
    MigrationEvent.CutoverRequested asked = state.submission().assurance().asked();
    if (asked == null) {
      return null;
    }
    List<Pass> since = state.behind().passes().stream().skip(asked.behind()).toList();
    if (since.isEmpty()) {
      boolean sweeps =
          state.submission().spec().mode() == Mode.LIVE || Correction.awaitsSweep(state);
      return sweeps
          ? pass(asked, PassKind.SWEEP, Correction.byThisSpec(state, PassOptions.NONE), now)
          : verification(state, asked, now);
    }
    Pass last = since.getLast();
    return switch (last.kind()) {
      case SWEEP -> afterSweep(state, asked, last, now);
      case VERIFY -> afterVerification(state, last, now);
      case SURVEY, BACKFILL, RETRY, ROLLBACK, RETIRE, CLEANUP ->
          new MigrationEvent.CutoverRefused(
              "another pass was asked for meanwhile (%s)".formatted(last.kind()), now);
    };
  }

  private static MigrationEvent afterSweep(
      Resting state, MigrationEvent.CutoverRequested asked, Pass sweep, Instant now) {
    String foreign = ForeignWrites.against(state, asked.despite());
    if (!foreign.isEmpty()) {
      return new MigrationEvent.CutoverRefused(foreign, now);
    }
    return sweep.tally().changed() == 0
        ? verification(state, asked, now)
        : new MigrationEvent.CutoverRefused(
            "%d sweeps in a row each found something, the last one %d members: applications write faster than sweeps follow. Let them write what the migration writes, or stop them for a moment; then ask again"
                .formatted(sweep.round(), sweep.tally().changed()),
            now);
  }

  private static MigrationEvent afterVerification(Resting state, Pass verified, Instant now) {
    Assurance assurance = state.submission().assurance();
    List<MigrationEvent.TriggerFired> against =
        assurance.fired().stream()
            .filter(fired -> fired.pass() == verified.number())
            .filter(fired -> fired.reaction() != Reaction.WARN)
            .toList();
    String why =
        String.join("; ", against.stream().map(MigrationEvent.TriggerFired::evidence).toList());
    return against.isEmpty()
        ? new MigrationEvent.CutOver(state.spec().version(), now)
        : new MigrationEvent.CutoverRefused(
            "the verification (pass %d) found what stands against it: %s. 'drover verify' tells all of it"
                .formatted(verified.number(), why),
            now);
  }

  private static MigrationEvent verification(
      Resting state, MigrationEvent.CutoverRequested asked, Instant now) {
    PassOptions options = PassOptions.NONE.withLevel(asked.level());
    return pass(asked, PassKind.VERIFY, Correction.verification(state, options), now);
  }

  private static MigrationEvent pass(
      MigrationEvent.CutoverRequested asked, PassKind kind, PassOptions options, Instant now) {
    return new MigrationEvent.PassRequested(
        kind,
        options.equals(PassOptions.NONE) ? null : options,
        asked.author(),
        "cut-over: " + asked.why(),
        now);
  }
}
