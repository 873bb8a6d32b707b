package org.drover.coordinator.migration;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.drover.coordinator.governor.Governor;
import org.drover.coordinator.governor.Leases;
import org.drover.coordinator.governor.RangeOutcomes;
import org.drover.coordinator.governor.Reading;
import org.drover.coordinator.governor.Signals;
import org.drover.coordinator.governor.Terms;
import org.drover.coordinator.migration.MigrationState.Known;
import org.drover.coordinator.migration.MigrationState.Running;
import org.drover.shared.journal.Limits;
import org.drover.shared.journal.MigrationEvent;
import org.drover.shared.protocol.Lease;
import org.drover.shared.protocol.MigrationRequest.LeaseWanted;
import org.drover.shared.protocol.MigrationRequest.ShardProgressed;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Waiting;
import org.drover.shared.spec.Spec;
import org.drover.shared.spec.Window;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's worker nodes may use at the moment: asks the governor, divides what it says
 * among the nodes, and says what of it belongs into the journal.
 */
final class Pace implements AutoCloseable {

  /** Signals need a moment before they say anything; until then the pace stays where it was. */
  private static final long WARM_MILLIS = 6_000;

  private final MigrationWork work;
  private final InstantSource clock;
  private final Leases leases;
  private final Trends trends = new Trends();
  private final StallWatch stall = new StallWatch();
  private RangeOutcomes outcomes = new RangeOutcomes();
  private @Nullable Watched watched;
  private List<Reading> readings = List.of();

  /** The pass that is watched, and by what. */
  private record Watched(
      int pass, Signals signals, Governor governor, PaceNews news, long openedAt, Times times) {}

  /** When the governor was asked last. */
  private static final class Times {
    private long steppedAt;
  }

  Pace(String migration, MigrationWork work, InstantSource clock) {
    this.work = work;
    this.clock = clock;
    this.leases = new Leases(migration);
  }

  Lease lease(MigrationState state, LeaseWanted wanted) {
    outcomes.add(wanted.use(), clock.millis());
    return leases.give(wanted, terms(state), clock.millis());
  }

  /** Once a second: looks at the signals, and returns what is worth an event. */
  List<MigrationEvent> tick(MigrationState state, ProgressBoard board) {
    if (!(state instanceof Running running)) {
      close();
      return List.of();
    }
    Watched now = watch(running);
    List<MigrationEvent> events = new ArrayList<>(measured(running, now));
    if (events.isEmpty()) {
      step(running.submission().limits(), now).ifPresent(events::add);
    }
    stall.look(
        rangesOf(running.pass(), board), mayRun(state, running.pass(), board), clock.instant());
    return events;
  }

  private Watched watch(Running running) {
    Watched known = watched;
    int pass = running.pass().number();
    if (known != null && known.pass() == pass) {
      return known;
    }
    close();
    Spec spec = running.submission().spec();
    Standing standing = running.submission().standing();
    Signals signals =
        spec.guards().isEmpty() ? Signals.NONE : work.watch(spec, standing.baselinesOf(pass));
    double first = spec.guards().isEmpty() ? 1 : Governor.start();
    Standing.Reached reached = standing.reached();
    Governor governor =
        reached == null ? new Governor(first) : new Governor(reached.pace(), reached.strained());
    long now = clock.millis();
    Watched fresh =
        new Watched(pass, signals, governor, new PaceNews(governor.pace()), now, new Times());
    fresh.times().steppedAt = now;
    watched = fresh;
    return fresh;
  }

  private List<MigrationEvent> measured(Running running, Watched now) {
    List<MigrationEvent> events = new ArrayList<>();
    Map<Integer, Double> known =
        running.submission().standing().baselinesOf(running.pass().number());
    now.signals()
        .baselines()
        .forEach(
            (probe, millis) -> {
              if (!known.containsKey(probe)) {
                events.add(
                    new MigrationEvent.ProbeMeasured(now.pass(), probe, millis, clock.instant()));
              }
            });
    return events;
  }

  private Optional<MigrationEvent> step(Limits limits, Watched now) {
    long at = clock.millis();
    readings = new ArrayList<>(now.signals().read(at, limits.thresholds()));
    readings.addAll(outcomes.read(at));
    trends.see(readings);
    double seconds = (at - now.times().steppedAt) / 1000.0;
    now.times().steppedAt = at;
    if (!now.signals().measured() || at - now.openedAt() < WARM_MILLIS) {
      return Optional.empty();
    }
    double pace = now.governor().step(readings, seconds);
    Waiting why = now.governor().why();
    return now.news().tell(pace, at)
        ? Optional.of(
            new MigrationEvent.PaceChanged(
                pace,
                why == null ? "every signal is at ease" : why.text(),
                clock.instant(),
                now.governor().strained()))
        : Optional.empty();
  }

  private Terms terms(MigrationState state) {
    if (!(state instanceof Running running)) {
      return still(
          Limits.RANGE_MILLIS_DEFAULT, Waiting.on("stopped", "the migration does not run"));
    }
    Limits limits = running.submission().limits();
    Waiting closed = closed(running);
    if (closed != null) {
      return still(limits.rangeMillis(), closed);
    }
    Watched now = watch(running);
    return new Terms(
        now.governor().pace(),
        limits.nodesPerSecond(),
        limits.memoryBytes(),
        limits.rangeMillis(),
        now.governor().why());
  }

  /** What keeps everything still; null if nothing does. */
  private @Nullable Waiting closed(Running running) {
    Standing.Stop stop = running.submission().standing().stop();
    if (stop != null) {
      return Waiting.throttled(
          "stop-all", "thrown", "", "stop-all: %s (%s)".formatted(stop.why(), stop.author()));
    }
    List<Window> windows = running.submission().limits().open();
    Instant now = clock.instant();
    if (!windows.isEmpty() && windows.stream().noneMatch(window -> window.contains(now))) {
      Instant opens =
          windows.stream()
              .map(window -> window.nextAfter(now))
              .min(Comparator.naturalOrder())
              .orElse(now);
      return Waiting.throttled(
          "window", "closed", opens.toString(), "window: the next one opens at " + opens);
    }
    if (!watch(running).signals().measured()) {
      return Waiting.throttled(
          "baseline", "being measured", "", "baseline: the probes are measured before the pass");
    }
    return null;
  }

  private static Terms still(long rangeMillis, Waiting why) {
    return new Terms(0, null, null, rangeMillis, why);
  }

  PaceView view(Known state) {
    Terms terms = terms(state);
    long now = clock.millis();
    return new PaceView(
        terms.pace(),
        terms.why(),
        state.submission().limits(),
        state instanceof Running ? readings.stream().map(trends::shown).toList() : List.of(),
        leases.uses(now).entrySet().stream()
            .map(node -> new PaceView.WorkerNode(node.getKey(), node.getValue()))
            .sorted(Comparator.comparing(PaceView.WorkerNode::node))
            .toList(),
        state instanceof Running ? stall.stalled(clock.instant()) : null);
  }

  private static long rangesOf(Pass pass, ProgressBoard board) {
    return pass.finished().values().stream().mapToLong(MigrationEvent.ShardFinished::ranges).sum()
        + board.unfinished(pass).stream().mapToLong(ShardProgressed::ranges).sum();
  }

  private boolean mayRun(MigrationState state, Pass pass, ProgressBoard board) {
    return terms(state).pace() > 0
        && board.unfinished(pass).stream()
            .map(ShardProgressed::waiting)
            .noneMatch(waiting -> waiting != null && waiting.throttled());
  }

  @Override
  public void close() {
    Watched open = watched;
    watched = null;
    readings = List.of();
    outcomes = new RangeOutcomes();
    if (open != null) {
      open.signals().close();
    }
  }
}
