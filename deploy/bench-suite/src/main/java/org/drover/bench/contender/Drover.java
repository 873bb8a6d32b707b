package org.drover.bench.contender;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.drover.bench.graph.Job;
import org.drover.bench.graph.ScratchGraph;
import org.drover.bench.place.Cluster;
import org.drover.bench.place.Member;
import org.drover.bench.place.ProcessUse;
import org.drover.shared.protocol.MigrationView;
import org.drover.shared.protocol.MigrationView.PassView;
import org.drover.shared.protocol.MigrationView.Phase;
import org.jspecify.annotations.Nullable;

/** Drover as its users run it, from submitting to done. */
public final class Drover implements Contender {

  /** Asking costs the coordinator; so it says itself when it was done. */
  private static final Duration ASK_EVERY = Duration.ofMillis(100);

  private final ScratchGraph graph;
  private final Cluster cluster;
  private final int workers;
  private final Variant variant;
  private int migrations;

  /** How a migration is set. */
  public enum Variant {
    OFFLINE("drover", "offline", "none", false, Role.DROVER),
    LIVE("droverLive", "live", "none", false, Role.DROVER),
    DIGEST("droverDigest", "offline", "none", true, Role.PART),
    UNDO("droverUndo", "offline", "keep", false, Role.PART);

    private final String name;
    private final String mode;
    private final String undo;
    private final boolean verifiable;
    private final Role role;

    /**
     * @param verifiable whether ranges take digests, though nothing is kept for a rollback
     */
    Variant(String name, String mode, String undo, boolean verifiable, Role role) {
      this.name = name;
      this.mode = mode;
      this.undo = undo;
      this.verifiable = verifiable;
      this.role = role;
    }
  }

  /**
   * @param workers shards at a time
   */
  public Drover(ScratchGraph graph, Cluster cluster, int workers, Variant variant) {
    this.graph = graph;
    this.cluster = cluster;
    this.workers = workers;
    this.variant = variant;
  }

  @Override
  public String name() {
    return variant.name;
  }

  @Override
  public String description() {
    return "Drover, mode %s, undo %s%s, budget.workers %d; %d worker JVM of 256 MiB, a coordinator"
        .formatted(
            variant.mode,
            variant.undo,
            variant.verifiable ? ", with digests" : "",
            workers,
            cluster.workers().size());
  }

  @Override
  public Role role() {
    return variant.role;
  }

  @Override
  public @Nullable String obstacle(Job job) {
    return variant.role == Role.PART && job != Job.CANONICAL_KEY
        ? "measured with the canonical key only"
        : null;
  }

  @Override
  public Details run(Job job) {
    migrations++;
    String migration =
        "bench-%s-%s-%d"
            .formatted(job.id(), variant.name, migrations)
            .replaceAll("([A-Z])", "-$1")
            .toLowerCase(Locale.ROOT);
    String spec = job.spec(migration, graph.label(), workers, variant.mode, variant.undo);
    return migrate(migration, variant.verifiable ? spec + "verify: {level: standard}\n" : spec);
  }

  /** How long a survey by an indexed property takes until its first shard may run. */
  public double planningSeconds(Job job, String property) {
    migrations++;
    String migration = "bench-planning-" + migrations;
    String spec =
        job.spec(migration, graph.label(), workers, variant.mode, variant.undo)
            .replace("key: auto", "key: " + property);
    Instant submitted = Instant.now();
    MigrationView view = cluster.coordinator().submit(spec, false).migration();
    while (view.pass() == null && view.phase().isUnderWay()) {
      LockSupport.parkNanos(ASK_EVERY.toNanos());
      view = cluster.coordinator().show(migration);
    }
    PassView pass = view.pass();
    if (pass == null) {
      throw new IllegalStateException(
          "migration %s is %s: %s".formatted(migration, view.phase(), view.why()));
    }
    cluster.coordinator().cancel(migration, "only its planning is measured");
    return seconds(Duration.between(submitted, pass.startedAt()));
  }

  /**
   * Submits a spec and waits until it is done.
   *
   * @throws IllegalStateException if it comes to another end
   */
  public Details migrate(String migration, String spec) {
    return migrate(migration, spec, Map.of());
  }

  /**
   * @param limits set as soon as it is submitted, in the names of the API; empty for none
   */
  public Details migrate(String migration, String spec, Map<String, String> limits) {
    Instant submitted = Instant.now();
    MigrationView view = cluster.coordinator().submit(spec, true).migration();
    if (!limits.isEmpty()) {
      view = cluster.coordinator().limit(migration, "to measure it so", limits);
    }
    while (view.phase().isUnderWay()) {
      LockSupport.parkNanos(ASK_EVERY.toNanos());
      view = cluster.coordinator().show(migration);
    }
    if (view.phase() != Phase.COMPLETED) {
      throw new IllegalStateException(
          "migration %s is %s: %s".formatted(migration, view.phase(), view.why()));
    }
    return details(submitted, view.pass());
  }

  private static Details details(Instant submitted, @Nullable PassView pass) {
    if (pass == null || pass.finishedAt() == null) {
      return Details.NONE;
    }
    return new Details(
        seconds(Duration.between(submitted, pass.startedAt())),
        seconds(Duration.between(pass.startedAt(), pass.finishedAt())));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  @Override
  public Duration clientCpu() {
    return cluster.members().stream()
        .map(Member::pid)
        .map(pid -> ProcessUse.cpu(pid, false))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
