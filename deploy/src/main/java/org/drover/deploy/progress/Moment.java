package org.drover.deploy.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Standstill;
import org.drover.shared.protocol.Waiting;

/** What a migration's view says at one time, in the pieces that a display puts together. */
record Moment(MigrationView view, Instant now) {

  long visited() {
    PassView pass = view.pass();
    return pass == null ? 0 : pass.tally().visited();
  }

  /** What the bar is full at; never less than what was visited already. */
  long expected() {
    PassView pass = view.pass();
    return pass == null ? 0 : Math.max(pass.expected(), pass.tally().visited());
  }

  /** The pace and what works at it: {@code 82,113/s (mean 79,540/s), ETA 0:06, 2 workers}. */
  String pace() {
    PassView pass = view.pass();
    if (pass == null) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    String mean = Words.pace(meanPace(pass));
    if (pass.finishedAt() == null) {
      parts.add(Words.pace(pass.nodesPerSecond()) + " (mean " + mean + ")");
      Long eta = pass.etaSeconds();
      if (eta != null) {
        parts.add("ETA " + Words.clock(eta));
      }
      parts.add(Words.count(workers(pass), "worker"));
      if (view.quarantined() > 0) {
        parts.add(Words.count(view.quarantined()) + " quarantined");
      }
      PaceView governed = view.pace();
      if (governed != null && governed.pace() < 1 && governed.why() != null) {
        parts.add(governed.why().text());
      }
    } else {
      parts.add("mean " + mean);
      parts.add(Words.duration(elapsed(pass)));
    }
    return String.join(", ", parts);
  }

  /**
   * What a guarded migration goes by while it runs, each as {@code probe 1 2.31 ms of 2.20 ms,
   * rising}: name, value, threshold, trend. None of one without guards.
   */
  List<String> signals() {
    PaceView governed = view.pace();
    return governed == null || governed.limits().thresholds().isEmpty()
        ? List.of()
        : governed.signals().stream().map(Moment::shown).toList();
  }

  private static String shown(PaceView.Signal signal) {
    String threshold = Words.amount(signal.threshold(), signal.unit());
    Double value = signal.value();
    return value == null
        ? "%s cannot be read; its threshold is %s".formatted(signal.signal(), threshold)
        : "%s %s of %s, %s"
            .formatted(
                signal.signal(),
                Words.amount(value, signal.unit()),
                threshold,
                signal.trend().name().toLowerCase(Locale.ROOT));
  }

  /** Why it does not go on, if it does not; a stall is told of first. */
  Optional<String> waiting() {
    PaceView governed = view.pace();
    Instant stalled = governed == null ? null : governed.stalled();
    Optional<String> reason = reason();
    return stalled == null
        ? reason
        : Optional.of(
            "stalled since %s; %s"
                .formatted(
                    stalled.truncatedTo(ChronoUnit.SECONDS),
                    standstill()
                        .or(() -> reason)
                        .orElse("no range was finished, and nothing holds it back")));
  }

  /** What the shards do that finish nothing, if they do not all do the same. */
  private Optional<String> standstill() {
    PassView pass = view.pass();
    List<String> said =
        pass == null
            ? List.of()
            : pass.running().stream().map(shard -> Standstill.words(shard.waiting())).toList();
    if (Set.copyOf(said).size() < 2) {
      return Optional.empty();
    }
    Standstill standstill = new Standstill();
    standstill.look(said, said.size());
    return Optional.of(standstill.words());
  }

  private Optional<String> reason() {
    String why = view.why();
    if (view.phase() == Phase.PAUSED) {
      return Optional.of("paused: " + (why == null ? "no reason was given" : why));
    }
    PassView pass = view.pass();
    if (pass == null || pass.finishedAt() != null) {
      return Optional.empty();
    }
    List<Waiting> reasons =
        pass.running().stream().map(RunningShard::waiting).flatMap(Stream::ofNullable).toList();
    if (!reasons.isEmpty() && reasons.size() == pass.shardsRunning()) {
      return Optional.of("waiting: " + reasons.getFirst().text());
    }
    if (pass.shardsRunning() == 0 && pass.shardsWaiting() > 0) {
      return Optional.of("waiting: no worker runs a shard at the moment");
    }
    return Optional.empty();
  }

  private double meanPace(PassView pass) {
    double seconds = elapsed(pass).toMillis() / 1000.0;
    return seconds <= 0 ? 0 : pass.tally().visited() / seconds;
  }

  private Duration elapsed(PassView pass) {
    Instant finished = pass.finishedAt();
    return Duration.between(pass.startedAt(), finished == null ? now : finished);
  }

  /** Distinct nodes of the cluster that run a shard now. */
  private static long workers(PassView pass) {
    return pass.running().stream()
        .map(RunningShard::node)
        .flatMap(Stream::ofNullable)
        .distinct()
        .count();
  }
}
