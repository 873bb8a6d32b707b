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
  private final StallNews stalls = new StallNews();
  private RangeOutcomes outcomes = new RangeOutcomes();
  private @Nullable Watched watched;
  private @Nullable Governor rested;
  private boolean stoodStill;
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

  /** What was journaled is known again: another may have given leases a moment ago. */
  void recovered(MigrationState state) {
    if (state instanceof Known) {
      leases.takenOver(clock.millis());
    }
  }

  /** Empty if the node is to go on with the one that it has. */
  Optional<Lease> lease(MigrationState state, LeaseWanted wanted) {
    outcomes.add(wanted.use(), clock.millis());
    return leases.give(wanted, terms(state), clock.millis());
  }

  /** Once a second: looks at the signals, and returns what is worth an event. */
  List<MigrationEvent> tick(MigrationState state, ProgressBoard board) {
    if (!(state instanceof Running running)) {
      rest(state instanceof MigrationState.Paused);
      stall.rest();
      return stalls.moves(stallOf(state), clock.instant()).stream().toList();
    }
    List<MigrationEvent> events = new ArrayList<>();
    if (shut(running) == null) {
      events.addAll(look(running));
    } else {
      rest(true);
    }
    Watched open = watched;
    Signals.Measuring measuring = open == null ? null : open.signals().measuring();
    long done = rangesOf(running.pass(), board) + (measuring == null ? 0 : measuring.samples());
    boolean mayGoOn = measuring != null || mayRun(running, board);
    stall.look(done, mayGoOn, clock.instant());
    news(running, board, measuring != null, mayGoOn).ifPresent(events::add);
    return events;
  }

  private Optional<MigrationEvent> news(
      Running running, ProgressBoard board, boolean measuring, boolean mayGoOn) {
    Instant now = clock.instant();
    Instant still = stall.still();
    if (still == null || !mayGoOn) {
      return stalls.moves(stallOf(running), now);
    }
    Pass pass = running.pass();
    int due = pass.due(running.submission().limits().workers()).size();
    return stalls.stands(
        new StallNews.Look(pass.number(), due, board.running(now), measuring),
        stallOf(running),
        still,
        now);
  }

  private static Standing.@Nullable Stall stallOf(MigrationState state) {
    Pass pass = state.passUnderWay();
    return state instanceof Known known && pass != null
        ? known.submission().standing().stallOf(pass.number())
        : null;
  }

  private List<MigrationEvent> look(Running running) {
    Watched now = watch(running);
    List<MigrationEvent> events = new ArrayList<>(measured(running, now));
    if (events.isEmpty()) {
      step(running.submission().limits(), now).ifPresent(events::add);
    }
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
    Standing.Reached reached = standing.reached();
    Governor governor = governor(reached, spec.guards().isEmpty() ? 1 : Governor.start());
    PaceNews news =
        new PaceNews(
            reached == null || !Double.isFinite(reached.pace()) ? governor.pace() : reached.pace());
    long now = clock.millis();
    Watched fresh = new Watched(pass, signals, governor, news, now, new Times());
    fresh.times().steppedAt = now;
    watched = fresh;
    return fresh;
  }

  /** After a standstill nobody knows what is borne by now: the way up begins as it did at first. */
  private Governor governor(Standing.@Nullable Reached reached, double first) {
    Governor before = rested;
    boolean anew = stoodStill;
    rested = null;
    stoodStill = false;
    if (before != null) {
      return new Governor(Math.min(before.pace(), first), before.strained());
    }
    if (reached == null) {
      return new Governor(first);
    }
    double pace = anew ? Math.min(reached.pace(), first) : reached.pace();
    return new Governor(pace, reached.strained());
  }

  /**
   * Nothing runs, so that a signal would say nothing of what the migration does: none is asked.
   *
   * @param still whether the pass is to go on afterwards
   */
  private void rest(boolean still) {
    Watched open = watched;
    if (still) {
      rested = open == null ? rested : open.governor();
      stoodStill = true;
    }
    close();
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
    if (now.signals().measuring() != null || at - now.openedAt() < WARM_MILLIS) {
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
        !(limits.thresholds().isEmpty() && limits.open().isEmpty()),
        now.governor().why());
  }

  /** What keeps everything still; null if nothing does. */
  private @Nullable Waiting closed(Running running) {
    Waiting shut = shut(running);
    if (shut != null) {
      return shut;
    }
    Signals.Measuring measuring = watch(running).signals().measuring();
    return measuring == null
        ? null
        : new Waiting(
            "baseline",
            measuring.failing() ? "cannot be measured" : "being measured",
            null,
            !measuring.failing(),
            "baseline: the probes are measured before the pass; " + measuring.text());
  }

  /** The kill switch or the clock; null if neither keeps anything still. */
  private @Nullable Waiting shut(Running running) {
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
    return null;
  }

  private static Terms still(long rangeMillis, Waiting why) {
    return new Terms(0, null, null, rangeMillis, true, why);
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

  /** Whether ranges are due; a pass that is only looked at as a whole any more has none. */
  private boolean mayRun(Running running, ProgressBoard board) {
    Terms terms = terms(running);
    return terms.pace() > 0
        && !running.pass().allFinished()
        && !StallWatch.heldBack(board.running(clock.instant()), terms.why());
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
