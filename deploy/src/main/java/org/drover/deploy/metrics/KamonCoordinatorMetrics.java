package org.drover.deploy.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kamon.Kamon;
import kamon.metric.Gauge;
import kamon.metric.MeasurementUnit;
import kamon.metric.Metric;
import kamon.tag.TagSet;
import org.drover.coordinator.metrics.CoordinatorMetrics;
import org.drover.coordinator.metrics.Reason;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.drover.shared.protocol.MigrationView.RunningShard;
import org.drover.shared.protocol.PaceView;
import org.drover.shared.protocol.Quantiles;
import org.drover.shared.spec.Window;

/** Shows how migrations stand. Called by one actor, and so by one thread at a time. */
final class KamonCoordinatorMetrics implements CoordinatorMetrics {

  private static final String MIGRATION = "migration";
  private static final double MILLIS = 1_000;

  private final Map<String, Map<String, Gauge>> shown = new HashMap<>();
  private final InstantSource clock;

  KamonCoordinatorMetrics(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void stands(MigrationView view, Map<Reason, Long> waiting) {
    Gauges gauges = new Gauges(view.migration(), new HashMap<>());
    gauges.set(
        "drover.migration.active",
        "Whether it should be getting on",
        view.phase().isUnderWay() ? 1 : 0);
    PaceView pace = view.pace();
    gauges.set(
        "drover.migration.stalled",
        "Whether nothing was finished for a minute although nothing holds it back",
        pace != null && pace.stalled() != null ? 1 : 0);
    for (Phase phase : Phase.values()) {
      gauges.set(
          "drover.migration.phase",
          "1 for the phase that it is in",
          "phase",
          phase.name(),
          phase == view.phase() ? 1 : 0);
    }
    gauges.set(
        "drover.migration.error.budget.spent.ratio",
        "Beyond 1 the pass pauses, unless the spec says otherwise",
        view.errorsSpent());
    gauges.set(
        "drover.migration.collisions",
        "Findings of the last verification: members that share what must be unique",
        (double) view.collisions());
    waiting.forEach(gauges::waiting);
    PassView pass = view.pass();
    if (pass != null) {
      pass(gauges, pass);
    }
    if (pace != null && view.phase().isUnderWay()) {
      window(gauges, pace);
    }
    if (pace != null) {
      pace(gauges, pace);
    }
    replace(view.migration(), gauges.set());
  }

  private static void pass(Gauges gauges, PassView pass) {
    double visited = (double) pass.tally().visited();
    double expected = Math.max(visited, (double) pass.expected());
    gauges.set(
        "drover.migration.progress.ratio",
        "Share of the pass that is done",
        pass.finishedAt() != null || expected == 0 ? 1 : visited / expected);
    gauges.set(
        "drover.migration.nodes.per.second", "Over the last few seconds", pass.nodesPerSecond());
    gauges.set("drover.migration.takeovers", "Claims after the first", (double) pass.takeovers());
    gauges.set("drover.migration.ranges", "Finished ranges of the pass", (double) pass.ranges());
    Long eta = pass.etaSeconds();
    if (eta != null) {
      gauges.seconds("drover.migration.eta", "Until the pass ends at this pace", (double) eta);
    }
    String shards = "drover.migration.shards";
    String text = "Shards of the pass";
    gauges.set(shards, text, "state", "WAITING", pass.shardsWaiting());
    gauges.set(shards, text, "state", "RUNNING", pass.shardsRunning());
    gauges.set(shards, text, "state", "FINISHED", pass.shardsFinished());
    String workers = "drover.migration.workers";
    gauges.set(
        workers, "Worker nodes with a shard of it", "state", "RUNNING", (double) running(pass));
  }

  private static void pace(Gauges gauges, PaceView pace) {
    gauges.set(
        "drover.migration.pace.ratio", "What the governor makes of the signals", pace.pace());
    gauges.set(
        "drover.migration.memory.usage.bytes",
        "What ranges in flight hold, by estimate",
        (double) pace.nodes().stream().mapToLong(node -> node.use().bytesInFlight()).sum());
    for (PaceView.Signal signal : pace.signals()) {
      gauges.signal("drover.guard.threshold", "Where it must not go", signal, signal.threshold());
      Double value = signal.value();
      if (value != null) {
        gauges.signal("drover.guard.value", "Where it is", signal, value);
      }
      Quantiles latency = signal.latency();
      if (latency != null) {
        gauges.latency(signal, "0.5", latency.p50());
        gauges.latency(signal, "0.95", latency.p95());
        gauges.latency(signal, "0.99", latency.p99());
      }
    }
  }

  private void window(Gauges gauges, PaceView pace) {
    Instant now = clock.instant();
    Window.closing(pace.limits().open(), now)
        .ifPresent(
            end ->
                gauges.seconds(
                    "drover.window.closes",
                    "Until the window closes in which it runs",
                    (double) Duration.between(now, end).toSeconds()));
  }

  private static long running(PassView pass) {
    return pass.running().stream()
        .map(RunningShard::node)
        .flatMap(Stream::ofNullable)
        .distinct()
        .count();
  }

  /** A number that is not given any more, such as an ETA, must not stay on the dashboard. */
  private void replace(String migration, Map<String, Gauge> now) {
    Map<String, Gauge> before = Objects.requireNonNullElse(shown.put(migration, now), Map.of());
    before.forEach(
        (name, gauge) -> {
          if (!now.containsKey(name)) {
            gauge.remove();
          }
        });
  }

  @Override
  public void killSwitch(boolean thrown) {
    Kamon.gauge("drover.kill.switch", "1 while the kill switch of the cluster is thrown")
        .withoutTags()
        .update(thrown ? 1 : 0);
  }

  @Override
  public void forget(String migration) {
    replace(migration, Map.of());
    shown.remove(migration);
  }

  /** The numbers of one migration, as they are set. */
  private record Gauges(String migration, Map<String, Gauge> set) {

    void set(String name, String text, double value) {
      keep(name, Kamon.gauge(name, text), TagSet.of(MIGRATION, migration), value);
    }

    void seconds(String name, String text, double value) {
      keep(
          name,
          Kamon.gauge(name, text, MeasurementUnit.time().seconds()),
          TagSet.of(MIGRATION, migration),
          value);
    }

    void set(String name, String text, String label, String word, double value) {
      String lower = word.toLowerCase(Locale.ROOT);
      keep(
          name + "/" + lower,
          Kamon.gauge(name, text),
          TagSet.of(MIGRATION, migration).withTag(label, lower),
          value);
    }

    void signal(String name, String text, PaceView.Signal signal, double value) {
      keep(
          name + "/" + signal.signal(),
          Kamon.gauge(name, text),
          TagSet.of(MIGRATION, migration).withTag("signal", signal.signal()),
          value);
    }

    void latency(PaceView.Signal signal, String quantile, double millis) {
      String name = "drover.probe.latency";
      keep(
          name + "/" + signal.signal() + "/" + quantile,
          Kamon.gauge(
              name, "What a probe took, over ten seconds", MeasurementUnit.time().seconds()),
          TagSet.of(MIGRATION, migration)
              .withTag("signal", signal.signal())
              .withTag("quantile", quantile),
          millis / MILLIS);
    }

    void waiting(Reason reason, long shards) {
      String name = "drover.migration.waiting";
      keep(
          name + reason,
          Kamon.gauge(name, "Shards that wait, by what they wait for"),
          TagSet.of(MIGRATION, migration)
              .withTag("reason", reason.signal())
              .withTag("throttled", reason.throttled()),
          (double) shards);
    }

    private void keep(String key, Metric.Gauge metric, TagSet tags, double value) {
      Gauge gauge = metric.withTags(tags);
      gauge.update(value);
      set.put(key, gauge);
    }
  }
}
