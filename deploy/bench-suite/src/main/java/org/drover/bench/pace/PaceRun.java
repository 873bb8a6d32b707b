package org.drover.bench.pace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.drover.bench.contender.Contender;
import org.drover.bench.contender.Contenders;
import org.drover.bench.contender.Drover;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.pace.PaceReport.Moment;
import org.drover.bench.pace.Reckoning.Span;
import org.drover.bench.place.Cluster;
import org.drover.bench.place.Place;
import org.drover.bench.report.Machine;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.PaceView;

/**
 * Measures what a foreground feels beside a backfill without guard, with one, and beside a peer.
 */
public final class PaceRun {

  private static final int PER_SECOND = 250;

  /** A process that asks 250 times a second is compiled after so long: until then it is slow. */
  private static final long WARM_MILLIS = 40_000;

  private static final int WARM_ROUNDS = 2;

  /** What was written last is still on its way to the disk. */
  private static final long SETTLE_MILLIS = 15_000;

  private static final long LOOK_MILLIS = 500;
  private static final int GUARDED_SECONDS_MAX = 150;

  private final Place place;
  private final Cluster cluster;
  private final Times times;
  private final Consumer<String> say;
  private final Contender unguarded;
  private final List<Span> spans = new ArrayList<>();
  private final List<Moment> moments = new ArrayList<>();
  private final List<Latency> felt = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long origin;

  /**
   * How long it is measured.
   *
   * @param alone seconds of the foreground without anything beside it
   * @param guardedBackfills one after the other, over the same nodes; in the second of them the
   *     foreground is doubled
   * @param before seconds until it is doubled
   * @param doubled seconds until it is single again
   */
  public record Times(int alone, int guardedBackfills, int before, int doubled) {
    public static final Times QUICK = new Times(20, 2, 6, 10);
    public static final Times FULL = new Times(60, 3, 20, 20);
  }

  public PaceRun(Place place, Cluster cluster, Times times, Consumer<String> say) {
    this.place = place;
    this.cluster = cluster;
    this.times = times;
    this.say = say;
    this.unguarded = new Drover(graph(), cluster, place.settings().workers(), Drover.Variant.LIVE);
  }

  /** Runs all of it; minutes. */
  public PaceReport run(Machine machine) {
    warmUp();
    try (ForegroundProcess foreground = foreground("foreground.txt")) {
      say.accept("the foreground alone");
      pass(WARM_MILLIS);
      origin = System.currentTimeMillis();
      span(PaceReport.ALONE, () -> pass(1_000L * times.alone()));
      say.accept("a backfill without guard");
      beside(PaceReport.UNGUARDED, unguarded);
      say.accept("apoc.periodic.iterate");
      beside(PaceReport.PEER, Contenders.apoc(graph(), place.settings().threads()));
      say.accept("alone again, and backfills with probe p95: +10%, in turn");
      guarded();
      foreground.end().stream().filter(one -> one.at() >= origin).forEach(felt::add);
    }
    return new Reckoning(origin, spans, felt, moments)
        .report(new Reckoning.Circumstances(machine, versions(), described(), notes));
  }

  /**
   * A cold server is slow for reasons of its own, and so is whoever watches it: with less, what the
   * foreground took alone still fell by a third while it was measured.
   */
  private void warmUp() {
    say.accept("warming up");
    try (ForegroundProcess foreground = foreground("warm-up.txt")) {
      for (int round = 0; round < WARM_ROUNDS; round++) {
        unguarded.run(Job.CANONICAL_KEY);
        graph().restore(Job.CANONICAL_KEY);
      }
      guardedWarmUp("bench-pace-warm-up");
      foreground.end();
    }
    settle();
  }

  private void guardedWarmUp(String migration) {
    cluster.coordinator().submit(spec(migration, 0), true);
    awaitFirstRange(migration);
    pass(WARM_MILLIS);
    cluster.coordinator().cancel(migration, "it was only to warm up");
  }

  private void beside(String name, Contender contender) {
    String obstacle = contender.obstacle(Job.CANONICAL_KEY);
    if (obstacle != null) {
      notes.add("without %s: %s".formatted(contender.name(), obstacle));
      return;
    }
    long from = System.currentTimeMillis();
    contender.run(Job.CANONICAL_KEY);
    spans.add(new Span(name, from, System.currentTimeMillis(), place.settings().nodes()));
    graph().restore(Job.CANONICAL_KEY);
    settle();
  }

  private void settle() {
    graph().checkpoint();
    pass(SETTLE_MILLIS);
  }

  /**
   * Each writes into a property of its own, so that nothing has to be put back between them. The
   * foreground is alone before each: what it takes then changes with what was done to the graph.
   */
  private void guarded() {
    for (int number = 1; number <= times.guardedBackfills(); number++) {
      String migration = "bench-pace-guarded-" + number;
      span(PaceReport.ALONE_AGAIN, () -> pass(1_000L * times.alone() / 2));
      cluster.coordinator().submit(spec(migration, number), true);
      awaitFirstRange(migration);
      if (number == 2) {
        watched(PaceReport.GUARDED, migration, times.before());
        try (ForegroundProcess second = foreground("foreground-doubled.txt")) {
          watched(PaceReport.DOUBLED, migration, times.doubled());
          felt.addAll(second.end());
        }
      }
      watched(PaceReport.GUARDED, migration, GUARDED_SECONDS_MAX);
      if (!isOver(cluster.coordinator().show(migration))) {
        notes.add(
            "guarded backfill %d was cancelled after %d s".formatted(number, GUARDED_SECONDS_MAX));
        cluster.coordinator().cancel(migration, "enough was measured");
      }
    }
  }

  private static boolean isOver(MigrationView view) {
    return !view.phase().isUnderWay();
  }

  private void awaitFirstRange(String migration) {
    MigrationView view = cluster.coordinator().show(migration);
    while (view.pass() == null || view.pass().ranges() == 0) {
      pass(LOOK_MILLIS);
      view = cluster.coordinator().show(migration);
    }
  }

  /** Until the time is over, or the backfill. */
  private void watched(String name, String migration, int seconds) {
    long from = System.currentTimeMillis();
    MigrationView view = cluster.coordinator().show(migration);
    long before = visited(view);
    while (!isOver(view) && System.currentTimeMillis() < from + 1_000L * seconds) {
      note(view);
      pass(LOOK_MILLIS);
      view = cluster.coordinator().show(migration);
    }
    if (name.equals(PaceReport.DOUBLED) && isOver(view)) {
      notes.add("the backfill was done before the foreground was single again");
    }
    spans.add(new Span(name, from, System.currentTimeMillis(), visited(view) - before));
  }

  private void note(MigrationView view) {
    PaceView pace = view.pace();
    if (pace != null) {
      double second = (System.currentTimeMillis() - origin) / 1_000.0;
      String why = pace.why() == null ? null : pace.why().text();
      moments.add(new Moment(second, pace.pace(), visited(view), why));
    }
  }

  private static long visited(MigrationView view) {
    return view.pass() == null ? 0 : view.pass().tally().visited();
  }

  /** The probe is what the foreground does most. */
  private String spec(String migration, int number) {
    return Job.CANONICAL_KEY
            .spec(migration, graph().label(), place.settings().workers(), "live", "none")
            .replace("into: canonical_key", "into: canonical_key_" + number)
        + """
        guard:
          - probe: "MATCH (n:%s) WHERE id(n) = $id RETURN n.value"
            parameters: {id: %d}
            p95: +10%%
        """
            .formatted(graph().label(), graph().bounds().low());
  }

  private void span(String name, Runnable work) {
    long from = System.currentTimeMillis();
    work.run();
    spans.add(new Span(name, from, System.currentTimeMillis(), 0));
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("database", graph().version());
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  private Map<String, String> described() {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("nodes", String.valueOf(place.settings().nodes()));
    described.put("foreground", PER_SECOND + " requests a second: 49 point reads to a small write");
    described.put("doubled", "two such processes, the second started for it");
    described.put("droverWorkers", String.valueOf(place.settings().workers()));
    described.put("databaseHeap", place.settings().heap());
    described.put("databasePageCache", place.settings().pageCache());
    return described;
  }

  private ForegroundProcess foreground(String file) {
    Path path = place.settings().folder().resolve(file);
    return ForegroundProcess.start(graph(), place.address(), PER_SECOND, path);
  }

  private ScratchGraph graph() {
    return place.graph();
  }

  private static void pass(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
