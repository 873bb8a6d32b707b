package org.drover.coordinator.migration;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.drover.coordinator.migration.MigrationState.Cancellation;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Paused;
import org.drover.coordinator.migration.MigrationState.Planning;
import org.drover.coordinator.migration.MigrationState.Resting;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.shared.journal.Examination;
import org.drover.shared.journal.MigrationEvent.ShardFinished;
import org.drover.shared.journal.PassKind;
import org.drover.shared.journal.Restored;
import org.drover.shared.keyspace.ShardPlan;
import org.drover.shared.keyspace.Tally;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RollbackView;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.spec.Undo;
import org.jspecify.annotations.Nullable;

/** Puts a migration's state and what its shards reported lately into words for people. */
final class Views {

  /** Stands for every pass, where all of them are undone at once. */
  private static final Integer ALL = 0;

  private final String migration;
  private final ProgressBoard board;
  private final Function<Known, PaceView> pace;
  private final Instant now;

  /**
   * @param pace how fast a state may go, and why
   */
  Views(String migration, ProgressBoard board, Function<Known, PaceView> pace, Instant now) {
    this.migration = migration;
    this.board = board;
    this.pace = pace;
    this.now = now;
  }

  MigrationView of(Known state) {
    return switch (state) {
      case Planning planning -> view(state, Phase.PLANNING, null, null, null);
      case Running running -> view(state, phaseOf(running.pass()), running.pass(), null, null);
      case Paused paused ->
          view(
              state,
              Phase.PAUSED,
              paused.passUnderWay(),
              "%s (%s)".formatted(paused.why(), paused.author()),
              null);
      case Resting resting -> resting(resting);
    };
  }

  private MigrationView resting(Resting state) {
    Pass last = state.behind().last();
    Cancellation cancellation = state.cancellation();
    if (cancellation != null) {
      return view(state, Phase.CANCELLED, last, cancellation.why(), cancellation.at());
    }
    if (CutoverCourse.isPending(state)) {
      return view(state, Phase.PLANNING, last, null, null);
    }
    Phase phase = phaseOf(state);
    return view(
        state, phase, last, whyAtRest(state, last), last == null ? null : last.finishedAt());
  }

  private static @Nullable String whyAtRest(Resting state, @Nullable Pass last) {
    Assurance assurance = state.submission().assurance();
    String refused = assurance.refused();
    if (last == null) {
      return null;
    }
    if (refused != null && last.kind() != PassKind.ROLLBACK) {
      return "not cut over: " + refused;
    }
    String wrong =
        last.kind() == PassKind.ROLLBACK
            ? assurance.foundIn(last.number())
            : assurance.wrongIn(last.number());
    return Undoing.of(state).isPartial()
        ? "partly rolled back" + (wrong == null ? "" : ": " + wrong)
        : wrong;
  }

  /** The word for a migration of which nothing goes on by itself. */
  static Phase phaseOf(Resting state) {
    if (state.cancellation() != null) {
      return Phase.CANCELLED;
    }
    if (state.behind().cleaned()) {
      return Phase.CLEANED;
    }
    if (Undoing.of(state).isWhole()) {
      return Phase.ROLLED_BACK;
    }
    if (state.submission().assurance().done() != null && !Undoing.of(state).isPartial()) {
      return Phase.CUT_OVER;
    }
    return state.surveyed() ? Phase.SURVEYED : Phase.COMPLETED;
  }

  private MigrationView view(
      Known state,
      Phase phase,
      @Nullable Pass pass,
      @Nullable String why,
      @Nullable Instant endedAt) {
    Submission submission = state.submission();
    PassView passView = pass == null ? null : passView(pass, submission.assurance());
    return new MigrationView(
        migration,
        phase,
        submission.execute(),
        passView,
        why,
        pace.apply(state),
        quarantined(state),
        pass == null ? 0 : ErrorBudget.share(submission.limits(), pass.kind(), board.tallyOf(pass)),
        collisions(state),
        submission.at(),
        endedAt,
        rollback(state),
        fired(state));
  }

  /** While a person is waited for; a rollback says what called for it, if no person did. */
  private static @Nullable String fired(Known state) {
    Assurance assurance = state.submission().assurance();
    Pass last = state.behind().last();
    boolean over = state instanceof Resting resting && resting.cancellation() == null;
    return assurance.undoneFor() == null && over && last != null
        ? assurance.firedIn(last.number())
        : assurance.undoneFor();
  }

  /**
   * Of one and the same pass that was undone in parts, the last part speaks for all of them; of
   * what is undone by inverse, the last pass.
   */
  private static @Nullable RollbackView rollback(Known state) {
    Assurance assurance = state.submission().assurance();
    Map<Integer, Examination> last = new HashMap<>();
    List<Pass> passes =
        state.behind().passes().reversed().stream()
            .takeWhile(pass -> pass.kind() == PassKind.ROLLBACK)
            .toList();
    for (Pass pass : passes) {
      Examination examination = assurance.examinations().get(pass.number());
      Integer of = state.submission().spec().undo() == Undo.NONE ? ALL : pass.options().of();
      if (examination != null && examination.restored() != null && of != null) {
        last.putIfAbsent(of, examination);
      }
    }
    if (last.isEmpty()) {
      return null;
    }
    Restored all =
        last.values().stream()
            .map(Examination::restored)
            .filter(Objects::nonNull)
            .reduce(Restored.NOTHING, Restored::plus);
    long missing = last.values().stream().mapToLong(one -> one.findings().size()).sum();
    return new RollbackView(
        passes.stream().map(Pass::number).toList(),
        all.changed(),
        all.changedSince(),
        all.digests(),
        all.asBefore(),
        missing);
  }

  /**
   * Of the last verification: no other pass looks for any, and none survives a rollback. One of a
   * part that met none says nothing of those elsewhere.
   */
  private static long collisions(Known state) {
    for (Pass pass : state.behind().passes().reversed()) {
      if (pass.finishedAt() != null && pass.kind() == PassKind.ROLLBACK) {
        return 0;
      }
      if (pass.finishedAt() != null && pass.kind() == PassKind.VERIFY) {
        long met = state.submission().assurance().collisions(pass.number());
        if (met > 0 || !pass.options().isOfAPart()) {
          return met;
        }
      }
    }
    return 0;
  }

  private long quarantined(Known state) {
    Pass underWay = state.passUnderWay();
    if (underWay == null) {
      return state.behind().quarantined();
    }
    Tally tally = board.tallyOf(underWay);
    return switch (underWay.kind()) {
      case BACKFILL -> tally.setAside();
      case RETRY -> state.behind().quarantined() - tally.visited() + tally.setAside();
      case SURVEY, SWEEP, VERIFY, RETIRE, CLEANUP, ROLLBACK -> state.behind().quarantined();
    };
  }

  private PassView passView(Pass pass, Assurance assurance) {
    List<RunningShard> running = runningShards(pass);
    int finished = pass.finished().size();
    Tally tally = board.tallyOf(pass).plus(new Tally(0, 0, assurance.findings(pass.number())));
    double speed =
        pass.finishedAt() == null ? board.nodesPerSecond(pass, now) : meanSpeed(pass, tally);
    return new PassView(
        pass.number(),
        pass.kind(),
        pass.reason(),
        pass.expected(),
        tally,
        sum(pass, ShardFinished::ranges, ShardProgressed::ranges),
        speed,
        eta(pass, tally, speed),
        pass.shards().size() - finished - running.size(),
        running.size(),
        finished,
        takeovers(pass),
        pass.startedAt(),
        pass.finishedAt(),
        running,
        pass.options().partInWords());
  }

  private List<RunningShard> runningShards(Pass pass) {
    if (pass.finishedAt() != null) {
      return List.of();
    }
    Map<Integer, Long> expected =
        pass.shards().stream()
            .filter(shard -> !pass.finished().containsKey(shard.number()))
            .collect(Collectors.toMap(ShardPlan::number, ShardPlan::expected));
    return board.running(now).stream()
        .filter(report -> expected.containsKey(report.shard().number()))
        .sorted(Comparator.comparingInt(report -> report.shard().number()))
        .map(report -> runningShard(report, expected.getOrDefault(report.shard().number(), 0L)))
        .toList();
  }

  private static RunningShard runningShard(ShardProgressed report, long expected) {
    return new RunningShard(
        report.shard().number(), report.node(), report.tally(), expected, report.waiting());
  }

  private long sum(
      Pass pass, ToLongFunction<ShardFinished> finished, ToLongFunction<ShardProgressed> running) {
    return pass.finished().values().stream().mapToLong(finished).sum()
        + board.unfinished(pass).stream().mapToLong(running).sum();
  }

  /** A shard that is narrowed is claimed anew by its owner. */
  private long takeovers(Pass pass) {
    return sum(
        pass,
        shard -> Math.max(0, shard.epoch() - 1 - pass.splitsOf(shard.shard())),
        shard -> Math.max(0, shard.epoch() - 1 - shard.left().narrowed()));
  }

  private static double meanSpeed(Pass pass, Tally tally) {
    Instant end = pass.finishedAt();
    if (end == null) {
      return 0;
    }
    double seconds = Math.max(1, Duration.between(pass.startedAt(), end).toMillis()) / 1000.0;
    return tally.visited() / seconds;
  }

  private static @Nullable Long eta(Pass pass, Tally tally, double speed) {
    if (pass.finishedAt() != null || speed <= 0) {
      return null;
    }
    return (long) Math.ceil(Math.max(0, pass.expected() - tally.visited()) / speed);
  }

  private static Phase phaseOf(Pass pass) {
    return switch (pass.kind()) {
      case SURVEY -> Phase.SURVEYING;
      case BACKFILL -> Phase.BACKFILLING;
      case SWEEP -> Phase.SWEEPING;
      case RETRY -> Phase.RETRYING;
      case ROLLBACK -> Phase.ROLLING_BACK;
      case VERIFY -> Phase.VERIFYING;
      case RETIRE -> Phase.RETIRING;
      case CLEANUP -> Phase.CLEANING;
    };
  }
}
