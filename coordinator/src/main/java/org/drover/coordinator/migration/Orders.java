package org.drover.coordinator.migration;

import java.time.InstantSource;
import org.drover.coordinator.migration.MigrationState.Active;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Paused;
import org.drover.coordinator.migration.MigrationState.Planning;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.coordinator.migration.MigrationState.Unknown;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.journal.PassKind;
import org.drover.shared.protocol.MigrationRequest;
import org.drover.shared.spec.Repeatable;
import org.jspecify.annotations.Nullable;

/** Decides about people's orders: a function of the state and the order. No actor in it. */
final class Orders {

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
      case Active active -> cancelled(cancel);
    };
  }

  private Verdict cancelled(MigrationRequest.Cancel cancel) {
    return new Verdict.Happens(
        new MigrationEvent.Cancelled(cancel.author(), cancel.why(), clock.instant()));
  }

  Verdict pass(MigrationState state, MigrationRequest.RequestPass request) {
    if (!(state instanceof Known known) || underWay(known) == request.kind()) {
      return new Verdict.AlreadySo();
    }
    String against =
        switch (request.kind()) {
          case SURVEY, BACKFILL -> "a survey or a backfill is asked for by submitting the spec";
          case SWEEP -> againstSweep(known);
        };
    return against.isEmpty()
        ? new Verdict.Happens(
            new MigrationEvent.PassRequested(
                request.kind(),
                request.options(),
                request.author(),
                request.why(),
                clock.instant()))
        : new Verdict.Refused("'%s': %s".formatted(id, against));
  }

  /** What stands against it; empty if nothing does. */
  private static String againstSweep(Known state) {
    if (!(state instanceof Resting)) {
      return "a pass is under way; a sweep follows a backfill that has come to its end";
    }
    if (!state.behind().finished(PassKind.BACKFILL)) {
      return "there is no finished backfill to sweep after";
    }
    return Repeatable.against(state.submission().spec());
  }

  private static @Nullable PassKind underWay(Known state) {
    return switch (state) {
      case Planning planning -> planning.order().kind();
      case Running running -> running.pass().kind();
      case Paused paused -> underWay(paused.paused());
      case Resting resting -> null;
    };
  }

  private Verdict nothingTo(String verb) {
    return new Verdict.Refused("there is nothing to %s: '%s' is not running".formatted(verb, id));
  }
}
