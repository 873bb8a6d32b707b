package org.drover.coordinator.governor;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.drover.shared.graph.GraphWatch;
import org.drover.shared.spec.Guard;
import org.drover.shared.spec.Thresholds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the guards' signals again and again, each on a virtual thread of its own and never twice at
 * a time. What fails is logged and left out, so that the gauge says that it is missing.
 */
public final class Sampler implements Signals {

  private static final Logger log = LoggerFactory.getLogger(Sampler.class);

  private static final long LEVEL_MILLIS = 1_000;

  /**
   * What a process does for the first time it does slowly: a baseline of that would be too high,
   * and what is measured after a failover against a baseline of before would be as well. So a probe
   * is asked this often or this long before it counts, one at a time.
   */
  private static final int WARM_ASKS = 3_000;

  static final long WARM_MILLIS = 4_000;

  private static final double EASE = 0.8;
  private static final double EASE_OF_COUNTS = 0.5;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("drover-signals").factory());
  private final Supplier<GraphWatch> graph;
  private final Numbers numbers;
  private final InstantSource clock;
  private final List<String> names;
  private final SortedMap<Integer, ProbeGauge> probes = new TreeMap<>();
  private final Map<String, LevelGauge> levels = new LinkedHashMap<>();

  /** Why a signal could not be read the last time, by its name. */
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  /**
   * Begins to read.
   *
   * @param baselines of the probes that were measured before, by their place in the spec
   */
  public Sampler(
      List<Guard> guards,
      Map<Integer, Double> baselines,
      Supplier<GraphWatch> graph,
      InstantSource clock) {
    this.graph = graph;
    this.numbers = new Numbers();
    this.clock = clock;
    this.names = Thresholds.names(guards);
    for (int place = 0; place < guards.size(); place++) {
      watch(guards.get(place), place, baselines.get(place));
    }
  }

  private void watch(Guard guard, int place, @Nullable Double baseline) {
    String name = names.get(place);
    switch (guard) {
      case Guard.Probe probe -> probe(name, probe, place, baseline);
      case Guard.DatabaseCpu cpu -> level(name, EASE, "%", () -> graph.get().cpuPercent());
      case Guard.Transactions transactions ->
          level(name, EASE_OF_COUNTS, "", () -> graph.get().transactions().others());
      case Guard.LockWaits waits -> level(name, 0, "", () -> graph.get().transactions().waiting());
      case Guard.Prometheus prometheus ->
          level(name, EASE, "", () -> numbers.ofPrometheus(prometheus));
      case Guard.Http http -> level(name, EASE, "", () -> numbers.ofHttp(http));
    }
  }

  private void probe(String name, Guard.Probe probe, int place, @Nullable Double baseline) {
    ProbeGauge gauge = new ProbeGauge(name, baseline);
    probes.put(place, gauge);
    AtomicBoolean warm = new AtomicBoolean();
    AtomicLong asked = new AtomicLong(Long.MIN_VALUE / 2);
    every(
        ProbeGauge.EVERY_MILLIS,
        name,
        // A clock that was put back must not keep it from being asked.
        () -> Math.abs(clock.millis() - asked.get()) >= gauge.everyMillis(),
        () -> {
          if (!warm.get()) {
            warmUp(probe);
            warm.set(true);
          }
          asked.set(clock.millis());
          gauge.took(clock.millis(), ask(probe));
        });
  }

  private void warmUp(Guard.Probe probe) {
    long until = clock.millis() + WARM_MILLIS;
    for (int asked = 0; asked < WARM_ASKS && clock.millis() < until; asked++) {
      ask(probe);
    }
  }

  private double ask(Guard.Probe probe) {
    return graph.get().ask(probe.query(), probe.parameters()).toNanos() / 1e6;
  }

  private void level(String signal, double easeShare, String unit, DoubleSupplier value) {
    LevelGauge gauge = new LevelGauge(signal, easeShare, unit);
    levels.put(signal, gauge);
    every(LEVEL_MILLIS, signal, () -> true, () -> gauge.saw(clock.millis(), value.getAsDouble()));
  }

  private void every(long millis, String signal, BooleanSupplier due, Runnable reading) {
    AtomicBoolean busy = new AtomicBoolean();
    Runnable once =
        () -> {
          try {
            reading.run();
            failures.remove(signal);
          } catch (RuntimeException e) {
            if (failures.put(signal, String.valueOf(e.getMessage())) == null) {
              log.warn(
                  "The signal {} cannot be read; the pace stays low until it can: {}",
                  signal,
                  e.getMessage());
            }
          } finally {
            busy.set(false);
          }
        };
    Runnable start =
        () -> {
          if (due.getAsBoolean() && busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("signal-" + signal).start(once);
          }
        };
    var unused = timer.scheduleAtFixedRate(start, 0, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public List<Reading> read(long now, Map<String, Double> thresholds) {
    List<Reading> readings = new ArrayList<>();
    probes.forEach(
        (place, gauge) -> {
          Reading reading = gauge.read(now, of(names.get(place), thresholds));
          if (reading != null) {
            readings.add(reading);
          }
        });
    levels.forEach((name, gauge) -> readings.add(gauge.read(now, of(name, thresholds))));
    return readings;
  }

  private static double of(String name, Map<String, Double> thresholds) {
    Double threshold = thresholds.get(name);
    if (threshold == null) {
      throw new IllegalArgumentException("no threshold of the guard " + name + " was given");
    }
    return threshold;
  }

  @Override
  public Map<Integer, Double> baselines() {
    Map<Integer, Double> measured = new HashMap<>();
    long now = clock.millis();
    probes.forEach(
        (place, gauge) -> {
          OptionalDouble baseline = gauge.measure(now);
          baseline.ifPresent(millis -> measured.put(place, millis));
        });
    return measured;
  }

  @Override
  public @Nullable Measuring measuring() {
    long samples = probes.values().stream().mapToLong(ProbeGauge::asked).sum();
    Measuring first = null;
    for (Map.Entry<Integer, ProbeGauge> probe : probes.entrySet()) {
      if (probe.getValue().hasBaseline() || (first != null && first.failing())) {
        continue;
      }
      String name = names.get(probe.getKey());
      String failure = failures.get(name);
      if (failure != null) {
        first = new Measuring(samples, true, name + " cannot be asked: " + failure);
      } else if (first == null) {
        first =
            new Measuring(samples, false, name + ": " + probe.getValue().progress(clock.millis()));
      }
    }
    return first;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    numbers.close();
  }
}
